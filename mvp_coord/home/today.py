"""What needs a member of staff today: things of each kind that wait, how many, and where all of them are."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Case, CharField, Count, DateField, F, QuerySet, Value, When, Window
from django.db.models.functions import Cast, Concat, TruncDate
from django.urls import reverse
from django.utils import timezone

from accounts.visibility import Viewer
from funding.models import Need
from mvp_coord import addresses
from mvp_coord.lib import wording
from mvp_coord.sheets.models import ImportBatch
from partners.models import LikelyPair, Note, Partner, ProposedChange
from partners.models.freshness import STALE_AFTER
from partners.models.note import Stand
from partners.reports.confirmations import stale_partners, with_work_ahead
from planning.models import Gap, GapAsk
from planning.reports import CaseView
from planning.reports.escalation import tables_cases
from planning.reports.news import title_of
from planning.reports.owned import Word, owned, words_for_owner

from .kinds import KINDS, OF_CASES
from .money import PLACES, Source, waiting_money

SHOWN: Final = 5
# What is proposed, in the middle of a line.
_PROPOSED: Final = Case(
    *(When(kind=code, then=Value(label.lower())) for code, label in ProposedChange.Kind.choices),
    output_field=CharField(),
)

_ANSWERED: Final = Case(
    *(When(answer=code, then=Value(label.lower())) for code, label in GapAsk.Answer.choices),
    output_field=CharField(),
)


@dataclass(frozen=True)
class Item:
    """One thing to look at: what it is, where it is, and since when it waits (or as of when it was true)."""

    label: str
    href: str
    day: dt.date | None = None


@dataclass(frozen=True)
class Task:
    """Things of one kind that wait: the first of them, how many there are, and where all of them are."""

    kind: str
    items: tuple[Item, ...]
    total: int
    href: str

    @property
    def title(self) -> str:
        return KINDS[self.kind].title

    @property
    def why(self) -> str:
        return KINDS[self.kind].why

    @property
    def day_word(self) -> str:
        return KINDS[self.kind].day_word


def tasks_of(viewer: Viewer, views: Sequence[CaseView], *, today: dt.date, whole: str = "") -> tuple[Task, ...]:
    """What waits for this member of staff, in the order of `KINDS`; nothing of what does not. Four queries, and a
    dozen more for counsel.

    `views` are the cases that the viewer may see. Of the kind that is named by `whole`, every item.
    """
    found = {kind: _cases(views, viewer, kind, today) for kind in OF_CASES}
    rows = {kind: (items if kind == whole else items[:SHOWN], len(items)) for kind, items in found.items()}
    rows |= _waiting(viewer, today, whole)
    return tuple(
        Task(kind, tuple(rows[kind][0]), rows[kind][1], address_of(kind))
        for kind in KINDS
        if rows.get(kind) and rows[kind][0]
    )


def address_of(kind: str) -> str:
    """Where all that waits of this kind is: just those rows, and no other."""
    lists = {
        "actions": addresses.notes(whose="me", stand=(Stand.OVERDUE, Stand.TODAY), sort="due"),
        "own-overlaps": addresses.overlaps(show="mine", cycle=addresses.EVERY_CYCLE),
        "approvals": reverse("partners:proposals"),
        "duplicates": reverse("partners:duplicates"),
        "partners": addresses.partners(status=Partner.Status.UNCONFIRMED),
        "old-facts": reverse("partners:old-facts"),
    }
    return lists.get(kind) or reverse("today", args=[kind])


def _cases(views: Sequence[CaseView], viewer: Viewer, kind: str, today: dt.date) -> list[Item]:
    """Open cases that one looks after, that nobody does, or that press; most tries at stake first."""
    if kind == "near-overlaps":
        return [_case(view, reason.on) for view, reason in tables_cases(views, today=today)]
    if kind == "case-words":
        return _words(viewer, views)
    owner = viewer.user_id if kind == "own-overlaps" else None
    chosen = [view for view in views if view.is_open and view.overlap.owner_id == owner]
    return [_case(view, timezone.localdate(view.since)) for view in chosen]


def _case(view: CaseView, on: dt.date) -> Item:
    case = view.overlap
    address = reverse("planning:overlap", args=[case.public_id])
    return Item(f"{case.get_overlap_class_display()}: {title_of(case)}", address, on)


def _words(viewer: Viewer, views: Sequence[CaseView]) -> list[Item]:
    """One's own cases in which others have said something, each with how much; what waits longest first."""
    by_case: dict[int, list[Word]] = {}
    for word in words_for_owner(viewer, owned(viewer, views)):
        by_case.setdefault(word.overlap.pk, []).append(word)
    return [
        Item(
            f"{title_of(words[0].overlap)}: {wording.plural(len(words), 'new word')}, last {words[-1].who}",
            reverse("planning:overlap", args=[words[0].overlap.public_id]) + "#talk",
            timezone.localdate(words[0].at),
        )
        for words in by_case.values()
    ]


def _waiting(viewer: Viewer, today: dt.date, whole: str) -> dict[str, tuple[list[Item], int]]:
    actions = Note.objects.visible_to(viewer).filter(assigned_to=viewer.user_id)
    imports = ImportBatch.objects.visible_to(viewer).filter(status=ImportBatch.Status.PREVIEW)
    partners = Partner.objects.visible_to(viewer).filter(status=Partner.Status.UNCONFIRMED)
    pairs, since = LikelyPair.objects.visible_to(viewer).open(), TruncDate("created_at")
    needs, old = _old_needs(viewer, today), with_work_ahead(stale_partners(viewer, today), viewer, today)
    sources: dict[str, Source] = {
        "actions": (
            actions.standing(Stand.OVERDUE, Stand.TODAY, today=today),
            Concat("next_action", Value(" ("), "partner__name", Value(")"), output_field=CharField()),
            F("public_id"),
            F("due_on"),
        ),
        "gap-answers": (
            GapAsk.objects.visible_to(viewer).to_look_at().filter(gap__status=Gap.Status.OFFERED),
            Concat("partner__name", Value(": "), _ANSWERED, output_field=CharField()),
            F("public_id"),
            TruncDate("answered_at"),
        ),
        "approvals": (
            ProposedChange.objects.visible_to(viewer).waiting(),
            Concat("partner__name", Value(": "), _PROPOSED, output_field=CharField()),
            F("public_id"),
            TruncDate("proposed_at"),
        ),
        **waiting_money(viewer, today),
        "duplicates": (
            pairs,
            Concat("first__name", Value(" and "), "second__name", output_field=CharField()),
            Concat("first__slug", Value("/"), "second__slug", output_field=CharField()),
            Cast(Value(None), DateField()),
        ),
        "imports": (imports, Cast("file_names", CharField()), F("public_id"), since),
        "partners": (partners, F("name"), F("slug"), since),
        "old-facts": (old, F("name"), F("slug"), F("assured_on")),
        "needs": (needs, F("entity__partner__name"), F("entity__partner__slug"), F("good_as_of")),
    }
    first, *others = [_column(kind, *told, most=None if kind == whole else SHOWN) for kind, told in sources.items()]
    found: dict[str, tuple[list[Item], int]] = {}
    for kind, label, key, day, total in first.union(*others, all=True).order_by("day", "label", "key"):
        found.setdefault(kind, ([], total))[0].append(_item(kind, label, key, day))
    return found


def _old_needs(viewer: Viewer, today: dt.date) -> QuerySet[Need]:
    """The shown statement of each entity and current cycle, where it is old."""
    shown = Need.objects.visible_to(viewer).filter(cycle__ends_on__gte=today).shown().values("pk")
    return Need.objects.filter(pk__in=shown, good_as_of__lt=today - STALE_AFTER)


def _column(kind: str, rows: QuerySet, label: Any, key: Any, day: Any, *, most: int | None) -> QuerySet:
    """(kind, label, key, day, how many there are in all) of the rows, those that wait longest first."""
    told = rows.annotate(kind_=Value(kind), label=label, key=key, day=day, total=Window(Count("pk")))
    return told.order_by("day", "label", "key").values_list("kind_", "label", "key", "day", "total")[:most]


def _item(kind: str, label: str, key: str, day: dt.date | None) -> Item:
    if kind == "imports":
        return Item(label.strip("[]").replace('"', "") or "Import", reverse("sheets:detail", args=[key]), day)
    if kind == "gap-answers":
        return Item(label, reverse("planning:gap-ask", args=[key]), day)
    if kind == "approvals":
        return Item(label, f"{reverse('partners:proposals')}#{key}", day)
    if kind == "moves":
        return Item(label, f"{reverse('funding:book', args=[key])}#waits", day)
    if kind in PLACES:
        return Item(label, reverse("funding:allocation", args=[key]) + PLACES[kind], day)
    if kind in ("rules", "limits"):
        return Item(label, reverse("funding:rule" if kind == "rules" else "funding:limit", args=[key]), day)
    if kind == "duplicates":
        return Item(label, reverse("partners:merge", args=key.split("/")), day)
    return Item(label, reverse("partners:note" if kind == "actions" else "partners:detail", args=[key]), day)
