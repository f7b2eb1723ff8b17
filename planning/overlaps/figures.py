"""Step 4: the figures of a case of competing work. People are counted once, never the sum of its pairs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .classes import Finding
from .gathering import together
from .money import SameMoney
from .places import Atlas
from .records import Activity, Span


@dataclass(frozen=True, slots=True)
class Figures:
    """People on two or more of a case's lists, their mean touches in the 28 days ending on `day`, and the excess."""

    people: Span
    touches: float
    excess: Span
    day: int

    @property
    def rank(self) -> tuple[float, float]:
        return self.excess.high, self.excess.low


def figures_of(findings: Sequence[Finding], atlas: Atlas, money: SameMoney) -> Figures:
    """The worst 28 days of a case: those with the most excess attempts, over the lists at work in them.

    Where all of them together stay in the band on average, those of its worst pair.
    """
    if len(findings) == 1:
        return alone(findings[0])
    worst = together(findings, atlas, money)
    if worst.day[0] < 0:
        return max(map(alone, findings), key=lambda figures: (figures.rank, -figures.day))
    people, touches = Span(float(worst.low[0]), float(worst.high[0])), float(worst.touches[0])
    return Figures(people, touches, people.times(touches - (findings[0].band or 0.0)), int(worst.day[0]))


def alone(finding: Finding) -> Figures:
    """Those of one pair."""
    assert finding.touches and finding.people and finding.excess
    return Figures(finding.people.both, finding.touches.total, finding.excess, finding.touches.day)


@dataclass(frozen=True, slots=True)
class Cost:
    """Dollars for one attempt, and what that rests on."""

    dollars: float
    basis: str


def mean_cost(activities: Iterable[Activity]) -> Cost | None:
    """The members' mean budget per attempt; where one has none its tactic's usual cost, and the basis says so."""
    budgets: list[float] = []
    usual: list[float] = []
    for activity in activities:
        if activity.budget is not None and activity.attempts:
            budgets.append(float(activity.budget) / activity.attempts)
        elif activity.usual_cost is not None:
            usual.append(float(activity.usual_cost))
    if not budgets and not usual:
        return None
    basis = " and ".join(["budget per attempt"] * bool(budgets) + ["usual cost"] * bool(usual))
    return Cost(sum(budgets + usual) / len(budgets + usual), basis)
