"""The latest changes in words, from the history: who did what to which record, and where it is.

What one person did at once to several records is one line, and leads to a page that lists just these.
"""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import BigIntegerField, CharField, Count, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Concat, NullIf
from django.urls import reverse

from accounts.models import User
from accounts.visibility import Viewer
from funding.models import Allocation
from funding.reports.links import told_of_links
from mvp_coord.lib import wording
from partners.models import Partner, Program
from planning.models import Overlap

LOOKED_AT = 200  # versions of each kind; many of one change become one line
SHOWN = 10
# Where a record of each kind is.
_PAGES = {
    "partner": "partners:detail",
    "program": "partners:program",
    "allocation": "funding:allocation",
    "overlap": "planning:overlap",
}
_VERBS = {"insert": "added", "update": "changed", "delete": "removed"}


@dataclass(frozen=True)
class Happening:
    """One line: when, who ("The overlap check", "A job" where nobody), what they did, to what, and where that is."""

    at: dt.datetime
    who: str
    verb: str
    what: str
    href: str
    reason: str


@dataclass(frozen=True)
class Changed:
    """One record that a change wrote: "partner", what it is called, and where it is."""

    kind: str
    what: str
    href: str


@dataclass(frozen=True)
class Act:
    """One change: its line, and the records that it wrote, as far as the viewer may read them."""

    line: Happening
    records: tuple[Changed, ...]


def latest_changes(viewer: Viewer, overlap_ids: Iterable[int]) -> list[Happening]:
    """The newest changes of records that this viewer may read, newest first; overlaps by the ids that it may.

    Two queries.
    """
    kinds = _kinds(viewer, overlap_ids)
    first, *others = (_versions(kind, *facts)[:LOOKED_AT] for kind, facts in kinds.items())
    acts: dict[Any, tuple[Any, ...]] = {}
    for row in first.union(*others, all=True).order_by("-at", "-version"):
        acts.setdefault(row[5] or row[:2], row)
    rows = list(acts.values())[:SHOWN]
    counts = _counts(kinds, {row[5] for row in rows} - {None})
    return [_line(row, counts.get(row[5], Counter())) for row in rows]


def act_of(viewer: Viewer, overlap_ids: Iterable[int], change_id: uuid.UUID) -> Act | None:
    """One change with all records that it wrote and that this viewer may read; None for none. One query."""
    first, *others = (
        _versions(kind, *facts, pgh_context_id=change_id) for kind, facts in _kinds(viewer, overlap_ids).items()
    )
    rows = list(first.union(*others, all=True).order_by("kind_", "what", "-version"))
    if not rows:
        return None
    records = {(row[0], row[4]): Changed(row[0], row[3], reverse(_PAGES[row[0]], args=[row[4]])) for row in rows}
    return Act(_line(rows[0], Counter(kind for kind, _ in records)), tuple(records.values()))


def _kinds(viewer: Viewer, overlap_ids: Iterable[int]) -> dict[str, tuple[QuerySet, Any, Any]]:
    """The versions of each kind of record that the viewer may read, what the records are called, and by what their
    page is found."""
    awards = _events(Allocation.objects.visible_to(viewer).told_from_the_first(viewer))
    return {
        "partner": (_events(Partner.objects.visible_to(viewer)), F("name"), F("slug")),
        "program": (_events(Program.objects.visible_to(viewer)), F("name"), F("public_id")),
        "allocation": (told_of_links(awards, viewer), _allocation_name(), F("public_id")),
        "overlap": (_events(Overlap.objects.filter(pk__in=list(overlap_ids))), _overlap_name(), F("public_id")),
    }


def _counts(kinds: dict[str, tuple[QuerySet, Any, Any]], changes: set[str]) -> dict[str, Counter[str]]:
    """How many records of each kind each of these changes wrote."""
    first, *others = (
        events.filter(pgh_context_id__in=changes)
        .order_by()
        .annotate(change=Cast("pgh_context_id", CharField()), kind_=Value(kind))
        .values("change", "kind_")
        .annotate(n=Count("pgh_obj_id", distinct=True))
        .values_list("change", "kind_", "n")
        for kind, (events, *_) in kinds.items()
    )
    found: dict[str, Counter[str]] = {}
    for change, kind, number in first.union(*others, all=True):
        found.setdefault(change, Counter())[kind] = number
    return found


def _events(visible: QuerySet) -> QuerySet:
    """The versions of these records."""
    model: Any = visible.model
    return model.pgh_event_model.objects.filter(pgh_obj_id__in=visible.order_by().values("pk"))


def _versions(kind: str, events: QuerySet, name: Any, key: Any, **only: Any) -> QuerySet:
    """(kind, version, when, name, key, change, verb, who, reason) of versions of these records, newest first."""
    told = {"verb": _told("verb"), "reason": _told("reason"), "who_id": Cast(_told("user"), BigIntegerField())}
    shown = Coalesce(NullIf("name", Value("")), "email", output_field=CharField())
    people = User.objects.filter(pk=OuterRef("who_id")).values(shown=shown)
    annotated = (
        events.filter(**only)
        .annotate(
            kind_=Value(kind),
            version=F("pgh_id"),
            at=F("pgh_created_at"),
            what=Cast(name, CharField()),
            key=Cast(key, CharField()),
            change=Cast("pgh_context_id", CharField()),
            **told,
        )
        .annotate(did=Coalesce("verb", F("pgh_label"), output_field=models.TextField()), who=Subquery(people))
    )
    columns = ("kind_", "version", "at", "what", "key", "change", "did", "who", "reason")
    return annotated.order_by("-pgh_id").values_list(*columns)


def _told(word: str) -> KeyTextTransform:
    return KeyTextTransform(word, "pgh_context__metadata")


def _allocation_name() -> Concat:
    return Concat(Value("a grant to "), F("entity__partner__name"), Value(" from "), F("fund__name"))


def _overlap_name() -> Concat:
    return Concat(F("family__label"), Value(" in "), F("anchor__name"))


def _line(row: tuple[Any, ...], counts: Counter[str]) -> Happening:
    """A change in words, from one version that it wrote and from how many records of each kind it did."""
    kind, _, at, what, key, change, did, who, reason = row
    several = counts.total() > 1
    return Happening(
        at=at,
        who=who or ("The overlap check" if kind == "overlap" else "A job"),
        verb="found or updated" if kind == "overlap" and not who else _VERBS.get(did, did),
        what=wording.join_words([wording.plural(n, each) for each, n in counts.items() if n]) if several else what,
        href=reverse("act", args=[change]) if several else reverse(_PAGES[kind], args=[key]),
        reason=reason or "",
    )
