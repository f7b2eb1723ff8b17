"""The lists of people that partners work: activities of one partner, family, place and set of constituencies."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from .places import Atlas
from .records import Activity, Key
from .windows import DAYS, Bend, bends

Run = tuple[int, int, float]
"""First day, last day (ordinals), attempts a day."""


@dataclass(slots=True, eq=False)
class WorkList:
    """One partner's list. Its attempts add up over its activities, its universe is the largest of theirs.

    An activity with a blank volume adds nothing here (blank is unknown, not zero): it asks for its numbers in its own
    unmeasured pairs. Reach is the chance that somebody in the place is on the list, at most 1, None when unknown:
    among everyone, and among the list's own constituency.
    """

    number: int
    partner: Key
    family: str
    is_registration: bool
    constituencies: frozenset[str]
    activities: tuple[Activity, ...]
    place: str
    universe: float
    runs: tuple[Run, ...]
    reach: float | None
    own_reach: float | None
    is_measured: bool
    starts: int = 0
    ends: int = 0
    _rates: dict[int, float] = field(default_factory=dict)

    def rate(self, day: int) -> float:
        """Attempts for one person on the list in the 28 days that end on `day`; nobody on it, nobody tried."""
        if day not in self._rates:
            since, attempts = day - DAYS + 1, 0.0
            for first, last, daily in self.runs:
                days = min(last, day) - max(first, since) + 1
                if days > 0:
                    attempts += daily * days
            self._rates[day] = attempts / self.universe if self.universe else 0.0
        return self._rates[day]

    @property
    def bends(self) -> tuple[Bend, ...]:
        """Those of the list's rate."""
        if not self.universe:
            return ()
        return tuple(bend for first, last, daily in self.runs for bend in bends(first, last, daily / self.universe))

    def turns(self) -> Iterable[int]:
        """Days on which a window may end that holds the most: a sum of rates is greatest at one of them."""
        for first, last, _ in self.runs:
            yield last
            yield first + DAYS - 1

    def peak(self) -> tuple[float, int]:
        """The highest rate, and the earliest day on which such a window ends."""
        return max(((self.rate(day), -day) for day in self.turns()), default=(0.0, 0))

    def without(self, keys: set[Key]) -> "WorkList":
        """The same people, without the attempts of some activities (counted elsewhere)."""
        if not any(activity.key in keys for activity in self.activities):
            return self
        runs = _runs(activity for activity in self.activities if activity.key not in keys)
        return replace(self, runs=runs, _rates={})


def _runs(activities: Iterable[Activity]) -> tuple[Run, ...]:
    return tuple(
        (first := a.starts.toordinal(), last := a.ends.toordinal(), (a.attempts or 0) / (last - first + 1))
        for a in activities
        if a.is_measured
    )


def reach(universe: float, electorate: float | None) -> float | None:
    """A list may name more people than the electorate counts (it counts votes cast); nobody is on it twice."""
    return min(1.0, universe / electorate) if electorate else None


def make_lists(activities: Iterable[Activity], atlas: Atlas) -> list[WorkList]:
    """All lists, numbered as their first activities come. Registration keeps lists of its own: not yet voters."""
    groups: dict[tuple[object, ...], list[Activity]] = defaultdict(list)
    for a in activities:
        groups[a.partner, a.family, a.is_registration, atlas.home(a.division), a.constituencies].append(a)
    return [_make(number, group, atlas) for number, group in enumerate(groups.values())]


def _make(number: int, group: list[Activity], atlas: Atlas) -> WorkList:
    place, constituencies = atlas.home(group[0].division), group[0].constituencies
    universe = float(max((a.universe or 0 for a in group if a.is_measured), default=0))
    runs = _runs(group)
    return WorkList(
        number=number,
        partner=group[0].partner,
        family=group[0].family or "",
        is_registration=group[0].is_registration,
        constituencies=constituencies,
        activities=tuple(group),
        place=place,
        universe=universe,
        runs=runs,
        reach=reach(universe, atlas.electorate(place)),
        own_reach=reach(universe, atlas.constituency_electorate(place, constituencies)),
        is_measured=any(a.is_measured for a in group),
        starts=min(a.starts for a in group).toordinal(),
        ends=max(a.ends for a in group).toordinal(),
    )
