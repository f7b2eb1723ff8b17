"""Reading the IRS exempt-organizations master file: row by row, by EIN, with what was mended and what was refused."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass, field

from mvp_coord.lib.tabular import Row, UnreadableError, read_tables
from mvp_coord.lib.written import NotUnderstoodError, shown
from partners.ids import read_register_ein
from partners.registers import facts_of_row

_FACTS = ("NAME", "SUBSECTION", "FOUNDATION", "DEDUCTIBILITY", "STATUS", "RULING", "NTEE_CD")
_HEADER_WITHIN = 20
# A file of a whole region has more lines than a sheet may have; it is read in pieces of so many.
_PIECE_LINES = 50_000


@dataclass(frozen=True)
class IrsRow:
    """One organization of the file: its EIN, what the row states, what was mended in the EIN ("" for nothing)."""

    line: int
    ein: str
    facts: dict[str, str]
    repaired: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rejected:
    """A line that cannot be used: what stands there for an EIN, and why."""

    line: int
    written: str
    reason: str


@dataclass
class IrsFile:
    """All rows of a file. A line that says again what another one said is a row, and is counted in `repeated`."""

    rows: list[IrsRow] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    repeated: int = 0

    @property
    def rows_in(self) -> int:
        return len(self.rows) + len(self.rejected)

    @property
    def repaired(self) -> list[IrsRow]:
        return [row for row in self.rows if row.repaired]


def read_irs(data: bytes) -> IrsFile:
    """Every row of a CSV or XLSX in the layout of the master file. Raises `UnreadableError`."""
    found, known = IrsFile(), dict[str, IrsRow]()
    for row, columns in _rows(data):
        try:
            each = _read(row, columns)
        except NotUnderstoodError as refusal:
            found.rejected.append(Rejected(row.number, _cell(row, columns, "EIN")[:40], str(refusal)))
            continue
        first = known.setdefault(each.ein, each)
        if first is not each and first.facts != each.facts:
            reason = f"says otherwise than line {first.line}, which has the same EIN"
            found.rejected.append(Rejected(row.number, each.ein, reason))
            continue
        found.repeated += first is not each
        found.rows.append(each)
    return found


def _read(row: Row, columns: dict[str, int]) -> IrsRow:
    if row.fault:
        raise NotUnderstoodError(row.fault.reason)
    ein = read_register_ein(_cell(row, columns, "EIN"))
    told = facts_of_row({name: _cell(row, columns, name) for name in _FACTS if name in columns})
    return IrsRow(row.number, ein.value, told.values, ein.repaired, told.remarks)


def _cell(row: Row, columns: dict[str, int], name: str) -> str:
    at = columns[name]
    return shown(row.cells[at]) if at < len(row.cells) else ""


def _rows(data: bytes) -> Iterator[tuple[Row, dict[str, int]]]:
    """The rows below the header, each with where its columns stand."""
    columns: dict[str, int] | None = None
    for piece, skipped in _pieces(data):
        for table in read_tables(piece).tables:
            found, rows = _header(table.rows)
            columns = found or columns
            if columns is not None:
                for row in rows:
                    yield (row if not skipped else Row(row.number + skipped, row.cells, row.fault)), columns
    if columns is None:
        wanted = ", ".join(("EIN", *_FACTS))
        raise UnreadableError(f"This is not the IRS master file: no line names its columns ({wanted}).")


def _header(rows: tuple[Row, ...]) -> tuple[dict[str, int] | None, tuple[Row, ...]]:
    for position, row in enumerate(rows[:_HEADER_WITHIN]):
        names = [shown(cell).upper().replace(" ", "_") for cell in row.cells]
        if "EIN" in names and set(names) & set(_FACTS):
            columns = {name: names.index(name) for name in ("EIN", *_FACTS) if name in names}
            return columns, rows[position + 1 :]
    return None, rows


def _pieces(data: bytes) -> Iterator[tuple[bytes, int]]:
    """A text file cut between lines, each piece below the line of names again, and by how much its lines are off."""
    if data.startswith(b"PK") or b"\x00" in data[:4] or data.count(b"\n") <= _PIECE_LINES:
        yield data, 0
        return
    lines = data.splitlines(keepends=True)
    at = _line_of_names(b"".join(lines[:_HEADER_WITHIN]))
    yield b"".join(lines[: at + _PIECE_LINES]), 0
    mark = codecs.BOM_UTF8 if at > 1 and data.startswith(codecs.BOM_UTF8) else b""
    for start in range(at + _PIECE_LINES, len(lines), _PIECE_LINES):
        yield mark + lines[at - 1] + b"".join(lines[start : start + _PIECE_LINES]), start - 1


def _line_of_names(data: bytes) -> int:
    """The number of the line that names the columns; 1 where none does."""
    for table in read_tables(data).tables:
        found, below = _header(table.rows)
        if found is not None:
            return table.rows[len(table.rows) - len(below) - 1].number
    return 1
