"""Files of votes by county and district: how much of each county lies in each district.

A row is used only where the county is known by code *and* name and the district by its label; every other row is
rejected with its line and why. A district that is a whole state needs no row: what lies in it is known.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from accounts.models import User
from mvp_coord.lib.written import NotUnderstoodError
from states.actions.crosswalk import compare_shares, record_shares
from states.models import Division, DivisionShare
from states.names import district_key, word_key
from states.weights import Votes, shares_of

from .gazetteer import OFFICES, Gazetteer, Refused, county_code
from .tables import Line, Receipt, Rejected, lines_of, states_by_name

COLUMNS: Final = {
    "state": ("state po", "state", "state name", "state abbr"),
    "code": ("county fips", "fips", "geoid", "county code"),
    "name": ("county name", "county"),
    "office": ("office", "chamber"),
    "district": ("district", "district name"),
    "votes": ("votes", "total votes", "votes cast", "total"),
}
# West Virginians elect one of their district's two senators at a time.
_ONE_AT_A_TIME: Final = frozenset({("WV", "sldu")})


@dataclass
class Crosswalk:
    """What a file says: votes by county and district, the line of each, and the rows that were not used."""

    votes: list[tuple[int, Votes]] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    districts: Mapping[tuple[str, str], int] = field(default_factory=dict)
    mended: int = 0
    rows_in: int = 0


def read_crosswalk(data: bytes) -> Crosswalk:
    """Read and match a file. Three queries; writes nothing. Raises `FiguresFileError`."""
    lines = lines_of(data, COLUMNS)
    states = states_by_name()
    gazetteer = Gazetteer(Division.objects.filter(kind__in=[Division.Kind.COUNTY, *Division.DISTRICTS]))
    found = Crosswalk(districts=Counter((state, kind) for state, kind, _ in gazetteer.districts))
    seen: dict[tuple[object, ...], int] = {}
    for line in lines:
        found.rows_in += 1
        try:
            votes, is_mended = _votes(line, states, gazetteer)
            as_written = (votes.county, votes.district, district_key(line.text("district")))
            if as_written in seen:
                raise Refused("", f"the same county and district stand on line {seen[as_written]}", "stands twice")
            seen[as_written] = line.number
        except Refused as refusal:
            value = line.text(refusal.column) if refusal.column else ""
            heading = COLUMNS[refusal.column][0].replace(" ", "_") if refusal.column else ""
            found.rejected.append(Rejected(line.number, heading, value, str(refusal), refusal.cause))
            continue
        found.votes.append((line.number, votes))
        found.mended += is_mended
    return found


def _votes(line: Line, states: dict[str, str], gazetteer: Gazetteer) -> tuple[Votes, bool]:
    if line.row.fault:
        raise Refused("", f"“{line.row.fault.value}” {line.row.fault.reason}", "unreadable")
    state = states.get(word_key(line.text("state")))
    if state is None:
        raise Refused("state", "is no state or territory", "no state")
    kind = OFFICES.get(word_key(line.text("office")))
    if kind is None:
        raise Refused("office", "is no office that is elected by district", "no district office")
    code, is_mended = county_code(line.text("code"))
    county = gazetteer.county(code, line.text("name"), state)
    district, seat = gazetteer.district(state, kind, line.text("district"))
    if district.ocd_id.endswith(":at-large") and kind == Division.Kind.CONGRESSIONAL:
        raise Refused("district", f"is all of {state}: every county lies in it, nothing is stored", "the whole state")
    seats = 1 if (state, kind) in _ONE_AT_A_TIME or seat else district.seats or 1
    return Votes(county.pk, district.pk, state, kind, _number(line), seats, seat), is_mended


def _number(line: Line) -> int:
    try:
        votes = line.count("votes")
    except NotUnderstoodError as fault:
        raise Refused("votes", str(fault), "no number of votes") from fault
    if not votes:
        raise Refused("votes", "without votes there is no share", "no votes")
    return votes


def import_crosswalk(data: bytes, *, by: User, file_name: str, year: int, apply: bool) -> Receipt:
    """Read a file of votes by county and district and keep the shares. Without `apply` nothing is written.

    Every row is counted with the share that it went into. Raises `FiguresFileError`.
    """
    found = read_crosswalk(data)
    stated = {"basis": f"votes cast {year}", "source": f"Votes by county and district {year}, file {file_name}"}
    shares = shares_of((votes for _, votes in found.votes), districts=found.districts)
    done = record_shares(by=by, shares=shares, **stated) if apply else compare_shares(shares, **stated)
    rows = Counter(tuple(sorted((votes.county, votes.district))) for _, votes in found.votes)

    def rows_of(kept: Iterable[DivisionShare]) -> int:
        return sum(rows[each.division_a_id, each.division_b_id] for each in kept)

    return Receipt(
        found.rows_in,
        rows_of(done.created),
        rows_of(done.updated),
        rows_of(done.unchanged),
        tuple(found.rejected),
        apply,
        found.mended,
    )
