"""Step 4: the figures of a case of competing work. People are counted once, never the sum of its pairs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from .classes import Finding
from .money import SameMoney
from .places import Atlas
from .records import CROSSWALK, SHARE_UNKNOWN, Activity, Key, Span
from .worklists import DAYS, WorkList, reach


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


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of the anchor, and the crossing places that cover it."""

    weight: float
    places: frozenset[str]


def figures_of(findings: Sequence[Finding], atlas: Atlas, money: SameMoney) -> Figures:
    """The worst 28 days of a case: those with the most excess attempts."""
    alone = max((_alone(finding) for finding in findings), key=lambda figures: (figures.rank, -figures.day))
    if len(findings) == 1:
        return alone
    together = Together(findings, atlas, money)
    best = None
    for day in together.days():
        found = together.figures(day)
        if found and (best is None or found.excess.high > best.excess.high * (1 + 1e-9)):
            best = found
    # Somewhere two lists may press harder than all of them on average: a case is at least its worst pair.
    return best if best and best.rank >= alone.rank else alone


def _alone(finding: Finding) -> Figures:
    assert finding.touches and finding.people and finding.excess
    return Figures(finding.people.both, finding.touches.total, finding.excess, finding.touches.day)


class Together:
    """The lists of a case, as independent draws from the people of the anchor."""

    def __init__(self, findings: Sequence[Finding], atlas: Atlas, money: SameMoney) -> None:
        lists = {one.number: one for f in findings for one in (f.meeting.a, f.meeting.b)}
        others = {one.number: one for f in findings for one, _ in f.others if one.number not in lists}
        repeated = money.repeated(lists.values(), others.values())
        self.lists = [lists[number].without(repeated) for number in sorted(lists)]
        self.others = [others[number].without(repeated) for number in sorted(others)]
        self.findings = findings
        self.atlas = atlas
        self.anchor = findings[0].meeting.relation.anchor
        self.band = findings[0].band or 0.0
        self.electorate = atlas.electorate(self.anchor)
        self.cells = self._make_cells()
        everybody = sum(one.universe for one in self.lists)
        # For the mix of people alone: where a reach is not known, that by the people of a place around, or as if the
        # lists held different people.
        self.guess = {
            one.number: one.reach if one.reach is not None
            else reach(one.universe, atlas.ceiling(one.place) or everybody) or 0.0
            for one in self.lists
        }  # fmt: skip
        self.inside = {one.number: one.universe * self._share_inside(one) for one in self.lists}

    def _share_inside(self, one: WorkList) -> float:
        """The part of a list that lives in the anchor; all of it where that is not known."""
        relation = self.atlas.relation(self.anchor, one.place)
        return 1.0 if relation is None or relation.share_b is None else relation.share_b

    def _share_covered(self, one: WorkList) -> float | None:
        """The part of the anchor that a list's place covers."""
        relation = self.atlas.relation(self.anchor, one.place)
        return relation.share_a if relation else None

    def _crosses(self, one: WorkList) -> bool:
        relation = self.atlas.relation(self.anchor, one.place)
        return bool(relation and relation.basis == CROSSWALK and relation.share_a is not None)

    def _make_cells(self) -> list[Cell]:
        """Districts of one kind lie side by side, those of different kinds independently of each other."""
        kinds: dict[str, dict[str, float]] = {}
        for one in self.lists:
            if self._crosses(one):
                kinds.setdefault(self.atlas.places[one.place].kind, {})[one.place] = self._share_covered(one) or 0.0
        choices = [
            [*sorted(shares.items()), ("", max(0.0, 1.0 - sum(shares.values())))]
            for _, shares in sorted(kinds.items())
        ]
        return [
            Cell(prod(share for _, share in chosen), frozenset(place for place, _ in chosen))
            for chosen in product(*choices)
        ]

    def days(self) -> list[int]:
        """Days on which the worst window may end."""
        first = min(f.meeting.first for f in self.findings)
        until = max(f.meeting.last for f in self.findings) + DAYS - 1
        turns = {min(max(day, first), until) for one in (*self.lists, *self.others) for day in one.turns()}
        return sorted(turns | {f.touches.day for f in self.findings if f.touches})

    def figures(self, day: int) -> Figures | None:
        """In the 28 days ending on `day`, over the lists at work in them; None if they stay in the band."""
        active = [one for one in self.lists if one.rate(day) > 0]
        numbers = {one.number for one in active}
        met = [f for f in self.findings if {f.meeting.a.number, f.meeting.b.number} <= numbers]
        if not met:
            return None
        touches = self._mean_touches(active, day) + self._by_chance(met, day)
        if touches <= self.band:
            return None
        people = self._people(active, met)
        return Figures(people, touches, people.times(touches - self.band), day)

    def _mean_touches(self, active: list[WorkList], day: int) -> float:
        on_two, on_this_and_another = self._mix(active, self.guess)
        if not on_two:
            return 0.0
        return sum(one.rate(day) * on_this_and_another[one.number] for one in active) / on_two

    def _by_chance(self, met: list[Finding], day: int) -> float:
        """From plans outside the case, as the pairs meet them, weighed by the pairs' people."""
        weights = [f.people.both.high if f.people else 0.0 for f in met]
        rates = {one.number: one.rate(day) for one in self.others}
        sums = [sum(rates.get(one.number, 0.0) * chance for one, chance in f.others) for f in met]
        total = sum(weights)
        return sum(weight * found for weight, found in zip(weights, sums, strict=True)) / total if total else 0.0

    def _people(self, active: list[WorkList], met: list[Finding]) -> Span:
        """Independent reaches, corrected by what the pairs know better, and never more than the lists can hold."""
        pairs = [f.people.both for f in met if f.people]
        ceiling = _most_on_two([self.inside[one.number] for one in active])
        if not self.electorate:
            return Span(max(pair.low for pair in pairs), min(ceiling, sum(pair.high for pair in pairs)))
        sure = {one.number: one.reach for one in active if one.reach is not None and self._is_sure(one)}
        base = self.electorate * self._mix([one for one in active if one.number in sure], sure)[0]
        expected = [self._expected(f, sure) for f in met]
        low = base + sum(pair.low - was for pair, was in zip(pairs, expected, strict=True))
        high = base + sum(pair.high - was for pair, was in zip(pairs, expected, strict=True))
        low = min(max(low, 0.0), ceiling)
        return Span(low, max(low, min(high, ceiling)))

    def _is_sure(self, one: WorkList) -> bool:
        relation = self.atlas.relation(self.anchor, one.place)
        return bool(relation and relation.basis != SHARE_UNKNOWN and relation.share_a is not None)

    def _expected(self, finding: Finding, sure: dict[int, float]) -> float:
        """What independent reaches say of one pair."""
        pair = [one for one in (finding.meeting.a, finding.meeting.b) if one.number in sure]
        return (self.electorate or 0.0) * self._mix(pair, sure)[0] if len(pair) == 2 else 0.0

    def _mix(self, lists: list[WorkList], reaches: dict[int, float]) -> tuple[float, dict[int, float]]:
        """The chance that somebody in the anchor is on the lists of two partners or more, and, for each list, that
        somebody is on it and on another partner's."""
        on_two, on_this = 0.0, {one.number: 0.0 for one in lists}
        for cell in self.cells:
            here = [one for one in lists if not self._crosses(one) or one.place in cell.places]
            missed: dict[Key, float] = {}
            for one in here:
                missed[one.partner] = missed.get(one.partner, 1.0) * (1.0 - reaches[one.number])
            on_two += cell.weight * _two_or_more(missed.values())
            for one in here:
                rest = prod(chance for partner, chance in missed.items() if partner != one.partner)
                on_this[one.number] += cell.weight * reaches[one.number] * (1.0 - rest)
        return on_two, on_this


def _two_or_more(missed: Iterable[float]) -> float:
    """The chance that at least two of several independent things do not miss."""
    none, once, more = 1.0, 0.0, 0.0
    for miss in missed:
        none, once, more = none * miss, once * miss + none * (1 - miss), more + once * (1 - miss)
    return more


def _most_on_two(sizes: Sequence[float]) -> float:
    """The most people who can be on two or more lists of these sizes."""
    total = sum(sizes)
    return min(total / 2, total - max(sizes))


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
