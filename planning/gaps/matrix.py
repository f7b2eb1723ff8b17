"""How many attempts are planned where, by what and for whom, in columns: one pass over all plans for each season."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planning.overlaps import Activity, Window

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class Cell(NamedTuple):
    """Plans that are alike in all that a priority asks of them."""

    division: str
    family: str
    program_type: str
    is_registration: bool
    constituencies: frozenset[str]


@dataclass(frozen=True, slots=True)
class Plans:
    """Plans as columns of equal length: the number of their cell, first and last day (ordinals), and attempts (NaN:
    unknown)."""

    cells: Sequence[Cell]
    cell: Ints
    starts: Ints
    ends: Ints
    attempts: Floats

    @classmethod
    def of(cls, activities: Iterable[Activity]) -> "Plans":
        """The columns of some activities. Those of no family are left out: nobody is tried by them."""
        numbers: dict[Cell, int] = {}
        rows: list[tuple[float, ...]] = []
        for a in activities:
            if a.family is None:
                continue
            cell = Cell(a.division, a.family, a.program_type, a.is_registration, a.constituencies)
            attempts = np.nan if a.attempts is None else float(a.attempts)
            rows.append((numbers.setdefault(cell, len(numbers)), a.starts.toordinal(), a.ends.toordinal(), attempts))
        table = np.array(rows, dtype=np.float64).reshape(-1, 4)
        cells, starts, ends = table[:, :3].T.astype(np.int64)
        return cls(tuple(numbers), cells, starts, ends, table[:, 3])


@dataclass(frozen=True, slots=True)
class Matrix:
    """For each cell the attempts that fall into some days, and the number of its plans there that state none."""

    cells: Sequence[Cell]
    attempts: Floats
    unknown: Ints

    @classmethod
    def within(cls, plans: Plans, days: Window) -> "Matrix":
        """What of the plans falls into these days, each plan's attempts spread evenly over its own days."""
        first, last = days.first.toordinal(), days.last.toordinal()
        shared = np.minimum(plans.ends, last) - np.maximum(plans.starts, first) + 1
        is_there = shared > 0
        is_known = ~np.isnan(plans.attempts)
        counted = is_there & is_known
        cell, length = plans.cell[counted], (plans.ends - plans.starts + 1)[counted]
        falling = plans.attempts[counted] * shared[counted] / length
        many = len(plans.cells)
        return cls(
            plans.cells,
            np.bincount(cell, weights=falling, minlength=many).astype(np.float64),
            np.bincount(plans.cell[is_there & ~is_known], minlength=many).astype(np.int64),
        )
