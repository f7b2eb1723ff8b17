"""What the page of an import shows: its counts, its columns, its questions, and its rows by outcome."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from mvp_coord.lib.keyset import Order, take_page
from mvp_coord.lib.wording import count, plural
from partners.imports.directory import NEW

from .actions import questions_of
from .actions.asking import Question
from .columns import LEFT_OUT, label_key
from .kinds import Kind, kind_of
from .layout import Column
from .models import ImportBatch, ImportRow

IN_ORDER = Order("rows of an import", ("position",))
ASK_LATER = "ask"
Status = ImportBatch.Status


def batch_page(batch: ImportBatch, *, outcome: str, cursor: str, sees_rows: bool) -> dict[str, Any]:
    """Everything that the page needs; rows of one outcome where one is named. Raises `BadCursor`.

    A row may speak of records that its sender alone may see (or could, then): others get the counts, and where the
    import stands.
    """
    told = _standing(batch)
    return {**told, **_rows_of(batch, outcome, cursor)} if sees_rows else told


def _standing(batch: ImportBatch) -> dict[str, Any]:
    """Where the import stands, in counts."""
    return {
        "batch": batch,
        "kind": kind_of(batch.kind),
        "tabs": _tabs(batch, ""),
        "is_open": batch.status == Status.PREVIEW,
        "is_waiting": batch.status in (Status.READING, Status.QUEUED, Status.UNDOING),
        "is_read": bool(batch.counts) and batch.status != Status.READING,
        "progress": getattr(batch, "progress", None),
        "how_far": _how_far(batch),
    }


def _how_far(batch: ImportBatch) -> str:
    """How far a worker has come, in words; "" where it does not say."""
    progress = getattr(batch, "progress", None)
    if progress is None or not progress.total:
        return ""
    if batch.status == Status.QUEUED:
        return f"{count(progress.done)} of {plural(progress.total, 'row')} written"
    if batch.status != Status.READING:
        return ""
    rows = progress.total // 2
    if progress.done < rows:
        return f"{count(progress.done)} of {plural(rows, 'row')} read"
    return f"All {plural(rows, 'row')} read, {count(progress.done - rows)} of them compared with what is kept"


def _rows_of(batch: ImportBatch, outcome: str, cursor: str) -> dict[str, Any]:
    """What the sheet says, and what is asked of it."""
    outcome = outcome if outcome in ImportRow.Outcome.values else ""
    rows = batch.rows.filter(outcome=outcome) if outcome else batch.rows.all()
    page = take_page(rows, IN_ORDER, cursor=cursor)
    kind, questions = kind_of(batch.kind), questions_of(batch)
    return {
        "sees_rows": True,
        "page": page,
        "rows": [Shown.of(row, kind) for row in page.rows],
        "next_url": "?" + urlencode({"rows": outcome, "after": page.cursor}) if page.cursor else "",
        "total": batch.counts.get(outcome or "rows_in", 0),
        "tabs": _tabs(batch, outcome),
        "questions": questions,
        "twins": _twins(batch),
        "unanswered": sum(not question.answer for question in questions),
        "columns": columns_of(batch, kind),
        "lacking": _lacking(batch, kind),
        "changing": batch.counts.get("created", 0) + batch.counts.get("updated", 0),
    }


def _twins(batch: ImportBatch) -> list[tuple[str, str]]:
    """New names that look like other new ones, each pair once."""
    report = batch.report
    if not report.get("may_add", True):
        return []
    twins = report.get("likely_twins", [])
    pairs = [(twin["name"], like["name"]) for twin in twins for like in twin["like"] if not like["slug"]]
    return list({tuple(sorted(pair)): pair for pair in reversed(pairs)}.values())[::-1]


def _tabs(batch: ImportBatch, outcome: str) -> list[dict[str, Any]]:
    tabs = [("", "All rows", batch.counts.get("rows_in", 0))]
    tabs += [(value, label, batch.counts.get(value, 0)) for value, label in ImportRow.Outcome.choices]
    return [
        {"label": label, "count": count, "href": f"?rows={value}" if value else "?", "current": value == outcome}
        for value, label, count in tabs
        if count or value == outcome
    ]


@dataclass(frozen=True)
class Shown:
    """A row with what it says, as far as it was understood: heading, line, smaller line."""

    row: ImportRow
    address: str
    cells: tuple[tuple[str, str, str], ...]

    @classmethod
    def of(cls, row: ImportRow, kind: Kind) -> "Shown":
        """What was kept of it."""
        said = row.values.get("cells") or [("", "")] * len(kind.headings)
        cells = tuple((heading, *each) for heading, each in zip(kind.headings, said, strict=False))
        return cls(row, row.values.get("address", ""), cells)


@dataclass(frozen=True)
class AskedColumn:
    """A column of the sheet on the page: what it is taken for, and what it may be instead."""

    number: int
    label: str
    samples: tuple[str, ...]
    value: str
    is_open: bool
    choices: tuple[tuple[str, str], ...]


def columns_of(batch: ImportBatch, kind: Kind) -> list[AskedColumn]:
    """The columns that were found, those first that nobody has said of what they are."""
    seen = batch.report.get("columns", [])
    choices = ((LEFT_OUT, "Leave it out"), *((each.name, _label(each)) for each in kind.layout.columns))
    found = []
    for number, each in enumerate(seen):
        is_open = not each["name"] and not each["is_told"]
        offered = ((ASK_LATER, "Not said yet"), *choices) if is_open else choices
        value = ASK_LATER if is_open else each["name"]
        found.append(AskedColumn(number, each["label"], tuple(each["samples"]), value, is_open, offered))
    return sorted(found, key=lambda each: not each.is_open)


def told_columns(columns: Iterable[AskedColumn], given: Mapping[str, Any]) -> dict[str, str]:
    """What a person says of columns: those that were changed, and those that nobody had said of; no others."""
    told = {}
    for column in columns:
        value = str(given.get(f"column-{column.number}", ASK_LATER))
        if value != ASK_LATER and value in dict(column.choices) and (value != column.value or column.is_open):
            told[label_key(column.label)] = value
    return told


def choices_from(questions: Iterable[Question], given: Mapping[str, Any]) -> dict[str, str]:
    """The answers among what was given: a slug that was offered, or `NEW`; anything else is no answer."""
    found = {}
    for number, question in enumerate(questions):
        value = str(given.get(f"question-{number}", ""))
        if value == NEW or value in {slug for slug, _, _ in question.like}:
            found[question.name] = value
    return found


def _lacking(batch: ImportBatch, kind: Kind) -> list[str]:
    """Required columns that no column of the sheet is taken for."""
    names = {each["name"] for each in batch.report.get("columns", [])}
    stood_for = {other for name in names if name for other in kind.layout.column(name).stands_for}
    return [each.label for each in kind.layout.required if names and each.name not in names | stood_for]


def _label(column: Column) -> str:
    return column.label[:1].upper() + column.label[1:]
