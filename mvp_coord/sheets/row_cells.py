"""The cells of one row while it is read: one value of each column, and all that is wrong with it, gathered."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from mvp_coord.lib.wording import join_words
from mvp_coord.lib.written import NO_RESULT, NotUnderstoodError, is_blank, shown

from .reading import Cell, DataRow, Refusal

Read = TypeVar("Read")
LONGEST_CELL = 1_000


@dataclass(frozen=True)
class Problem:
    """What is wrong in one cell: the column as the sheet calls it, what stands there, and why it will not do."""

    column: str
    value: str
    reason: str


def refusal_of(row: DataRow, problems: list[Problem]) -> Refusal:
    """One refusal for one row: at the first cell that is wrong, with every reason."""
    reasons = list(dict.fromkeys(problem.reason for problem in problems))
    first = next((problem for problem in problems if problem.value), problems[0])
    return Refusal(row.origin.file, row.origin.sheet, row.line, first.column, first.value, " ".join(reasons))


class RowCells:
    """The cells of one row. What cannot be understood becomes a problem, and reading goes on."""

    def __init__(self, row: DataRow) -> None:
        self.row = row
        self.problems: list[Problem] = []

    def refusal(self) -> Refusal:
        """The row refused for all that was wrong with it."""
        return refusal_of(self.row, self.problems)

    def one(self, name: str) -> Cell | None:
        """The one cell of a column with something in it. Two columns of one name must agree."""
        found = self.row.cells.get(name)
        if found is None:
            return None
        cells = [cell for cell in found if not is_blank(cell.value)]
        if len(cells) == 1:
            return cells[0]
        if len({shown(cell.value) for cell in cells}) > 1:
            labels = join_words([f"“{cell.label}”" for cell in cells])
            self.refuse(cells[1], f"Columns {labels} say different things: keep one of them.")
            return None
        return cells[0] if cells else None

    def required(self, name: str) -> Cell | None:
        """The cell of a column that must be filled; a column that is not there is told once for all."""
        before = len(self.problems)
        cell = self.one(name)
        if cell is None and name in self.row.has and len(self.problems) == before:
            label = self.row.labels.get(name, name)
            written = next((shown(each.value) for each in self.row.cells.get(name, ())), "")
            self.problems.append(Problem(label, written, f"{label} is blank, and every {self.row.noun} needs it."))
        return cell

    def tried(self, cell: Cell, read: Callable[[Any], Read], *, longest: int = LONGEST_CELL) -> Read | None:
        """What the cell says, or None and one more problem."""
        if isinstance(cell.value, str) and len(cell.value) > longest:
            # Whatever it is, nobody wrote it there on purpose; and looking for likely terms in it takes for ever.
            self.refuse(cell, f"{cell.label} has more than {longest:,} letters.")
            return None
        try:
            _refuse_broken(cell.value)
            return read(cell.value)
        except NotUnderstoodError as refusal:
            text = f"“{shown(cell.value)[:200]}” {refusal}"
            self.refuse(cell, text if text.endswith(("?", ".")) else f"{text}.")
            return None

    def refuse(self, cell: Cell, reason: str) -> None:
        self.problems.append(Problem(cell.label, shown(cell.value), reason))


def _refuse_broken(value: Any) -> None:
    if isinstance(value, str) and value.startswith("="):
        raise NotUnderstoodError(NO_RESULT)
    if isinstance(value, str) and re.fullmatch(r"#[A-Z0-9/]+[!?]?", value.strip()) and len(value.strip()) > 2:
        raise NotUnderstoodError("is an error in the spreadsheet")
