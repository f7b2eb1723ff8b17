"""Imports as rows of their own: previewed on a page, applied later by a job, and read afterwards as a receipt."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from accounts.models import User
from mvp_coord.sheets.models import ImportBatch, ImportRow
from mvp_coord.sheets.reading import Refusal

from .compare import Decision
from .directory import Likely
from .plan_row import PlanRow, from_json, to_json
from .run import Outcome, Sheets

_AT_ONCE = 2_000
# The plan row itself. A row that was refused for what is kept here, not for what it says, has one too: it may be
# good by the time it is applied.
UNDERSTOOD = "understood"

Place = tuple[str, str, int]


def store(batch: ImportBatch, outcome: Outcome) -> None:
    """Keep what an import does, or did, row by row, in place of what was kept before."""
    pages = _Pages(outcome)
    rows = list(pages.rows())
    batch.file_names = outcome.sheets.files
    batch.counts = outcome.counts
    batch.report = {**report_of(outcome), "headers": pages.headers}
    batch.save()
    batch.rows.all().delete()
    ImportRow.objects.bulk_create(
        (ImportRow(batch=batch, position=position, **row) for position, row in enumerate(rows, start=1)),
        batch_size=_AT_ONCE,
    )


def keep_receipt(outcome: Outcome, *, options: dict[str, Any], by: User) -> ImportBatch:
    """The receipt of an import that was applied at once, without a preview."""
    batch = ImportBatch(status=ImportBatch.Status.APPLIED, applied_at=timezone.now(), options=options, created_by=by)
    store(batch, outcome)
    return batch


def stored_sheets(batch: ImportBatch) -> Sheets:
    """What the files of a batch said, without reading them again."""
    sheets = Sheets(files=list(batch.file_names), remarks=list(batch.report.get("remarks", [])))
    headers = batch.report.get("headers", [])
    for row in batch.rows.order_by("position").iterator(chunk_size=_AT_ONCE):
        understood = row.values.get(UNDERSTOOD)
        if understood:
            sheets.rows.append(from_json({**understood, "columns": headers[understood["columns"]]}))
            continue
        problem = row.problems[0]
        refusal = Refusal(row.file, row.sheet, row.line, problem["column"], problem["value"], problem["reason"])
        (sheets.rejected if row.outcome == ImportRow.Outcome.REJECTED else sheets.skipped).append(refusal)
    return sheets


def report_of(outcome: Outcome) -> dict[str, Any]:
    """What a person should know beside the rows: new organizations, their likely twins, remarks on the files."""
    slugs = {partner.name: partner.slug for partner in outcome.kept.partners} if outcome.kept else {}
    likely = outcome.comparison.likely
    return {
        "remarks": outcome.sheets.remarks,
        "new_partners": [{"name": name, "slug": slugs.get(name, "")} for name in outcome.comparison.new_partners],
        "likely_twins": [{"name": name, "like": [_likely(each) for each in near]} for name, near in likely.items()],
    }


def _likely(likely: Likely) -> dict[str, Any]:
    return {"name": likely.name, "slug": likely.slug, "likeness": likely.likeness}


class _Pages:
    """The rows of an outcome as they are kept."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.headers: list[dict[str, str]] = []

    def rows(self) -> Iterator[dict[str, Any]]:
        """All counted rows, in the order of their files and lines."""
        understood: dict[Place, PlanRow] = {(row.file, row.sheet, row.line): row for row in self.outcome.sheets.rows}
        order = {name: position for position, name in enumerate(self.outcome.sheets.files)}
        made = iter(self.outcome.kept.addresses if self.outcome.kept else [])
        rows = [
            self._decided(each, each.known.address if each.known else next(made, ""))
            for each in self.outcome.comparison.decisions
        ]
        for outcome, refusals in (
            (ImportRow.Outcome.SKIPPED, self.outcome.skipped),
            (ImportRow.Outcome.REJECTED, self.outcome.rejected),
        ):
            rows += [self._refused(each, outcome, understood) for each in refusals]
        yield from sorted(rows, key=lambda row: (order.get(row["file"], 0), row["sheet"], row["line"]))

    def _decided(self, decision: Decision, address: str) -> dict[str, Any]:
        changes = {each.field: {"label": each.label, "was": each.was, "now": each.now} for each in decision.changes}
        row = decision.row
        names = {"organization": decision.organization.name, "program": decision.program}
        return {
            "file": row.file,
            "sheet": row.sheet,
            "line": row.line,
            "outcome": decision.outcome,
            "values": {**self._values(row), **names, "address": address},
            "changes": changes,
        }

    def _refused(self, refusal: Refusal, outcome: str, understood: dict[Place, PlanRow]) -> dict[str, Any]:
        row = understood.get((refusal.file, refusal.sheet, refusal.line))
        return {
            "file": refusal.file,
            "sheet": refusal.sheet,
            "line": refusal.line,
            "outcome": outcome,
            "values": self._values(row) if row else {},
            "problems": [{"column": refusal.column, "value": refusal.value[:500], "reason": refusal.reason}],
        }

    def _values(self, row: PlanRow) -> dict[str, Any]:
        return {UNDERSTOOD: {**to_json(row), "columns": self._header(row)}}

    def _header(self, row: PlanRow) -> int:
        """Which of the few headers a row stands under."""
        if row.columns not in self.headers:
            self.headers.append(row.columns)
        return self.headers.index(row.columns)
