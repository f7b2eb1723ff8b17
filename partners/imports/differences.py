"""What a row would change in an activity that is kept already, field by field, in words."""

from collections.abc import Iterator

from mvp_coord.lib.wording import DASH, count, day, join_words, usd_exact
from mvp_coord.sheets.outcome import Change
from partners.models.family import Vehicle
from states.names import word_key

from .directory import Organization
from .earlier import Known
from .plan_row import PlanRow
from .rows import Books


def differences(row: PlanRow, organization: Organization, known: Known, books: Books) -> tuple[Change, ...]:
    """All that the row says otherwise. Columns that the sheet lacks, and a blank program or vehicle, say nothing."""
    return (
        *_who(row, organization, known),
        *_what(row, known, books),
        *_how_much(row, known),
    )


def _who(row: PlanRow, organization: Organization, known: Known) -> Iterator[Change]:
    if organization.partner_id != known.partner_id:
        yield Change("organization", "Organization", known.partner, organization.name)
    if row.program and word_key(row.program) != word_key(known.program):
        yield Change("program", "Program", known.program, row.program)
    if row.vehicle and row.vehicle != (known.vehicle or Vehicle.UNKNOWN):
        yield Change("vehicle", "Vehicle", _vehicle(known.vehicle), _vehicle(row.vehicle))
    if row.ref and not known.has_label:
        yield Change("ref", "Row label", DASH, row.ref)


def _what(row: PlanRow, known: Known, books: Books) -> Iterator[Change]:
    types, tactics = books.program_types.labels, books.tactics.labels
    if row.program_type != known.program_type:
        yield Change("type", "Type", types.get(known.program_type, known.program_type), types[row.program_type])
    if row.tactic != known.tactic:
        yield Change("tactic", "Tactic", tactics.get(known.tactic, known.tactic), tactics[row.tactic])
    if row.place != known.place:
        yield Change("place", "Place", known.place_name, books.places.find(row.place).name)
    if row.starts_on != known.starts_on:
        yield Change("start", "Start", day(known.starts_on), day(row.starts_on))
    if row.ends_on != known.ends_on:
        yield Change("end", "End", day(known.ends_on), day(row.ends_on))
    if "constituencies" in row.columns and set(row.constituencies) != set(known.constituencies):
        was, now = (_constituencies(each.constituencies, books) for each in (known, row))
        yield Change("constituencies", "Constituencies", was, now)
    if "race" in row.columns and row.race != known.race:
        was, now = (books.races.labels.get(each, each) or DASH for each in (known.race, row.race))
        yield Change("race", "Contest", was, now)


def _how_much(row: PlanRow, known: Known) -> Iterator[Change]:
    for name, label in (("universe", "Universe"), ("attempts", "Planned attempts"), ("contacts", "Planned contacts")):
        was, now = getattr(known, name), getattr(row, name)
        if name in row.columns and was != now:
            yield Change(name, label, count(was), count(now))
    if "budget" in row.columns and row.budget != known.budget:
        yield Change("budget", "Budget", usd_exact(known.budget), usd_exact(row.budget))


def _vehicle(code: str) -> str:
    return str(Vehicle(code or Vehicle.UNKNOWN).label)


def _constituencies(codes: tuple[str, ...], books: Books) -> str:
    labels = books.constituencies.labels
    return join_words([labels.get(code, code) for code in codes]) or "Everyone"
