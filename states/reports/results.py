"""How a state and its places voted: statewide contests, and which way each place leans."""

from collections import defaultdict
from dataclasses import dataclass

from states.lean import Lean, Tally, lean_of, method_of, tally_of_district
from states.models import Division, DivisionShare, ElectionResult

_STATEWIDE = [Division.Kind.STATE, Division.Kind.DISTRICT, Division.Kind.TERRITORY]


@dataclass(frozen=True)
class StateResults:
    """The statewide contests of a state, the newest first, its lean, and in words how that was made."""

    contests: tuple[ElectionResult, ...]
    lean: Lean | None
    method: str

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the contests' figures come from, each once."""
        return tuple(dict.fromkeys(each.source for each in self.contests))


def state_results(code: str) -> StateResults:
    """What is known of one state (by postal code). One query.

    Where a contest is known both by its returns and as a sum of counties, the sum is shown: it exists for all states.
    """
    rows = ElectionResult.objects.filter(
        division__state_id=code, division__kind__in=_STATEWIDE, is_special=False
    ).order_by("-year", "office", "-counted")
    found: dict[tuple[int, str], ElectionResult] = {}
    for row in rows:
        found.setdefault((row.year, row.office), row)
    order = ElectionResult.Office.values
    contests = sorted(found.values(), key=lambda row: (-row.year, order.index(row.office)))
    lean = lean_of({row.year: _tally(row) for row in contests if row.office == "president"})
    return StateResults(tuple(contests), lean, method_of([lean] if lean else []))


def leans_in(code: str) -> dict[int, Lean]:
    """The lean of each county and district of a state, by the division's id. Two queries.

    A district has its own returns where a file states them, else an estimate from its counties, else nothing.
    """
    own: dict[int, dict[int, Tally]] = defaultdict(dict)
    rows = ElectionResult.objects.filter(division__state_id=code, office="president", counted="county")
    for row in rows:
        own[row.division_id][row.year] = _tally(row)
    parts: dict[int, list[tuple[int, float, float]]] = defaultdict(list)
    shares = DivisionShare.objects.filter(division_a__state_id=code).values_list(
        "division_a", "division_b", "share_of_a", "share_of_b", "division_a__kind"
    )
    for a, b, of_a, of_b, kind in shares:
        county, district, of_county, of_district = (a, b, of_a, of_b) if kind == "county" else (b, a, of_b, of_a)
        parts[district].append((county, float(of_county), float(of_district)))
    leans = {place: lean for place, tallies in own.items() if (lean := lean_of(tallies))}
    for district, counties in parts.items():
        estimate = _estimate(counties, own)
        if estimate and district not in leans:
            leans[district] = estimate
    return leans


def _estimate(counties: list[tuple[int, float, float]], own: dict[int, dict[int, Tally]]) -> Lean | None:
    years = {year for county, *_ in counties for year in own.get(county, {})}
    tallies = {
        year: tally
        for year in years
        if (tally := tally_of_district((own.get(county, {}).get(year), *shares) for county, *shares in counties))  # type: ignore[misc]
    }
    return lean_of(tallies, is_estimate=True)


def _tally(row: ElectionResult) -> Tally:
    return Tally(row.votes_dem or 0, row.votes_rep or 0, row.votes_total)
