"""What reading a file yields: tables of rows, each row under the number that a person sees beside it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

MAX_ROWS = 100_000
# Titles, headers, tags and totals come on top; whoever tells them from data rows counts those exactly.
MAX_ROWS_WITH_HEADINGS = MAX_ROWS + 1_000
MAX_BYTES = 50_000_000
MAX_COLUMNS = 1_000

# Written in place of a byte or letter that could not be read.
DAMAGED = "\ufffd"

Value = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None


class UnreadableError(ValueError):
    """The file as a whole cannot be read; the message is one sentence for the person who sent it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a line cannot be trusted: the column's index (None for the whole line), what stands there, the reason."""

    column: int | None
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line with something in it. `number` is the line of a CSV, the row of a sheet; blank cells are None."""

    number: int
    cells: tuple[Value, ...]
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one CSV or of one sheet (`name`; empty for a CSV), without the blank ones."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """All that one file holds, with remarks on what was left aside ("Sheet ‘old’ is hidden and was not read.")."""

    tables: tuple[Table, ...]
    remarks: tuple[str, ...] = ()

    def to_walk(self) -> "Walks":
        """The same, as `Walks`."""
        return Walks(tuple(Walk(each.name, each.rows) for each in self.tables), self.remarks)


@dataclass(frozen=True, slots=True)
class Walk:
    """A table to be gone down, more than once if need be: the rows of a CSV are read anew each time."""

    name: str
    rows: Iterable[Row]


@dataclass(frozen=True, slots=True)
class Walks:
    """As `Tables`, with rows that are read as one comes to them."""

    tables: tuple[Walk, ...]
    remarks: tuple[str, ...] = ()


def in_mb(size: int) -> str:
    """A size in bytes as people write it ("50 MB")."""
    return f"{size / 1_000_000:,.0f} MB" if size >= 1_000_000 else f"{size:,} bytes"


def too_many_rows() -> UnreadableError:
    return UnreadableError(f"This file has more than {MAX_ROWS:,} rows, which is the limit. Split it.")


def clean(cells: list[Value]) -> tuple[Value, ...]:
    """The cells of one row: blank ones None, whole floats as ints, blank ends cut off."""
    cleaned = [_clean_one(cell) for cell in cells]
    while cleaned and cleaned[-1] is None:
        cleaned.pop()
    return tuple(cleaned)


def _clean_one(cell: Value) -> Value:
    if isinstance(cell, str):
        return cell.replace("\x00", DAMAGED) if cell.strip("\ufeff\u200b \t\r\n\xa0") else None
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    return cell


def damage(cells: tuple[Value, ...]) -> Fault | None:
    """The first cell that holds a letter which could not be read, as a fault."""
    for index, cell in enumerate(cells):
        if isinstance(cell, str) and DAMAGED in cell:
            reason = (
                "This line holds bytes that cannot be read as text: the file is damaged, or parts of it were saved"
                " in different encodings. Retype this cell and save the file as UTF-8."
            )
            return Fault(index, cell, reason)
    return None
