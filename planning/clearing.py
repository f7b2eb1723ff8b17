"""What would clear an overlap: small changes of one plan, each tried out by the engine itself.

Moving it by whole weeks, planning fewer tries, working a smaller part of the list. Of each kind the smallest change
that clears is told, and none that does not. Pure: plain activities in, ways in words out; the work is bounded.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from mvp_coord.lib import wording
from planning.overlaps import Activity, Key

WEEKS: Final = (1, 2, 3, 4, 6, 8, 12)
SHARES: Final = (0.75, 0.5, 0.25)
HALVINGS: Final = 6
MOST_PLANS: Final = 3
MOST_RUNS: Final = 70

Finds = Callable[[Sequence[Activity]], bool]


@dataclass(frozen=True, slots=True)
class Way:
    """One change of one plan that would clear the case: `becomes` is the plan as it would be."""

    key: Key
    sentence: str
    becomes: Activity
    is_move: bool = False


class _Trial:
    """Tries changes of one activity among all, and counts its runs."""

    def __init__(self, activities: Sequence[Activity], still_meets: Finds) -> None:
        self.activities, self.still_meets, self.runs = activities, still_meets, 0

    def clears(self, changed: Activity) -> bool:
        if self.runs >= MOST_RUNS:
            return False
        self.runs += 1
        return not self.still_meets([changed if each.key == changed.key else each for each in self.activities])


def ways_to_clear(
    activities: Sequence[Activity], members: Collection[Key], still_meets: Finds, *, today: date
) -> list[Way]:
    """Changes of one member that clear the case by themselves, the plans with the fewest tries first.

    `still_meets` says whether the engine still finds a case between members among these activities. Work that has
    begun by `today` is not moved to earlier days, and nothing is moved into the past.
    """
    trial = _Trial(activities, still_meets)
    plans = sorted(
        (each for each in activities if each.key in members), key=lambda each: (each.attempts or 0, str(each.key))
    )
    return [way for plan in plans[:MOST_PLANS] for way in _ways(plan, trial, today)]


def _ways(plan: Activity, trial: _Trial, today: date) -> Iterator[Way]:
    for weeks in (later, earlier):
        moved = next((each for each in weeks(plan, today) if trial.clears(each)), None)
        if moved:
            days = (moved.starts - plan.starts).days
            how = f"{wording.plural(abs(days) // 7, 'week')} {'later' if days > 0 else 'earlier'}"
            when = wording.days(moved.starts, moved.ends)
            yield Way(plan.key, f"{plan.partner_name} moving {how}: {when}", moved, is_move=True)
    fewer = _fewer_tries(plan, trial)
    if fewer:
        tries = f"{wording.count(fewer.attempts)} tries, not {wording.count(plan.attempts)}"
        yield Way(plan.key, f"{plan.partner_name} planning at most {tries}", fewer)
    smaller = next((each for each in _smaller_lists(plan) if trial.clears(each)), None)
    if smaller:
        people = f"{wording.count(smaller.universe)} people of its list of {wording.count(plan.universe)}"
        yield Way(plan.key, f"{plan.partner_name} taking only {people}, with as many tries for each", smaller)


def later(plan: Activity, today: date) -> Iterator[Activity]:
    """The plan by ever more weeks later."""
    for weeks in WEEKS:
        yield _moved(plan, timedelta(weeks=weeks))


def earlier(plan: Activity, today: date) -> Iterator[Activity]:
    """The plan by ever more weeks earlier, as long as it lies ahead."""
    for weeks in WEEKS:
        moved = _moved(plan, -timedelta(weeks=weeks))
        if moved.starts > today:
            yield moved


def _moved(plan: Activity, by: timedelta) -> Activity:
    return replace(plan, starts=plan.starts + by, ends=plan.ends + by)


def _fewer_tries(plan: Activity, trial: _Trial) -> Activity | None:
    """The most tries that clear, by halving the range: more tries never make an overlap smaller."""
    if not plan.attempts or not trial.clears(replace(plan, attempts=1)):
        return None
    clears, meets = 1, plan.attempts
    for _ in range(HALVINGS):
        middle = (clears + meets) // 2
        if trial.clears(replace(plan, attempts=middle)):
            clears = middle
        else:
            meets = middle
    rounded = _rounded_down(clears)
    return replace(plan, attempts=rounded) if rounded * 5 >= plan.attempts else None


def _rounded_down(number: int) -> int:
    """To two digits, as people plan."""
    unit = 10 ** max(0, len(str(number)) - 2)
    return number // unit * unit


def _smaller_lists(plan: Activity) -> Iterator[Activity]:
    if plan.universe and plan.attempts:
        for share in SHARES:
            yield replace(plan, universe=round(plan.universe * share), attempts=round(plan.attempts * share))
