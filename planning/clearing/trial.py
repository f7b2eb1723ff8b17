"""Trying out changes of plans: what clears a case, and how many times the engine may be asked."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from planning.overlaps import Activity, Key, Window

MOST_RUNS: Final = 160

Meeting = frozenset[Key]
"""Two plans that are flagged in one case."""

Finds = Callable[[Sequence[Activity]], Collection[Meeting]]


@dataclass(frozen=True, slots=True)
class Way:
    """Changes that would clear the case together: `becomes` are the plans as they would be, `decision` the kind of
    decision that changes just that. `change` is how much it is: the part of each plan's tries or people that is given
    up, or the part of twelve weeks that it moves, summed up."""

    sentence: str
    becomes: tuple[Activity, ...]
    change: float
    decision: str

    @property
    def size(self) -> tuple[int, float]:
        """Least change first: fewer plans, then less of each."""
        return len(self.becomes), self.change


@dataclass(frozen=True, slots=True)
class Room:
    """What can still be changed after `today`, and the days on which each plan does good, out of which none moves."""

    today: date
    seasons: Mapping[Key, Window]

    def moved(self, plan: Activity, weeks: int) -> Activity | None:
        """The plan by so many weeks later (earlier below zero), None where that is no day for it, or it has begun."""
        if not self.is_ahead(plan):
            return None
        by = timedelta(weeks=weeks)
        found = replace(plan, starts=plan.starts + by, ends=plan.ends + by)
        season = self.seasons.get(plan.key, Window(found.starts, found.ends))
        if weeks > 0:
            return found if found.ends <= season.last else None
        leaves_it = found.starts < season.first <= plan.ends
        return found if found.starts > self.today and not leaves_it else None

    def is_ahead(self, plan: Activity) -> bool:
        """Whether none of it is done yet."""
        return plan.starts > self.today

    def done(self, plan: Activity) -> float:
        """The part of its tries that is done, spread evenly over its days."""
        return max(0, min(1.0, (self.today - plan.starts).days / ((plan.ends - plan.starts).days + 1)))


class Trial:
    """Tries changes of some activities among all, and counts its runs."""

    def __init__(self, activities: Sequence[Activity], members: Collection[Key], finds: Finds) -> None:
        self.activities, self.members, self.finds = activities, set(members), finds
        self.before, self.runs = set(finds(activities)), 1

    def clears(self, changed: Iterable[Activity]) -> bool:
        """Whether no two members meet any more, and none meets a plan that it does not meet now."""
        if self.runs >= MOST_RUNS:
            return False
        self.runs += 1
        new = {each.key: each for each in changed}
        after = self.finds([new.get(each.key, each) for each in self.activities])
        return not any(self._is_in_the_way(meeting) for meeting in after)

    def _is_in_the_way(self, meeting: Meeting) -> bool:
        mine = len(meeting & self.members)
        return mine > 1 or (mine == 1 and meeting not in self.before)


def all_of(told: Sequence[str]) -> str:
    """What several plans would do, as one sentence."""
    return "; and ".join(["; ".join(told[:-1]), told[-1]] if told[1:] else told)
