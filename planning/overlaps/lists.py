"""The lists of people that partners work, and their runs of work, as columns."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .arrays import Floats, Ints, ints, offsets
from .columns import Columns
from .terrain import Terrain
from .worklists import WorkList


@dataclass(frozen=True, slots=True, eq=False)
class Lists:
    """One entry for each list, by its number; `of` is the list of each activity.

    `reach` and `own_reach` are nan where not known. `runs` are the activities whose volumes are known, list by list
    (those of list n from `first_run[n]` on), `daily` the tries a day, of
    all its people.
    """

    of: Ints
    partner: Ints
    place: Ints
    mask: Ints
    universe: Floats
    reach: Floats
    own_reach: Floats
    runs: Ints
    first_run: Ints
    daily: Floats

    def runs_of(self, lists: Ints) -> tuple[Ints, Ints]:
        """How many runs each of these has, and where they begin."""
        return self.first_run[lists + 1] - self.first_run[lists], self.first_run[lists]


def lists_of(work: Sequence[WorkList], columns: Columns, terrain: Terrain) -> Lists:
    """`columns` hold the activities of the lists, one list after the other."""
    of = np.repeat(np.arange(len(work)), [len(one.activities) for one in work])
    head = np.searchsorted(of, np.arange(len(work)))
    universe = np.array([one.universe for one in work])
    runs = np.flatnonzero(~np.isnan(columns.universe) & ~np.isnan(columns.attempts))
    days = columns.ends[runs] - columns.starts[runs] + 1
    return Lists(
        of,
        columns.partner[head],
        columns.place[head],
        columns.mask[head],
        universe,
        _known([one.reach for one in work]),
        _known([one.own_reach for one in work]),
        ints(runs),
        offsets(of[runs], len(work)),
        columns.attempts[runs] / days,
    )


def _known(values: list[float | None]) -> Floats:
    return np.array(values, dtype=np.float64)
