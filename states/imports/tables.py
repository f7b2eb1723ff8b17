"""The one table of a file of public figures: where its facts stand, and what became of its rows."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from mvp_coord.lib.tabular import Row, UnreadableError, Value, read_tables
from mvp_coord.lib.written import NotUnderstoodError, read_count, shown
from states.models import State
from states.names import word_key

Names = Mapping[str, Sequence[str]]
"""The facts that a file must have, each with the headings that mean it."""


class FiguresFileError(Exception):
    """The file cannot be used; the message says why, line by line where it is about lines."""


@dataclass(frozen=True)
class Line:
    """One row of the table: `number` as a person counts them."""

    row: Row
    columns: Mapping[str, int]

    @property
    def number(self) -> int:
        return self.row.number

    def cell(self, fact: str) -> Value:
        """What stands there; None where the row is too short or the file has no such column."""
        place = self.columns.get(fact)
        return None if place is None or place >= len(self.row.cells) else self.row.cells[place]

    def text(self, fact: str) -> str:
        """The same as it is read."""
        return shown(self.cell(fact)).strip()

    def count(self, fact: str) -> int | None:
        """A whole number, None where the cell is blank. Raises `NotUnderstoodError`."""
        return read_count(self.cell(fact))


@dataclass(frozen=True)
class Rejected:
    """A row that was not used: its line, what stands in which column, and why. `cause` is the same for all rows of
    one kind, so that they can be counted."""

    line: int
    column: str
    value: str
    reason: str
    cause: str


@dataclass(frozen=True)
class Receipt:
    """What became of the rows of a file: each is created, updated, unchanged or rejected. `applied`: written;
    `mended` rows had a code that a spreadsheet had made a decimal number of."""

    rows_in: int
    created: int
    updated: int
    unchanged: int
    rejected: tuple[Rejected, ...]
    applied: bool
    mended: int = 0

    @property
    def causes(self) -> dict[str, int]:
        """How many rows were rejected for what, the most frequent first."""
        return dict(Counter(each.cause for each in self.rejected).most_common())


def lines_of(data: bytes, names: Names, optional: Names | None = None) -> Iterator[Line]:
    """The rows below the header, in order. Raises `FiguresFileError` for a file without such a header or rows."""
    try:
        tables = read_tables(data).tables
    except UnreadableError as error:
        raise FiguresFileError(str(error)) from error
    for table in tables:
        for position, row in enumerate(table.rows[:20]):
            columns = _columns(row, names)
            if columns:
                below = table.rows[position + 1 :]
                if not below:
                    raise FiguresFileError("The file has a header and no rows.")
                columns |= {fact: place for fact, place in _found(row, optional or {}).items() if place is not None}
                return (Line(each, columns) for each in below)
    wanted = ", ".join(each[0].replace(" ", "_") for each in names.values())
    raise FiguresFileError(f"No header was found. The file needs the columns {wanted}.")


def year_of(file_name: str) -> int:
    """The one year that a file's name holds. Raises `FiguresFileError` for none or several."""
    years = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", PurePath(file_name).name))
    if len(years) != 1:
        raise FiguresFileError(f"The name {PurePath(file_name).name} does not say which year: add --year.")
    return int(years.pop())


def states_by_name() -> dict[str, str]:
    """From the key of a state's name or postal code to its code. One query."""
    known = {"virgin islands": "VI", "washington dc": "DC", "washington d c": "DC"}
    for code, name in State.objects.values_list("code", "name"):
        known |= {word_key(code): code, word_key(name): code}
    return known


def problem(column: str, value: Value, reason: str) -> NotUnderstoodError:
    """What is said of a cell that cannot be read."""
    return NotUnderstoodError(f"column {column.replace(' ', '_')}: “{shown(value)}” {reason}")


def _found(row: Row, names: Names) -> dict[str, int | None]:
    keys = [word_key(shown(cell)) for cell in row.cells]
    return {fact: next((keys.index(name) for name in each if name in keys), None) for fact, each in names.items()}


def _columns(row: Row, names: Names) -> dict[str, int] | None:
    """Where each fact stands, if this row is the header."""
    found = _found(row, names)
    return None if None in found.values() else {fact: place for fact, place in found.items() if place is not None}
