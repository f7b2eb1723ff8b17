"""Files of election results, by county or by contest: what each place's votes came to.

A county file counts for president. A row that is no county of ours counts for its state all the same; Alaska's house
districts and the District's wards stand in such files under codes of counties, and are found by their names.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from accounts.models import User
from mvp_coord.lib.written import NotUnderstoodError
from states.actions.results import Key, Returns, compare_results, record_results
from states.models import Division, ElectionResult
from states.names import district_key, word_key

from .gazetteer import OFFICES, WHOLE, Gazetteer, Refused, county_code
from .tables import FiguresFileError, Line, Receipt, Rejected, lines_of, states_by_name

Office, Counted = ElectionResult.Office, ElectionResult.Counted
_VOTES: Final = {
    "dem": ("dem", "votes dem", "democrat"),
    "rep": ("rep", "votes gop", "votes rep", "republican"),
    "total": ("total", "total votes", "totalvotes"),
}
BY_CONTEST: Final = {
    "state": ("state po", "state", "state name"),
    "office": ("office",),
    "district": ("district",),
    **_VOTES,
}
BY_COUNTY: Final = {
    "state": ("state name", "state", "state po"),
    "code": ("county fips", "fips", "geoid"),
    "name": ("county name", "county"),
    **_VOTES,
}
_MORE: Final = {"special": ("special",), "stage": ("stage",)}
_STATEWIDE: Final = {
    "us president": Office.PRESIDENT,
    "us senate": Office.US_SENATE,
    "governor": Office.GOVERNOR,
    "attorney general": Office.ATTORNEY_GENERAL,
    "secretary of state": Office.SECRETARY_OF_STATE,
}
_BY_DISTRICT: Final = {"cd": Office.US_HOUSE, "sldu": Office.UPPER, "sldl": Office.LOWER}
# Since when the districts and wards of today are drawn as they are: rows of an older file are of others.
_DRAWN: Final = 2022


class _Votes(NamedTuple):
    dem: int | None
    rep: int | None
    total: int


@dataclass
class Results:
    """What a file says: the returns of each line, those that are sums over lines, and the rows not used."""

    returns: dict[int, Returns] = field(default_factory=dict)
    sums: list[Returns] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    rows_in: int = 0


def import_results(data: bytes, *, by: User, file_name: str, year: int, apply: bool) -> Receipt:
    """Read a file of results and keep what it says. Without `apply` nothing is written. Raises `FiguresFileError`."""
    found = read_results(data, year)
    source = f"Election results {year}, file {file_name}"
    returns = [*found.returns.values(), *found.sums]
    if apply:
        done = record_results(by=by, returns=returns, year=year, source=source)
    else:
        done = compare_results(returns, year=year, source=source)
    rows = Counter(each.key for each in found.returns.values())

    def rows_of(keys: frozenset[Key]) -> int:
        return sum(rows[key] for key in keys)

    return Receipt(
        found.rows_in,
        rows_of(done.created),
        rows_of(done.updated),
        rows_of(done.unchanged),
        tuple(sorted(found.rejected, key=lambda each: each.line)),
        apply,
    )


def read_results(data: bytes, year: int) -> Results:
    """Read and match a file. Three queries; writes nothing. Raises `FiguresFileError`."""
    lines, is_by_contest = _lines(data)
    reader = _Reader(year)
    found = Results()
    recounted: dict[Key, int] = {}
    for line in lines:
        found.rows_in += 1
        read: Callable[[Line], Returns] = reader.contest if is_by_contest else reader.county
        try:
            returns = read(line)
            _keep(found, returns, line, recounted)
        except Refused as refusal:
            value = line.text(refusal.column) if refusal.column in line.columns else ""
            found.rejected.append(Rejected(line.number, refusal.column, value, str(refusal), refusal.cause))
    found.sums = reader.sums()
    return found


def _lines(data: bytes) -> tuple[Iterator[Line], bool]:
    try:
        return lines_of(data, BY_CONTEST, _MORE), True
    except FiguresFileError:
        return lines_of(data, BY_COUNTY), False


def _keep(found: Results, returns: Returns, line: Line, recounted: dict[Key, int]) -> None:
    """One line for each contest: a recount stands for what it counted again."""
    standing = recounted.get(returns.key)
    if standing is None:
        recounted[returns.key] = line.number
    elif "recount" in line.text("stage").lower():
        del found.returns[standing]
        reason = f"a recount of the same contest stands on line {line.number}"
        found.rejected.append(Rejected(standing, "stage", "", reason, "recounted"))
        recounted[returns.key] = line.number
    else:
        raise Refused("district", f"the same contest stands on line {standing}", "stands twice")
    found.returns[line.number] = returns


class _Reader:
    """What lines mean, against the places that we know."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.states = states_by_name()
        kinds = [Division.Kind.STATE, Division.Kind.DISTRICT, Division.Kind.TERRITORY, Division.Kind.COUNTY]
        places = list(Division.objects.filter(kind__in=[*kinds, *Division.DISTRICTS]))
        self.whole = {each.state_id: each.pk for each in places if each.kind in kinds[:3]}
        self.gazetteer = Gazetteer(each for each in places if each.kind not in kinds[:3])
        self._sums: dict[str, Counter[str]] = defaultdict(Counter)

    def contest(self, line: Line) -> Returns:
        state, votes = self._state(line), self._votes(line)
        office = word_key(line.text("office"))
        is_special = line.text("special").upper() == "TRUE"
        if office in _STATEWIDE:
            if district_key(line.text("district")) not in {"", *WHOLE}:
                raise Refused(
                    "district", "is one district, and the contest one of the whole state", "part of a state"
                )
            return Returns(self.whole[state], _STATEWIDE[office], *votes, Counted.CONTEST, is_special=is_special)
        kind = OFFICES.get(office)
        if kind is None:
            raise Refused("office", "is no office that is kept here", "no office kept")
        place, _ = self.gazetteer.district(state, kind, line.text("district"))
        seat = re.search(r"\b(position [0-9]+)$", word_key(line.text("district")))
        position = seat[1] if seat else ""
        return Returns(place.pk, _BY_DISTRICT[kind], *votes, Counted.CONTEST, position, is_special)

    def county(self, line: Line) -> Returns:
        state, votes = self._state(line), self._votes(line)
        self._sums[state].update({name: number or 0 for name, number in votes._asdict().items()})
        place = self._place(line, state)
        return Returns(place.pk, Office.PRESIDENT, *votes, Counted.COUNTY)

    def sums(self) -> list[Returns]:
        """The states of a county file, each the sum of all of its rows."""
        return [
            Returns(self.whole[state], Office.PRESIDENT, votes["dem"], votes["rep"], votes["total"], Counted.COUNTIES)
            for state, votes in sorted(self._sums.items())
            if votes["total"]
        ]

    def _place(self, line: Line, state: str) -> Division:
        """The county; or where a file has none of a state by county, the district or ward that the row names."""
        name = word_key(line.text("name"))
        district = re.fullmatch(r"state house district ([0-9]+)", name) if state == "AK" else None
        ward = re.fullmatch(r"ward ([0-9]+)", name) if state == "DC" else None
        named = district or ward
        if named is None:
            code, _ = county_code(line.text("code"))
            return self.gazetteer.county(code, line.text("name"), state)
        if self.year < _DRAWN:
            raise Refused("name", f"was drawn anew before {_DRAWN}; it counts for its state only", "drawn anew since")
        return self.gazetteer.district(state, "sldl" if district else "sldu", named[1])[0]

    def _state(self, line: Line) -> str:
        if line.row.fault:
            raise Refused("", f"“{line.row.fault.value}” {line.row.fault.reason}", "unreadable")
        state = self.states.get(word_key(line.text("state")))
        if state is None or state not in self.whole:
            raise Refused("state", "is no state or territory", "no state")
        return state

    def _votes(self, line: Line) -> _Votes:
        found: dict[str, int | None] = {}
        for fact in _VOTES:
            try:
                found[fact] = line.count(fact)
            except NotUnderstoodError as fault:
                raise Refused(fact, str(fault), "no number of votes") from fault
        votes = _Votes(found["dem"], found["rep"], found["total"] or 0)
        if not votes.total:
            raise Refused("total", "nobody voted", "no votes")
        if max(votes.dem or 0, votes.rep or 0) > votes.total:
            raise Refused("total", "is less than the votes of one party", "more than all")
        return votes
