"""From votes cast by county and district to how much of each lies in the other. Pure; no database.

A vote stands for a voter. Three things make that less than plain, and each is taken out:

- Where a district elects several people on one ballot, a voter has as many votes: votes count by seats.
- Where only some districts of a chamber are elected in a year (or a race is not printed because nobody runs), a
  county's votes for that chamber are too few: then the county is as large as
  its most complete contest.
- A county's votes for a chamber and for another differ by the people who skip a line: up to a tenth is that, and all
  of it where every district of the chamber was voted for.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

# A county's votes for one chamber, as a part of those for its most complete contest: within this it is all of them.
_COMPLETE: Final = Decimal("0.9")
# A chamber of which nearly all districts were voted for is whole. (Maine's house has two seats without a district.)
_NEARLY_ALL: Final = 0.98
# Voters of New Hampshire's house vote in a district and often in a "floterial" one laid over several.
_LAID_OVER: Final = frozenset({("NH", "sldl")})
_PLACES: Final = Decimal("0.00000001")


@dataclass(frozen=True, slots=True)
class Votes:
    """Votes cast in one county for one district. `layer` parts seats of one district that are voted on apart."""

    county: int
    district: int
    state: str
    kind: str
    votes: int
    seats: int = 1
    layer: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a county lies in a district, and of the district in the county: above 0, up to 1."""

    county: int
    district: int
    of_county: Decimal
    of_district: Decimal


def shares_of(rows: Iterable[Votes], *, districts: Mapping[tuple[str, str], int] | None = None) -> list[Share]:
    """The share of every county and district with votes in common, in the order of the rows; votes above 0.

    `districts` says how many there are of a kind in a state, (state, kind) → number, to tell whole chambers.
    """
    voters: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    chambers: dict[tuple[int, int], tuple[str, str, str]] = {}
    for row in rows:
        pair = row.county, row.district
        voters[pair] += Decimal(row.votes) / row.seats
        chambers[pair] = row.state, row.kind, row.layer
    in_district: dict[int, Decimal] = defaultdict(Decimal)
    in_chamber: dict[tuple[int, tuple[str, str, str]], Decimal] = defaultdict(Decimal)
    for (county, district), number in voters.items():
        in_district[district] += number
        in_chamber[county, chambers[county, district]] += number
    size = _sizes(in_chamber)
    whole = _whole_chambers({(chambers[pair][:2], pair[1]) for pair in voters}, districts or {})

    def county_voters(county: int, chamber: tuple[str, str, str]) -> Decimal:
        counted = in_chamber[county, chamber]
        return counted if chamber[:2] in whole else _all_voters(counted, size[county])

    return [
        Share(
            county,
            district,
            _share(number, county_voters(county, chambers[county, district])),
            _share(number, in_district[district]),
        )
        for (county, district), number in voters.items()
    ]


def _sizes(in_chamber: Mapping[tuple[int, tuple[str, str, str]], Decimal]) -> dict[int, Decimal]:
    """Each county's voters, by its most complete contest."""
    sizes: dict[int, Decimal] = defaultdict(Decimal)
    for (county, (state, kind, _)), number in in_chamber.items():
        if (state, kind) not in _LAID_OVER:
            sizes[county] = max(sizes[county], number)
    return sizes


def _whole_chambers(
    voted_for: Iterable[tuple[tuple[str, str], int]], districts: Mapping[tuple[str, str], int]
) -> set[tuple[str, str]]:
    """Those of which nearly every district was voted for. Never New Hampshire's, whose districts lie over others."""
    found = Counter(chamber for chamber, _ in voted_for)
    return {
        chamber
        for chamber, number in found.items()
        if chamber not in _LAID_OVER and chamber in districts and number >= _NEARLY_ALL * districts[chamber]
    }


def _all_voters(counted: Decimal, size: Decimal) -> Decimal:
    """What a county's votes for a chamber are a part of."""
    is_complete = not size or _COMPLETE <= counted / size <= 1 / _COMPLETE
    return counted if is_complete else size


def _share(part: Decimal, whole: Decimal) -> Decimal:
    return min(Decimal(1), max(_PLACES, (part / whole).quantize(_PLACES)))
