"""County results files: how many people voted where, as the size of each place's electorate.

A row counts for its county only where code *and* name agree, because published files give pseudo-codes to
what they do not have by county (Alaska's house districts, the wards of the District). Every row counts for its state.
"""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePath

from mvp_coord.lib.tabular import Row, UnreadableError, Value, read_tables
from mvp_coord.lib.written import NotUnderstoodError, read_count, shown
from states.models import Division, State
from states.names import same_place, word_key

COLUMNS = {
    "state": ("state name", "state", "state po", "state abbr", "state code"),
    "code": ("county fips", "fips", "geoid", "fips code", "county code"),
    "name": ("county name", "county", "name"),
    "votes": ("total votes", "totalvotes", "votes", "votes cast", "total"),
}
SHOWN_PROBLEMS = 20


class ElectorateFileError(Exception):
    """The file cannot be used; the message says why, line by line where it is about lines."""


@dataclass(frozen=True)
class VotesRow:
    """One line of the file: `line` as a person counts them, `code` with its leading zeros, `votes` cast there."""

    line: int
    state: str
    code: str
    name: str
    votes: int


@dataclass(frozen=True)
class Unmatched:
    """A row that is no county of ours, and why. It counts for its state all the same."""

    row: VotesRow
    reason: str


@dataclass(frozen=True)
class Matched:
    """What a file says, by place: division id → votes, by postal code → votes, and the rows left over."""

    counties: dict[int, int]
    states: dict[str, int]
    unmatched: tuple[Unmatched, ...]
    rows_in: int


def year_of(file_name: str) -> int:
    """The one year that a file's name holds. Raises `ElectorateFileError` for none or several."""
    years = set(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", PurePath(file_name).name))
    if len(years) != 1:
        raise ElectorateFileError(f"The name {PurePath(file_name).name} does not say which year: add --year.")
    return int(years.pop())


def match_file(data: bytes) -> Matched:
    """Read a file and find its counties. Two queries. Raises `ElectorateFileError`; writes nothing."""
    return match_rows(read_rows(data, _states_by_name()))


def read_rows(data: bytes, states: dict[str, str]) -> list[VotesRow]:
    """The rows of the file's table; `states` leads from the key of a state's name or code to its postal code.

    Raises `ElectorateFileError` with every line that cannot be read, before any is used.
    """
    try:
        tables = read_tables(data).tables
    except UnreadableError as error:
        raise ElectorateFileError(str(error)) from error
    for table in tables:
        for position, row in enumerate(table.rows[:20]):
            columns = _columns(row)
            if columns:
                return _read_all(table.rows[position + 1 :], columns, states)
    wanted = ", ".join(names[0].replace(" ", "_") for names in COLUMNS.values())
    raise ElectorateFileError(f"No header was found. The file needs the columns {wanted}.")


def match_rows(rows: list[VotesRow]) -> Matched:
    """Which rows are counties that we know, by code and name together. One query."""
    known = {each.fips: each for each in Division.objects.counties().exclude(fips="")}
    counties: dict[int, int] = {}
    states: Counter[str] = Counter()
    unmatched = []
    for row in rows:
        states[row.state] += row.votes
        reason = _why_not(row, known.get(row.code))
        if reason:
            unmatched.append(Unmatched(row, reason))
        else:
            counties[known[row.code].pk] = row.votes
    return Matched(counties, dict(states), tuple(unmatched), len(rows))


def _why_not(row: VotesRow, county: Division | None) -> str:
    """Why this row is not that county; "" when it is."""
    if county is None:
        return f"no county has the code {row.code}" if row.code else "the row has no county code"
    if county.state_id != row.state:
        return f"the code {row.code} is {county.full_name}, but the row is of {row.state}"
    if not same_place(county.name, row.name):
        return f"the code {row.code} is {county.name}, but the row says {row.name or 'nothing'}"
    return ""


def _states_by_name() -> dict[str, str]:
    known = {"virgin islands": "VI", "washington dc": "DC", "washington d c": "DC"}
    for code, name in State.objects.values_list("code", "name"):
        known |= {word_key(code): code, word_key(name): code}
    return known


def _columns(row: Row) -> dict[str, int] | None:
    """Where each fact stands, if this row is the header."""
    keys = [word_key(shown(cell)) for cell in row.cells]
    found = {
        fact: next((keys.index(name) for name in names if name in keys), None) for fact, names in COLUMNS.items()
    }
    return None if None in found.values() else found  # type: ignore[return-value]


def _read_all(rows: tuple[Row, ...], columns: dict[str, int], states: dict[str, str]) -> list[VotesRow]:
    read: list[VotesRow] = []
    problems: list[str] = []
    seen: dict[tuple[str, str, str], int] = {}
    for row in rows:
        try:
            each = _read_one(row, columns, states)
        except NotUnderstoodError as problem:
            problems.append(f"line {row.number}: {problem}")
            continue
        place = (each.state, each.code, word_key(each.name))
        if place in seen:
            problems.append(f"line {row.number}: {each.name} ({each.code}) stands on line {seen[place]} already")
        seen.setdefault(place, row.number)
        read.append(each)
    if problems:
        more = len(problems) - SHOWN_PROBLEMS
        tail = [f"and {more:,} more lines"] if more > 0 else []
        raise ElectorateFileError("\n".join(["Nothing was read:", *problems[:SHOWN_PROBLEMS], *tail]))
    if not read:
        raise ElectorateFileError("The file has a header and no rows.")
    return read


def _read_one(row: Row, columns: dict[str, int], states: dict[str, str]) -> VotesRow:
    if row.fault:
        raise NotUnderstoodError(f"“{row.fault.value}” {row.fault.reason}")

    def cell(fact: str) -> Value:
        return row.cells[columns[fact]] if columns[fact] < len(row.cells) else None

    state = states.get(word_key(shown(cell("state"))))
    if state is None:
        raise _problem("state", cell("state"), "is no state or territory")
    try:
        votes = read_count(cell("votes"))
    except NotUnderstoodError as problem:
        raise _problem("votes", cell("votes"), str(problem)) from problem
    if votes is None:
        raise _problem("votes", cell("votes"), "is no number of votes, not even 0")
    code = shown(cell("code"))
    return VotesRow(row.number, state, code.zfill(5) if code.isdigit() else code, shown(cell("name")), votes)


def _problem(fact: str, value: Value, reason: str) -> NotUnderstoodError:
    return NotUnderstoodError(f"column {COLUMNS[fact][0].replace(' ', '_')}: “{shown(value)}” {reason}")
