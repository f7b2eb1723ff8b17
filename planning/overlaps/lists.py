"""The lists of people that partners work, and their runs of work, as columns."""

from dataclasses import dataclass

import numpy as np

from .arrays import Flags, Floats, Ints, ints, offsets
from .columns import Columns
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
    runs = runs[np.argsort(of[runs], kind="stable")]
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
    parts = (columns.mask, columns.place, columns.kind, columns.partner)
    order = np.lexsort(parts)
    fresh = np.zeros(len(order), dtype=np.bool_)
    fresh[:1] = True
    for part in parts:
        fresh[1:] |= np.diff(part[order]) != 0
    # The order is stable, so that the first of each group is the one that comes first.
    head = order[fresh]
    rank = np.empty(len(head), dtype=np.int64)
    rank[np.argsort(head)] = np.arange(len(head))
    of = np.empty(len(order), dtype=np.int64)
    of[order] = rank[np.cumsum(fresh) - 1]
    return of, np.sort(head)


def _reach(universe: Floats, people: Floats) -> Floats:
    """A list may name more people than are counted; nobody is on it twice. Nan where nobody has counted."""
    found = np.divide(universe, people, out=np.full(len(people), np.nan), where=people > 0)
    return np.minimum(found, 1.0)
