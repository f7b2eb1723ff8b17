"""What the page of an import shows: its counts, its questions, and its rows by outcome."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from mvp_coord.lib.keyset import Order, take_page
from partners.imports.batches import UNDERSTOOD
from partners.imports.steps import questions_of
from states.models import Division, ProgramType, Tactic

from .models import ImportBatch, ImportRow

IN_ORDER = Order("rows of an import", ("position",))


def batch_page(batch: ImportBatch, *, outcome: str, cursor: str) -> dict[str, Any]:
    """Everything that the page needs; rows of one outcome where one is named. Raises `BadCursor`."""
    outcome = outcome if outcome in ImportRow.Outcome.values else ""
    rows = batch.rows.filter(outcome=outcome) if outcome else batch.rows.all()
    page = take_page(rows, IN_ORDER, cursor=cursor)
    questions = questions_of(batch)
    return {
        "batch": batch,
        "page": page,
        "rows": list(zip(page.rows, _said(page.rows), strict=True)),
        "next_url": "?" + urlencode({"rows": outcome, "after": page.cursor}) if page.cursor else "",
        "total": batch.counts.get(outcome or "rows_in", 0),
        "tabs": _tabs(batch, outcome),
        "questions": questions,
        "unanswered": sum(not question.answer for question in questions),
        "is_open": batch.status == ImportBatch.Status.PREVIEW,
        "is_waiting": batch.status == ImportBatch.Status.QUEUED,
        "changing": batch.counts.get("created", 0) + batch.counts.get("updated", 0),
    }


def _tabs(batch: ImportBatch, outcome: str) -> list[dict[str, Any]]:
    tabs = [("", "All rows", batch.counts.get("rows_in", 0))]
    tabs += [(value, label, batch.counts.get(value, 0)) for value, label in ImportRow.Outcome.choices]
    return [
        {"label": label, "count": count, "href": f"?rows={value}" if value else "?", "current": value == outcome}
        for value, label, count in tabs
        if count or value == outcome
    ]


@dataclass(frozen=True)
class Said:
    """What a row says, in words, as far as it was understood; `address` is its activity's, once there is one."""

    ref: str = ""
    address: str = ""
    organization: str = ""
    program: str = ""
    what: str = ""
    place: str = ""
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None


def _said(rows: list[ImportRow]) -> list[Said]:
    """The rows in words: three queries for the labels of their codes, however many rows there are."""
    understood = [row.values.get(UNDERSTOOD) for row in rows]
    codes = {name: {each[name] for each in understood if each} for name in ("program_type", "tactic", "place")}
    types = dict(ProgramType.objects.filter(code__in=codes["program_type"]).values_list("code", "label"))
    tactics = dict(Tactic.objects.filter(code__in=codes["tactic"]).values_list("code", "label"))
    places = dict(Division.objects.filter(ocd_id__in=codes["place"]).values_list("ocd_id", "name"))
    said = []
    for row, each in zip(rows, understood, strict=True):
        if not each:
            said.append(Said())
            continue
        said.append(
            Said(
                ref=each["ref"],
                address=row.values.get("address", ""),
                organization=row.values.get("organization") or each["organization"],
                program=row.values.get("program") or each["program"],
                what=f"{tactics.get(each['tactic'], '')}, {types.get(each['program_type'], '')}",
                place=places.get(each["place"], ""),
                starts_on=dt.date.fromisoformat(each["starts_on"]),
                ends_on=dt.date.fromisoformat(each["ends_on"]),
            )
        )
    return said
