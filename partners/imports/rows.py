"""From the cells of a sheet's row to a plan row, or to all the reasons why it cannot be one."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mvp_coord.lib.wording import join_words
from mvp_coord.lib.written import NotUnderstoodError, read_count, read_dollars, shown
from mvp_coord.lib.written_dates import names_day_first, years_named
from mvp_coord.sheets.cells import unguarded
from mvp_coord.sheets.pace import Progress, counted, untold
from mvp_coord.sheets.reading import Cell, DataRow, Origin, Refusal
from mvp_coord.sheets.row_cells import Problem, Read, RowCells, refusal_of
from partners.models import Activity, Program
from states.imports.place import Place
from states.imports.places import PlaceBook
from states.imports.terms import ConstituencyBook, TermBook
from states.models import Race
from states.names import word_key

from .plan_row import PlanRow
from .vehicles import read_vehicle
from .windows import Days, read_window

_HOME = {"us", "usa", "u s", "u s a", "united states", "united states of america", "america"}
_LONGEST_NAME = 200
_LONGEST_LABEL = 100


@dataclass(frozen=True)
class Books:
    """All that a sheet may name in one state, and the days that the cycles here cover."""

    places: PlaceBook
    program_types: TermBook
    tactics: TermBook
    constituencies: ConstituencyBook
    races: TermBook
    contests: Mapping[str, Race]
    first_day: dt.date
    last_day: dt.date


def read_rows(
    rows: Sequence[DataRow], books: Books, progress: Progress = untold
) -> tuple[list[PlanRow], list[Refusal]]:
    """Every data row as a plan row, or refused with all its reasons in one."""
    habits = _date_habits(rows)
    good, refused = [], []
    for row in counted(rows, progress):
        result = _RowReader(row, books, habits[row.origin]).read()
        if isinstance(result, PlanRow):
            good.append(result)
        else:
            refused.append(refusal_of(row, result))
    return good, refused


def _date_habits(rows: Sequence[DataRow]) -> dict[Origin, Days]:
    """How each sheet writes its dates: the one year that its titles name, and whether the day comes first."""
    written: dict[Origin, list[Any]] = defaultdict(list)
    for row in rows:
        written[row.origin] += [cell.value for name in ("start", "end") for cell in row.cells.get(name, ())]
    habits = {}
    for origin in {row.origin: None for row in rows}:
        years = years_named((*origin.titles, origin.sheet)) or years_named([origin.file])
        habits[origin] = Days(years.pop() if len(years) == 1 else None, names_day_first(written[origin]))
    return habits


class _RowReader(RowCells):
    """Reads one row of a plan."""

    def __init__(self, row: DataRow, books: Books, days: Days) -> None:
        super().__init__(row)
        self.books, self.days = books, days

    def read(self) -> PlanRow | list[Problem]:
        organization = self._text("organization", _LONGEST_NAME, is_required=True)
        program_type = self._term("type", self.books.program_types.find)
        tactic = self._term("tactic", self.books.tactics.find)
        place = self._place()
        window = self._window()
        facts = self._facts()
        if facts["race"] and window:
            self._check_contest(self.books.contests[facts["race"]], window[0], facts["vehicle"])
        if self.row.missing:
            lacking = join_words(self.row.missing)
            self.problems.append(Problem(self.row.missing[0], "", f"The sheet has no column for {lacking}."))
        if self.problems or not (program_type and tactic and place and window):
            return self.problems
        return PlanRow(
            file=self.row.origin.file,
            sheet=self.row.origin.sheet,
            line=self.row.line,
            organization=organization,
            program_type=program_type,
            tactic=tactic,
            place=place.ocd_id,
            starts_on=window[0],
            ends_on=window[1],
            columns=self.row.labels,
            **facts,
        )

    def _facts(self) -> dict[str, Any]:
        """What a plan may say, and need not."""
        return {
            "ref": self._text("ref", _LONGEST_LABEL),
            "program": self._text("program", _LONGEST_NAME),
            "vehicle": self._optional("vehicle", lambda value: read_vehicle(shown(value))) or "",
            "constituencies": self._optional("constituencies", self._constituencies) or (),
            "race": self._optional("race", lambda value: self.books.races.find(shown(value))) or "",
            "universe": self._optional("universe", read_count),
            "attempts": self._optional("attempts", read_count),
            "contacts": self._optional("contacts", read_count),
            "budget": self._optional("budget", read_dollars),
        }

    def _check_contest(self, race: Race, starts_on: dt.date, vehicle: str) -> None:
        cell = self.one("race")
        assert cell, "it named the race"
        is_nonpartisan = vehicle in Program.CHARITIES
        # The sheet names races of its own state alone.
        why = Activity.why_not_for(race, state=None, starts_on=starts_on, is_nonpartisan=is_nonpartisan)
        if why:
            self.refuse(cell, why)

    def _constituencies(self, value: Any) -> tuple[str, ...]:
        # Lines within a cell set constituencies apart, where they do not simply break one of them.
        try:
            return self.books.constituencies.find_all(shown(value))
        except NotUnderstoodError:
            return self.books.constituencies.find_all(value if isinstance(value, str) else shown(value))

    def _optional(self, name: str, read: Callable[[Any], Read]) -> Read | None:
        cell = self.one(name)
        return self.tried(cell, read) if cell else None

    def _term(self, name: str, find: Callable[[str], str]) -> str | None:
        cell = self.required(name)
        return self.tried(cell, lambda value: find(shown(value))) if cell else None

    def _text(self, name: str, longest: int, *, is_required: bool = False) -> str:
        cell = self.required(name) if is_required else self.one(name)
        if not cell:
            return ""
        text = unguarded(shown(cell.value))
        if len(text) > longest:
            self.refuse(cell, f"{cell.label} has more than {longest} letters.")
            return ""
        if is_required and not re.search(r"[^\W\d_]{2}", text):
            self.refuse(cell, f"“{text}” is no name of an organization.")
        return self.tried(cell, lambda value: unguarded(shown(value))) or ""

    def _place(self) -> Place | None:
        if not self._is_home():
            return None
        cells = [cell for name in ("place", "district") for cell in [self.one(name)] if cell]
        if not cells and not {"place", "district"} & self.row.has:
            cells = [cell for cell in [self.one("state")] if cell]
        if not cells and not _lacks_place(self.row):
            label = self.row.labels.get("place", "place")
            name = self.books.places.name
            self.problems.append(Problem(label, "", f"{label} is blank: write Statewide if all of {name} is meant."))
        found = {place.ocd_id: place for cell in cells for place in [self.tried(cell, self._finder(cell))] if place}
        if len(found) > 1:
            names = join_words([place.name for place in found.values()])
            self.refuse(cells[1], f"The row names two places ({names}): use one row for each.")
        return next(iter(found.values()), None)

    def _finder(self, cell: Cell) -> Callable[[Any], Place]:
        return lambda value: self.books.places.find(shown(value), column=cell.label)

    def _is_home(self) -> bool:
        """Whether the row is about the state that the sheet is imported for."""
        places = self.books.places
        country, state = self.one("country"), self.one("state")
        if country and word_key(shown(country.value)) not in _HOME:
            self.refuse(country, f"“{shown(country.value)}” is not in the United States.")
            return False
        if state and word_key(shown(state.value)) not in {word_key(places.name), places.code.lower()}:
            told = f"“{shown(state.value)}” is not {places.name}, for which this sheet is imported"
            self.refuse(state, f"{told}: import the rows of other states by themselves.")
            return False
        return True

    def _window(self) -> tuple[dt.date, dt.date] | None:
        """First and last day, from two columns or from one that holds both."""
        if "window" in self.row.has and not {"start", "end"} & self.row.has:
            whole = self.required("window")
            window = self.tried(whole, lambda value: read_window(value, self.days)) if whole else None
            return self._checked(window, whole, whole) if window and whole else None
        start, end = self.required("start"), self.required("end")
        if not start or not end:
            return None
        last = self.tried(end, lambda value: self.days.last(value, beside=start.value))
        first = self.tried(start, lambda value: self.days.first(value, last))
        return self._checked((first, last), start, end) if first and last else None

    def _checked(self, window: tuple[dt.date, dt.date], start: Cell, end: Cell) -> tuple[dt.date, dt.date] | None:
        first, last = window
        books = self.books
        if last < first:
            self.refuse(end, f"The last day, {last}, is before the first, {first}.")
        elif (last - first).days > 3 * 366:
            self.refuse(end, f"The plan runs for more than three years, from {first} to {last}: check the years.")
        elif last < books.first_day or first > books.last_day:
            known = f"{books.first_day.year}–{books.last_day.year}"
            self.refuse(start, f"The plan runs from {first} to {last}, outside of all cycles kept here ({known}).")
        else:
            return window
        return None


def _lacks_place(row: DataRow) -> bool:
    return "place" in row.missing
