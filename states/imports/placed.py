"""What sheets about places have in common: a row names a state and a place in it, and is a record of one kind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from accounts.models import User
from accounts.visibility import Viewer
from mvp_coord.lib.tabular import Value
from mvp_coord.lib.written import NotUnderstoodError, read_count
from mvp_coord.sheets.fields import FactRow, Field, read_fact_rows
from mvp_coord.sheets.kinds import MayNotImport, Options
from mvp_coord.sheets.layout import Column
from mvp_coord.sheets.outcome import Comparison, Decision, Kept
from mvp_coord.sheets.pace import Progress, untold
from mvp_coord.sheets.reading import DataRow, Refusal
from mvp_coord.sheets.records import Meant, RecordShelf, decide_rows
from states.actions.sheets import SheetRow, hold_rows, keep_rows
from states.models import Division

from .books import CalendarBooks, calendar_books
from .words import as_it_is, read_line

STATE = Field(
    Column("state", "state", ("state", "state name", "state code", "postal code", "st"), is_required=True),
    lambda value, books: books.read_state(value),
    as_it_is,
    is_key=True,
)
PLACE = Field(
    Column(
        "place",
        "place",
        ("place", "county", "division", "county or district", "jurisdiction"),
        maybe=("district", "where", "location", "area"),
    ),
    read_line(200),
    as_it_is,
    is_key=True,
)


@dataclass(frozen=True)
class Placed:
    """A row with the place that it is about."""

    row: FactRow
    division: Division
    facts: Mapping[str, Any] = field(default_factory=dict)


class PlacedShelf(RecordShelf, Protocol):
    """What one kind of record of places knows."""

    def sheet_row(self, meant: Meant) -> SheetRow:
        """What is to be written of a row."""


def positive_count(value: Value, _: Any = None) -> Any:
    """A number of people above zero."""
    number = read_count(value)
    if not number:
        raise NotUnderstoodError("is no number of people: leave it blank if there is none")
    return number


@dataclass(frozen=True)
class PlacedWork:
    """One import of such a sheet at work. `shelf` makes what knows the records that are kept."""

    fields: Sequence[Field]
    shelf: Callable[[CalendarBooks], PlacedShelf]
    books: CalendarBooks

    def read(self, rows: Sequence[DataRow], progress: Progress = untold) -> tuple[list[FactRow], list[Refusal]]:
        """Rows as facts, and the rows that cannot be."""
        return read_fact_rows(rows, self.fields, self.books, progress)

    def compare(self, rows: Sequence[FactRow], progress: Progress = untold) -> Comparison:
        """What becomes of every row."""
        result, placed = Comparison(may_add=False), []
        for row in rows:
            text = row.facts.get("place", "")
            try:
                placed.append(Placed(row, self.books.division(row.facts["state"], text)))
            except NotUnderstoodError as refusal:
                result.refused.append(row.refusal("place", text, _sentence(text, refusal)))
        shelf = self.shelf(self.books)
        decide_rows(placed, fields=self.fields, shelf=shelf, words=self.books, result=result, progress=progress)
        return result

    def hold(self, decisions: Sequence[Decision]) -> None:
        """Lock the records themselves."""
        hold_rows(self._rows(decisions))

    def write(self, decisions: Sequence[Decision], *, by: User, progress: Progress) -> Kept:
        """Keep these records."""
        made = keep_rows(self._rows(decisions), by=by, progress=progress)
        return Kept(addresses=[each.get_absolute_url() for each in made])

    def remember(self, names: Mapping[str, str], *, by: User) -> int:
        """Nothing is asked about these sheets."""
        return 0

    def _rows(self, decisions: Sequence[Decision]) -> list[SheetRow]:
        shelf = self.shelf(self.books)
        shelf.load([each.meant.placed for each in decisions])
        return [shelf.sheet_row(each.meant) for each in decisions]


def may_send(viewer: Viewer) -> bool:
    """The calendar, races and priorities are kept by staff."""
    return viewer.is_staff


def beginning(fields: Sequence[Field], shelf: Callable[[CalendarBooks], PlacedShelf]) -> Any:
    """How an import of this kind begins: for staff alone."""

    def begin(options: Options, user: User) -> PlacedWork:
        if not user.is_staff:
            raise MayNotImport(f"{user.email} may not import these: that is for staff.")
        return PlacedWork(fields, shelf, calendar_books())

    return begin


def _sentence(text: str, refusal: NotUnderstoodError) -> str:
    said = f"“{text}” {refusal}"
    return said if said.endswith(("?", ".")) else f"{said}."
