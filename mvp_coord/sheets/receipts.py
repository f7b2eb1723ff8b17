"""What an import does, or did, kept row by row: for the preview on a page, and afterwards as its receipt."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.db import connection
from django.utils import timezone

from accounts.models import User
from mvp_coord.lib import text_copy

from .models import ImportBatch, ImportRow
from .outcome import CREATED, Decision, Likely, Outcome
from .reading import Refusal

_COLUMNS = ("file", "sheet", "line", "outcome", "values", "changes", "problems")
_LONGEST = 500


def store(batch: ImportBatch, outcome: Outcome) -> None:
    """Keep what an import does, or did, row by row, in place of what was kept before."""
    store_summary(batch, outcome)
    batch.rows.all().delete()
    keep_rows(batch, outcome)


def store_summary(batch: ImportBatch, outcome: Outcome) -> None:
    """Keep all of it but the rows."""
    batch.file_names = outcome.sheets.files
    batch.counts = outcome.counts
    batch.report = report_of(outcome)
    batch.about = sorted(outcome.comparison.about)
    batch.change_id = outcome.change_id
    batch.save()


def keep_rows(batch: ImportBatch, outcome: Outcome, *, after: int = 0) -> int:
    """Add these rows, below those that are kept already; the place of the last one."""
    rows = _rows(outcome)
    with connection.cursor() as cursor, connection.wrap_database_errors:
        told = ([batch.pk, position, *_told(row)] for position, row in enumerate(rows, start=after + 1))
        text_copy.write(cursor, ImportRow._meta.db_table, ["batch_id", "position", *_COLUMNS], told)
    return after + len(rows)


def _told(row: dict[str, Any]) -> Iterator[Any]:
    """A row as its columns in the database have it."""
    for name in _COLUMNS:
        value = row.get(name, [] if name == "problems" else {})
        yield json.dumps(value) if isinstance(value, dict | list) else value


def keep_receipt(outcome: Outcome, *, kind: str, options: dict[str, Any], by: User) -> ImportBatch:
    """The receipt of an import that was applied at once, without a preview."""
    batch = ImportBatch(
        kind=kind, status=ImportBatch.Status.APPLIED, applied_at=timezone.now(), options=options, created_by=by
    )
    store(batch, outcome)
    return batch


def previewed(batch: ImportBatch) -> dict[tuple[str, str, int], tuple[str, dict[str, str]]]:
    """What people saw of each row: by file, sheet and line its outcome, and what was kept in each changed field."""
    rows = batch.rows.values_list("file", "sheet", "line", "outcome", "changes")
    return {
        (file, sheet, line): (outcome, {name: each["was"] for name, each in changes.items()})
        for file, sheet, line, outcome, changes in rows
    }


def report_of(outcome: Outcome) -> dict[str, Any]:
    """What a person should know beside the rows: new organizations, their likely twins, remarks, columns."""
    comparison, kept = outcome.comparison, outcome.kept
    partners = kept.partners if kept else {}
    return {
        "remarks": outcome.remarks,
        "new_partners": [{"name": name, "slug": partners.get(name, "")} for name in comparison.new_names],
        "likely_twins": [
            {"name": name, "like": [_likely(each) for each in near]} for name, near in comparison.likely.items()
        ],
        "doubts": [
            {"key": each.key, "title": each.title, "like": [_likely(one) for one in each.like]}
            for each in comparison.doubts
        ],
        "may_add": comparison.may_add,
        "columns": [asdict(column) for column in outcome.sheets.columns],
        "states": kept.states if kept else [],
        "findings": [
            {
                "file": each.file,
                "code": each.code,
                "what": each.what,
                "count": len(each.lines),
                "lines": [*each.lines],
            }
            for each in comparison.findings
        ],
    }


def _likely(likely: Likely) -> dict[str, Any]:
    return {"name": likely.name, "slug": likely.key, "why": likely.why}


def _rows(outcome: Outcome) -> list[dict[str, Any]]:
    """All counted rows, in the order of their files and lines."""
    order = {name: position for position, name in enumerate(outcome.sheets.files)}
    rows = [*_decided(outcome)]
    for word, refusals in (
        (ImportRow.Outcome.SKIPPED, outcome.skipped),
        (ImportRow.Outcome.REJECTED, outcome.rejected),
    ):
        rows += [_refused(each, word) for each in refusals]
    return sorted(rows, key=lambda row: (order.get(row["file"], 0), row["sheet"], row["line"]))


def _decided(outcome: Outcome) -> Iterator[dict[str, Any]]:
    made = iter(outcome.kept.addresses if outcome.kept else [])
    for decision in outcome.comparison.decisions:
        address = decision.said.address or (next(made, "") if decision.outcome == CREATED else "")
        yield {
            **_place(decision.row),
            "outcome": decision.outcome,
            "values": {"cells": decision.said.cells, "address": address},
            "changes": {each.field: _change(each) for each in decision.changes},
            "problems": _problems(decision),
        }


def _problems(decision: Decision) -> list[dict[str, str]]:
    return [{"column": "", "value": "", "reason": decision.reason}] if decision.reason else []


def _change(change: Any) -> dict[str, str]:
    return {"label": change.label, "was": change.was, "now": change.now}


def _refused(refusal: Refusal, word: str) -> dict[str, Any]:
    said = {"column": refusal.column, "value": refusal.value[:_LONGEST], "reason": refusal.reason}
    return {**_place(refusal), "outcome": word, "problems": [said]}


def _place(row: Any) -> dict[str, Any]:
    return {"file": row.file, "sheet": row.sheet, "line": row.line}
