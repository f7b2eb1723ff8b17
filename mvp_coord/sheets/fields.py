"""What the columns of a sheet say of a record: fields, each with how it is written into a cell and read from one.

Kinds of sheets whose rows are records of one table (partners, contacts, needs, resources) are lists of fields.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from mvp_coord.lib.tabular import Value
from mvp_coord.lib.wording import join_words
from mvp_coord.lib.written import shown

from .cells import says_none, unguarded
from .layout import Column, Layout
from .pace import Progress, counted, untold
from .reading import DataRow, Refusal
from .row_cells import Problem, RowCells

# No value: the field cannot be taken out.
NEVER: Final = object()


@dataclass(frozen=True)
class Field:
    """One fact of a record.

    `read(value, books)` understands a cell or raises `NotUnderstoodError`; `write(fact, books)` is how the fact
    stands in a cell, and in a preview. `empty` is the fact that "(none)" stands for. A field that `is_key` tells
    which record is meant, one that `is_told` is written for people to read; neither is ever changed by a sheet.
    """

    column: Column
    read: Callable[[Value, Any], Any]
    write: Callable[[Any, Any], Any]
    empty: Any = NEVER
    longest: int = 1_000
    is_key: bool = False
    is_told: bool = False
    for_insiders: bool = False

    @property
    def name(self) -> str:
        return self.column.name

    @property
    def label(self) -> str:
        return self.column.label[:1].upper() + self.column.label[1:]


@dataclass(frozen=True)
class FactRow:
    """What one row says, by the names of fields; a blank cell says nothing. `columns` are the sheet's own names."""

    file: str
    sheet: str
    line: int
    columns: Mapping[str, str]
    facts: Mapping[str, Any]

    @property
    def at(self) -> str:
        """Where it stands, for people ("line 7 of list.csv")."""
        return f"line {self.line} of {self.sheet or self.file}"

    def refusal(self, field: str, value: str, reason: str, *, repeats: int = 0) -> Refusal:
        """This row refused for what it says in a field; or skipped, since it `repeats` a line."""
        return Refusal(self.file, self.sheet, self.line, self.columns.get(field, ""), value, reason, repeats)


def layout_of(what: str, fields: Sequence[Field]) -> Layout:
    """The columns that a sheet of these fields may have; `what` names a row of it ("a partner")."""
    return Layout(what, tuple(field.column for field in fields))


def read_fact_rows(
    rows: Sequence[DataRow], fields: Sequence[Field], books: Any, progress: Progress = untold
) -> tuple[list[FactRow], list[Refusal]]:
    """Every data row as its facts, or refused with all its reasons in one."""
    good, refused = [], []
    for row in counted(rows, progress):
        cells = RowCells(row)
        facts = _facts(cells, fields, books)
        if row.missing:
            lacking = join_words(row.missing)
            cells.problems.append(Problem(row.missing[0], "", f"The sheet has no column for {lacking}."))
        if cells.problems:
            refused.append(cells.refusal())
        else:
            good.append(FactRow(row.origin.file, row.origin.sheet, row.line, row.labels, facts))
    return good, refused


def by_name(fields: Sequence[Field]) -> dict[str, Field]:
    return {field.name: field for field in fields}


def contradictions(
    rows: Sequence[FactRow], key: Callable[[FactRow], Any]
) -> tuple[list[FactRow], list[Refusal], list[Refusal]]:
    """Each record once: the rows to go on with, those skipped as repeats, those that contradict an earlier one."""
    first: dict[Any, FactRow] = {}
    skipped, refused = [], []
    for row in rows:
        known = first.setdefault(key(row), row)
        if known is row:
            continue
        if all(known.facts.get(name) == fact for name, fact in row.facts.items()):
            skipped.append(row.refusal("", "", f"Repeats {known.at}.", repeats=known.line))
        else:
            reason = f"The same record stands in {known.at}, which says otherwise: keep one of the two."
            refused.append(row.refusal("", "", reason))
    return list(first.values()), skipped, refused


def _facts(cells: RowCells, fields: Sequence[Field], books: Any) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for field in fields:
        if field.is_told:
            continue
        cell = cells.required(field.name) if field.column.is_required else cells.one(field.name)
        if cell is None:
            continue
        if isinstance(cell.value, str) and says_none(cell.value) and not field.is_key:
            if field.empty is NEVER:
                cells.refuse(cell, f"{cell.label} cannot be taken out, only changed.")
            else:
                facts[field.name] = field.empty
            continue
        fact = cells.tried(cell, partial(_read, field, books), longest=field.longest)
        if fact is not None:
            facts[field.name] = fact
    return facts


def _read(field: Field, books: Any, value: Value) -> Any:
    return field.read(unguarded(value) if isinstance(value, str) else value, books)


def text_of(value: Value) -> str:
    """A cell as text that may have several lines."""
    return value if isinstance(value, str) else shown(value)
