"""The lists of people that partners work, and their runs of work, as columns."""

from dataclasses import dataclass

import numpy as np

from .arrays import Flags, Floats, Ints, in_order, ints, offsets
from .columns import Columns
from .loops import loop
from .terrain import Terrain


@dataclass(frozen=True, slots=True, eq=False)
class Lists:
    """One entry for each list, by its number; `of` is the list of each activity, and a list `has_several` of these or
    only one.

    `reach` and `own_reach` are nan where not known. `runs` are the activities whose volumes are known, list by list
    (those of list n from `first_run[n]` on), `daily` the tries a day, of all its people; `head` is the first activity
    of each list.
    """

    of: Ints
    has_several: Flags
    partner: Ints
    place: Ints
    mask: Ints
    universe: Floats
    reach: Floats
    own_reach: Floats
    runs: Ints
    first_run: Ints
    daily: Floats
    head: Ints

    def runs_of(self, lists: Ints) -> tuple[Ints, Ints]:
        """How many runs each of these has, and where they begin."""
        return self.first_run[lists + 1] - self.first_run[lists], self.first_run[lists]


def lists_of(columns: Columns, terrain: Terrain) -> Lists:
    """The lists of these activities, numbered as their first ones come: those of one partner, kind of work, place and
    set of constituencies."""
    of, head = _numbered(columns)
    runs = np.flatnonzero(~np.isnan(columns.universe) & ~np.isnan(columns.attempts))
    runs = runs[in_order(of[runs])]
    days = columns.ends[runs] - columns.starts[runs] + 1
    universe = np.zeros(len(head))
    np.maximum.at(universe, of[runs], columns.universe[runs])
    place, mask = columns.place[head], columns.mask[head]
    return Lists(
        of,
        np.bincount(of, minlength=len(head)) > 1,
        columns.partner[head],
        place,
        mask,
        universe,
        _reach(universe, terrain.electorate[place]),
        _reach(universe, terrain.constituency_electorates(place, mask)),
        ints(runs),
        offsets(of[runs], len(head)),
        columns.attempts[runs] / days,
        ints(head),
    )


def _numbered(columns: Columns) -> tuple[Ints, Ints]:
    """The number of each activity's list, and each list's first activity."""
    known = np.unique(columns.mask)
    parts = (columns.partner, columns.kind, columns.place, np.searchsorted(known, columns.mask))
    many = len(columns.kind)
    of, head = np.empty(many, dtype=np.int64), np.empty(many, dtype=np.int64)
    return of, head[: _number(in_order(*parts), *parts, of, head)]


@loop(outputs=2)
def _number(order, partner, kind, place, mask, of, head):
    """How many lists there are; `order` are activities list by list, those of one list as they come."""
    first = -1
    for activity in order:
        is_same = first >= 0 and place[activity] == place[first] and kind[activity] == kind[first]
        if not is_same or partner[activity] != partner[first] or mask[activity] != mask[first]:
            first = activity
        of[activity] = first
    found = 0
    for activity in range(len(order)):
        if of[activity] == activity:
            head[found] = activity
            of[activity] = found
            found += 1
        else:  # its first one has its number by now
            of[activity] = of[of[activity]]
    return found


def _reach(universe: Floats, people: Floats) -> Floats:
    """A list may name more people than are counted; nobody is on it twice. Nan where nobody has counted."""
    found = np.divide(universe, people, out=np.full(len(people), np.nan), where=people > 0)
    return np.minimum(found, 1.0)
