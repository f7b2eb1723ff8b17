"""Imports as rows of their own: previewed on a page, applied later by a job, and read afterwards as a receipt."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from accounts.models import User
from mvp_coord.sheets.models import ImportBatch, ImportRow
from mvp_coord.sheets.reading import Refusal

from .compare import Decision
from .directory import Likely
from .plan_row import from_json, to_json
from .run import Outcome, Sheets

_AT_ONCE = 2_000
# A row that was refused for what is kept here, not for what it says, may be good by the time it is applied.
UNDERSTOOD = "understood"


def store(batch: ImportBatch, outcome: Outcome) -> None:
    """Keep what an import does, or did, row by row, in place of what was kept before."""
    batch.file_names = outcome.sheets.files
    batch.counts = outcome.counts
    batch.report = report_of(outcome)
    batch.save()
    batch.rows.all().delete()
    rows = (ImportRow(batch=batch, position=position, **row) for position, row in enumerate(_rows(outcome), start=1))
    ImportRow.objects.bulk_create(rows, batch_size=_AT_ONCE)


def keep_receipt(outcome: Outcome, *, options: dict[str, Any], by: User) -> ImportBatch:
    """The receipt of an import that was applied at once, without a preview."""
    batch = ImportBatch(status=ImportBatch.Status.APPLIED, applied_at=timezone.now(), options=options, created_by=by)
    store(batch, outcome)
    return batch


def stored_sheets(batch: ImportBatch) -> Sheets:
    """What the files of a batch said, without reading them again."""
    sheets = Sheets(files=list(batch.file_names), remarks=list(batch.report.get("remarks", [])))
    for row in batch.rows.order_by("position").iterator(chunk_size=_AT_ONCE):
        if UNDERSTOOD in row.values:
            sheets.rows.append(from_json(row.values[UNDERSTOOD]))
            continue
        problem = row.problems[0]
        refusal = Refusal(row.file, row.sheet, row.line, problem["column"], problem["value"], problem["reason"])
        (sheets.rejected if row.outcome == ImportRow.Outcome.REJECTED else sheets.skipped).append(refusal)
    return sheets


def report_of(outcome: Outcome) -> dict[str, Any]:
    """What a person should know beside the rows: new organizations, their likely twins, remarks on the files."""
    new = {partner.name: partner.slug for partner in outcome.kept.partners} if outcome.kept else {}
    return {
        "remarks": outcome.sheets.remarks,
        "new_partners": [{"name": name, "slug": new.get(name, "")} for name in outcome.comparison.new_partners],
        "likely_twins": [
            {
                "name": name,
                "like": [{"name": each.name, "slug": each.slug, "likeness": each.likeness} for each in near],
            }
            for name, near in outcome.comparison.likely.items()
        ],
    }


def _likely(likely: Likely) -> dict[str, Any]:
    return {"name": likely.name, "slug": likely.slug, "likeness": likely.likeness}


def _rows(outcome: Outcome) -> Iterator[dict[str, Any]]:
    """All counted rows in the order of their files and lines."""
    understood = {(row.file, row.sheet, row.line): to_json(row) for row in outcome.sheets.rows}
    order = {name: position for position, name in enumerate(outcome.sheets.files)}
    rows = [_decided(decision) for decision in outcome.comparison.decisions]
    rows += [_refused(each, ImportRow.Outcome.SKIPPED, understood) for each in outcome.skipped]
    rows += [_refused(each, ImportRow.Outcome.REJECTED, understood) for each in outcome.rejected]
    yield from sorted(rows, key=lambda row: (order.get(row["file"], 0), row["sheet"], row["line"]))


def _decided(decision: Decision) -> dict[str, Any]:
    row = decision.row
    return {
        "file": row.file,
        "sheet": row.sheet,
        "line": row.line,
        "outcome": decision.outcome,
        "values": {
            UNDERSTOOD: to_json(row),
            "organization": decision.organization.name,
            "program": decision.program,
        },
        "changes": {
            change.field: {"label": change.label, "was": change.was, "now": change.now} for change in decision.changes
        },
    }


def _refused(refusal: Refusal, outcome: str, understood: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    values = understood.get((refusal.file, refusal.sheet, refusal.line))
    return {
        "file": refusal.file,
        "sheet": refusal.sheet,
        "line": refusal.line,
        "outcome": outcome,
        "values": {UNDERSTOOD: values} if values else {},
        "problems": [{"column": refusal.column, "value": refusal.value[:500], "reason": refusal.reason}],
    }
