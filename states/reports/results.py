"""How a state and its places voted: statewide contests, and which way each place leans."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from states.lean import Lean, Tally, lean_of, method_of, tally_of_district
from states.margins import office_of
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


def last_contests(code: str, kind: str) -> dict[int, list[ElectionResult]]:
    """The contests of the newest year on record in each district of this kind, by the division's id. One query.

    Several where seats are voted on apart, or one of them was special.
    """
    rows = ElectionResult.objects.filter(
        division__state_id=code, division__kind=kind, counted=ElectionResult.Counted.CONTEST
    ).order_by("-year", "is_special", "seat", "office")
    found: dict[int, list[ElectionResult]] = defaultdict(list)
    for row in rows:
        if not found[row.division_id] or found[row.division_id][0].year == row.year:
            found[row.division_id].append(row)
    return dict(found)


@dataclass(frozen=True)
class RecordedMargin:
    """By how many points the last contest of an office was decided, and whose figure it is; or why none is told."""

    points: Decimal | None = None
    source: str = ""
    why: str = ""


def recorded_margin(division: Division, office: str, *, before: int) -> RecordedMargin:
    """What is on record for an office (as people write it) of this place in years before. One query at most."""
    code = office_of(division.kind, office)
    if not code:
        return RecordedMargin(why="No results are kept for such an office there.")
    if (division.seats or 1) > 1:
        return RecordedMargin(why="Several are elected there at once, so the parties’ votes tell no margin.")
    rows = list(
        ElectionResult.objects.filter(division=division, office=code, year__lt=before, is_special=False).order_by(
            "-year", "counted"
        )
    )
    # A senator is elected for six years: two years ago it was another seat.
    rows = [row for row in rows if code != ElectionResult.Office.US_SENATE or row.year == before - 6]
    newest = [row for row in rows if row.year == rows[0].year]
    if not newest:
        return RecordedMargin(why="No result of this office there is on record.")
    if len({row.seat for row in newest}) > 1:
        return RecordedMargin(why=f"Several seats were voted on apart in {newest[0].year}: which one is meant?")
    last = newest[0]
    if last.margin_points is None:
        return RecordedMargin(
            why=f"The results of {last.year} tell no margin of the two large parties: {last.outcome}."
        )
    return RecordedMargin(last.margin_points, f"{last.get_office_display()} {last.year}, {last.source}"[:300])


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
