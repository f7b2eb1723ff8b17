"""Which part of the money that is promised to programs goes to a gap."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from planning.overlaps import Key, Window
from planning.overlaps.places import Atlas

from .matrix import Cell
from .records import Aim
from .shortage import Counting

BY_BUDGET = "the budgets of its activities"
BY_LINES = "the number of its activities"


@dataclass(frozen=True, slots=True)
class Line:
    """One activity of a program that money is promised to; `budget` in dollars, None where it states none."""

    program: Key
    cell: Cell
    starts: date
    ends: date
    budget: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a program that lies in a gap (0 to 1), what it is a part of, and how many of its lines nobody can
    place."""

    share: float
    basis: str
    unknown: int = 0


def parts_in(aim: Aim, weeks: Window, lines: Sequence[Line], atlas: Atlas) -> dict[Key, Part]:
    """For each program with work for this aim in these weeks, the part of it that is: by its lines' budgets where
    all of them state one, else by their number. A line counts by its days in the weeks, as its attempts do."""
    if not lines:
        return {}
    # A place that the atlas does not hold lies in another state: nothing of it is here.
    cells = [cell for cell in dict.fromkeys(line.cell for line in lines) if cell.division in atlas.places]
    if not cells:
        return {}
    placed = {cell: float(share) for cell, share in zip(cells, Counting(cells, atlas).shares(aim), strict=True)}
    by_program: dict[Key, list[Line]] = {}
    for line in lines:
        by_program.setdefault(line.program, []).append(line)
    found = {}
    for program, own in by_program.items():
        has_budgets = all(line.budget is not None for line in own) and any(line.budget for line in own)
        weights = [float(line.budget or 0) if has_budgets else 1.0 for line in own]
        shares = [placed.get(line.cell, 0.0) * _days_share(line, weeks) for line in own]
        unknown = sum(np.isnan(share) for share in shares)
        inside = sum(w * s for w, s in zip(weights, shares, strict=True) if not np.isnan(s))
        if inside > 0 or unknown:
            basis = BY_BUDGET if has_budgets else BY_LINES
            found[program] = Part(inside / sum(weights), basis, int(unknown))
    return found


def _days_share(line: Line, weeks: Window) -> float:
    shared = (min(line.ends, weeks.last) - max(line.starts, weeks.first)).days + 1
    return max(0, shared) / ((line.ends - line.starts).days + 1)
