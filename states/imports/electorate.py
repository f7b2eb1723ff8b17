"""County results files: how many people voted where, as the size of each place's electorate.

A row counts for its county only where code *and* name agree, because published files give pseudo-codes to
what they do not have by county (Alaska's house districts, the wards of the District). Every row counts for its state.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from mvp_coord.lib.written import NotUnderstoodError
from states.models import Division
from states.names import same_place, word_key

from .tables import FiguresFileError, Line, lines_of, problem, states_by_name

COLUMNS = {
    "state": ("state name", "state", "state po", "state abbr", "state code"),
    "code": ("county fips", "fips", "geoid", "fips code", "county code"),
    "name": ("county name", "county", "name"),
    "votes": ("total votes", "totalvotes", "votes", "votes cast", "total"),
}
SHOWN_PROBLEMS = 20


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


def match_file(data: bytes) -> Matched:
    """Read a file and find its counties. Two queries. Raises `FiguresFileError`; writes nothing."""
    return match_rows(read_rows(data, states_by_name()))


def read_rows(data: bytes, states: dict[str, str]) -> list[VotesRow]:
    """The rows of the file's table; `states` leads from the key of a state's name or code to its postal code.

    Raises `FiguresFileError` with every line that cannot be read, before any is used.
    """
    return _read_all(lines_of(data, COLUMNS), states)


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


def _read_all(lines: Iterator[Line], states: dict[str, str]) -> list[VotesRow]:
    read: list[VotesRow] = []
    problems: list[str] = []
    seen: dict[tuple[str, str, str], int] = {}
    for row in lines:
        try:
            each = _read_one(row, states)
        except NotUnderstoodError as fault:
            problems.append(f"line {row.number}: {fault}")
            continue
        place = (each.state, each.code, word_key(each.name))
        if place in seen:
            problems.append(f"line {row.number}: {each.name} ({each.code}) stands on line {seen[place]} already")
        seen.setdefault(place, row.number)
        read.append(each)
    if problems:
        more = len(problems) - SHOWN_PROBLEMS
        tail = [f"and {more:,} more lines"] if more > 0 else []
        raise FiguresFileError("\n".join(["Nothing was read:", *problems[:SHOWN_PROBLEMS], *tail]))
    return read


def _read_one(line: Line, states: dict[str, str]) -> VotesRow:
    if line.row.fault:
        raise NotUnderstoodError(f"“{line.row.fault.value}” {line.row.fault.reason}")
    state = states.get(word_key(line.text("state")))
    if state is None:
        raise problem(COLUMNS["state"][0], line.cell("state"), "is no state or territory")
    try:
        votes = line.count("votes")
    except NotUnderstoodError as fault:
        raise problem(COLUMNS["votes"][0], line.cell("votes"), str(fault)) from fault
    if votes is None:
        raise problem(COLUMNS["votes"][0], line.cell("votes"), "is no number of votes, not even 0")
    code = line.text("code")
    return VotesRow(line.number, state, code.zfill(5) if code.isdigit() else code, line.text("name"), votes)
