"""An import from end to end: read the files, decide what becomes of every row, and, when asked, write it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.visibility import Viewer
from mvp_coord.lib.tabular import MAX_ROWS, UnreadableError
from mvp_coord.sheets.reading import Refusal, read_sheets
from partners.actions.sheet_plans import Kept, SheetPlan, keep_sheet_plans, wait_for_other_imports
from states.models import Constituency, Division, ProgramType, State, Tactic

from .books import load_books
from .columns import PLAN
from .compare import CREATED, UNCHANGED, UPDATED, Comparison, Decision, compare
from .earlier import Sender
from .plan_row import PlanRow
from .rows import Books, read_rows

# Columns of a sheet that a plan may lack, and the columns of an activity that they fill.
_OPTIONAL = {
    "universe": "universe",
    "attempts": "attempts_planned",
    "contacts": "contacts_planned",
    "budget": "budget_usd",
}


@dataclass
class Sheets:
    """What the files of one import say: rows that were understood, and those that were not."""

    files: list[str] = field(default_factory=list)
    rows: list[PlanRow] = field(default_factory=list)
    skipped: list[Refusal] = field(default_factory=list)
    rejected: list[Refusal] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass
class Outcome:
    """What an import does, or did. Every counted row is in exactly one of decisions, skipped and rejected."""

    sheets: Sheets
    comparison: Comparison
    kept: Kept | None = None

    @property
    def skipped(self) -> list[Refusal]:
        return sorted([*self.sheets.skipped, *self.comparison.skipped], key=_in_order(self.sheets))

    @property
    def rejected(self) -> list[Refusal]:
        return sorted([*self.sheets.rejected, *self.comparison.refused], key=_in_order(self.sheets))

    @property
    def counts(self) -> dict[str, int]:
        """Rows by outcome; `rows_in` is their sum."""
        outcomes = [decision.outcome for decision in self.comparison.decisions]
        counts = {each: outcomes.count(each) for each in (CREATED, UPDATED, UNCHANGED)}
        counts |= {"rejected": len(self.rejected), "skipped": len(self.skipped)}
        return {"rows_in": sum(counts.values()), **counts}


def read_files(files: Sequence[tuple[str, bytes]], books: Books) -> Sheets:
    """Reads files, given as name and content. Raises `UnreadableError`, naming it, for the first that is no table."""
    sheets = Sheets()
    for name, data in files:
        try:
            reading = read_sheets(name, data, PLAN)
        except UnreadableError as fault:
            raise UnreadableError(f"{name}: {fault}") from fault
        good, refused = read_rows(reading.rows, books)
        sheets.files.append(name)
        sheets.rows += good
        sheets.skipped += reading.skipped
        sheets.rejected += [*reading.rejected, *refused]
        sheets.remarks += [f"{name}: {remark}" for remark in reading.remarks]
    if len(sheets.rows) > MAX_ROWS:
        raise UnreadableError(
            f"These files have more than {MAX_ROWS:,} rows together, which is the limit. Send fewer."
        )
    return sheets


def preview(
    sheets: Sheets, *, books: Books, sender: Sender, viewer: Viewer, choices: Mapping[str, str] | None = None
) -> Outcome:
    """What an import would do. Writes nothing."""
    return Outcome(sheets, compare(sheets.rows, books=books, sender=sender, viewer=viewer, choices=choices))


def apply(
    sheets: Sheets,
    *,
    books: Books,
    sender: Sender,
    viewer: Viewer,
    by: User,
    choices: Mapping[str, str] | None = None,
) -> Outcome:
    """Write all good rows in one transaction. What they are compared with is read under the same lock."""
    with transaction.atomic():
        wait_for_other_imports()
        outcome = preview(sheets, books=books, sender=sender, viewer=viewer, choices=choices)
        plans = _plans(outcome.comparison.decisions, books)
        if plans:
            reason = ", ".join(sheets.files)
            outcome.kept = keep_sheet_plans(
                plans, state=sender.state, sender=sender.columns, viewer=viewer, by=by, reason=reason
            )
    return outcome


def books_of(state: State) -> Books:
    """What a sheet of this state may name."""
    return load_books(state)


def _plans(decisions: Iterable[Decision], books: Books) -> list[SheetPlan]:
    changing = [decision for decision in decisions if decision.outcome != UNCHANGED]
    types, tactics, constituencies = (
        dict(model.objects.values_list("code", "pk")) for model in (ProgramType, Tactic, Constituency)
    )
    places = dict(
        Division.objects.filter(ocd_id__in={each.row.place for each in changing}).values_list("ocd_id", "pk")
    )
    plans = []
    for decision in changing:
        row = decision.row
        facts: dict[str, Any] = {
            "program_type_id": types[row.program_type],
            "tactic_id": tactics[row.tactic],
            "division_id": places[row.place],
        }
        ids = tuple(constituencies[code] for code in row.constituencies) if "constituencies" in row.columns else None
        plans.append(_plan(decision, facts, ids, is_statewide=row.place == books.places.whole.ocd_id))
    return plans


def _plan(
    decision: Decision, facts: dict[str, Any], constituency_ids: tuple[int, ...] | None, *, is_statewide: bool
) -> SheetPlan:
    row, changed = decision.row, {change.field for change in decision.changes}
    facts |= {"starts_on": row.starts_on, "ends_on": row.ends_on}
    facts |= {column: getattr(row, name) for name, column in _OPTIONAL.items() if name in row.columns}
    if decision.known is None or "ref" in changed:
        facts["source_ref"] = row.ref
    return SheetPlan(
        activity_id=decision.known.activity_id if decision.known else None,
        partner_id=decision.organization.partner_id,
        partner_name=decision.organization.name,
        program=decision.program,
        vehicle=row.vehicle,
        entity_id=decision.entity_id,
        facts=facts,
        constituency_ids=constituency_ids,
        source=row.file,
        is_statewide=is_statewide,
        changes_program=decision.known is None or bool(changed & {"organization", "program", "vehicle"}),
    )


def _in_order(sheets: Sheets) -> Any:
    """By file as sent, then sheet, then line."""
    order = {name: position for position, name in enumerate(sheets.files)}
    return lambda refusal: (order.get(refusal.file, 0), refusal.sheet, refusal.line)
