"""The latest changes in words, from the history: who did what to which record, and where it is."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import BigIntegerField, CharField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Concat, NullIf
from django.urls import reverse

from accounts.models import User
from accounts.visibility import Viewer
from funding.models import Allocation
from mvp_coord.lib import wording
from partners.models import Partner, Program
from planning.models import Overlap

LOOKED_AT = 200  # versions of each kind; many of one change become one line
SHOWN = 10
# Where a record of each kind is, and what several of them are called.
_PAGES = {
    "partner": ("partners:detail", "partners:list", "partner"),
    "program": ("partners:detail", "partners:list", "program"),
    "allocation": ("funding:allocation", "funding:list", "allocation"),
    "overlap": ("planning:overlap", "planning:overlaps", "overlap"),
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


def latest_changes(viewer: Viewer, overlap_ids: Iterable[int]) -> list[Happening]:
    """The newest changes of records that this viewer may read, newest first; overlaps by the ids that it may.

    What one person did at once to several records is one line. One query.
    """
    rows: Any = _versions("partner", Partner.objects.visible_to(viewer), F("name"), F("slug")).union(
        _versions("program", Program.objects.visible_to(viewer), F("name"), F("partner__slug")),
        _versions("allocation", Allocation.objects.visible_to(viewer), _allocation_name(), F("public_id")),
        _versions("overlap", Overlap.objects.filter(pk__in=list(overlap_ids)), _overlap_name(), F("public_id")),
        all=True,
    )
    acts: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
    for row in rows.order_by("-at", "-version"):
        acts.setdefault((row[5] or row[:2], row[6]), []).append(row)
    return [_line(act) for act in list(acts.values())[:SHOWN]]


def _versions(kind: str, visible: QuerySet, name: Any, key: Any) -> QuerySet:
    """(kind, version, when, name, key, change, verb, who, reason) of the newest versions of these records."""
    told = {"verb": _told("verb"), "reason": _told("reason"), "who_id": Cast(_told("user"), BigIntegerField())}
    shown = Coalesce(NullIf("name", Value("")), "email", output_field=CharField())
    people = User.objects.filter(pk=OuterRef("who_id")).values(shown=shown)
    model: Any = visible.model
    events = model.pgh_event_model.objects.filter(pgh_obj_id__in=visible.order_by().values("pk"))
    annotated = events.annotate(
        kind_=Value(kind),
        version=F("pgh_id"),
        at=F("pgh_created_at"),
        what=Cast(name, CharField()),
        key=Cast(key, CharField()),
        change=Cast("pgh_context_id", CharField()),
        **told,
    ).annotate(did=Coalesce("verb", F("pgh_label"), output_field=models.TextField()), who=Subquery(people))
    columns = ("kind_", "version", "at", "what", "key", "change", "did", "who", "reason")
    return annotated.order_by("-pgh_id").values_list(*columns)[:LOOKED_AT]


def _told(word: str) -> KeyTextTransform:
    return KeyTextTransform(word, "pgh_context__metadata")


def _allocation_name() -> Concat:
    return Concat(Value("a grant to "), F("entity__partner__name"), Value(" from "), F("fund__name"))


def _overlap_name() -> Concat:
    return Concat(F("family__label"), Value(" in "), F("anchor__name"))


def _line(rows: list[tuple[Any, ...]]) -> Happening:
    """One line for all versions that one change wrote with one verb."""
    kind, _, at, what, key, _, did, who, reason = rows[0]
    page, whole_list, _ = _PAGES[kind]
    records = dict.fromkeys((row[0], row[4]) for row in rows)
    single = len(records) == 1
    return Happening(
        at=at,
        who=who or ("The overlap check" if kind == "overlap" else "A job"),
        verb="found or updated" if kind == "overlap" and not who else _VERBS.get(did, did),
        what=what if single else _counted(records),
        href=reverse(page, args=[key]) if single else reverse(whole_list),
        reason=reason or "",
    )


def _counted(records: Iterable[tuple[str, str]]) -> str:
    """ "41 partners and 52 programs"; a kind of which no more versions were read says so."""
    counts = Counter(kind for kind, _ in records)
    words = [
        f"{number} or more {_PAGES[kind][2]}s" if number >= LOOKED_AT else wording.plural(number, _PAGES[kind][2])
        for kind, number in counts.items()
    ]
    return " and ".join(words) if len(words) < 3 else f"{', '.join(words[:-1])} and {words[-1]}"
