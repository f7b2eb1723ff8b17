"""Notes as staff read them: a list by pages, with counts beside its filters, and what stands on a partner's page."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Func, Q, TextField, Value
from django.db.models.functions import Coalesce

from accounts.history import Version, versions_of
from accounts.visibility import Viewer
from mvp_coord.lib.asked import Facets
from mvp_coord.lib.keyset import Order, Page, take_page
from partners.models import Note, Partner, PartnerState
from partners.models.note import NoteQuerySet, Stand
from states.models import State

from .counting import Filtered, by_facet, counted, fixed, in_order

NOTE_PAGE_SIZE: Final = 30
ON_A_PAGE: Final = 5
NOTE_ORDERS: Final = {
    "new": Order("notes, newest first", ("-happened_on", "-public_id")),
    "due": Order("notes, the most pressing first", ("due_key", "-happened_on", "-public_id")),
}
WHOSE: Final = {"me": "for me to act on", "by-me": "written by me", "others": "for others to act on"}
_NEVER_TOLD: Final = frozenset({"public_id", "partner", "written_by"})
_NO_DAY: Final = dt.date(9999, 12, 31)
_TAG: Final = Func(F("tags"), function="unnest", output_field=TextField())


@dataclass(frozen=True)
class PartnerNotes:
    """The newest notes about a partner, what is to be done first; how many there are, and how many are to do."""

    shown: tuple[Note, ...]
    total: int
    to_do: int


def notes_page(notes: NoteQuerySet, *, sort: str, cursor: str, today: dt.date) -> Page[Note]:
    """Some of these notes (rows the viewer may see) after `cursor`; raises `keyset.BadCursor`. One query."""
    return take_page(with_people(notes, today), NOTE_ORDERS[sort], cursor=cursor, size=NOTE_PAGE_SIZE)


def with_people(notes: NoteQuerySet, today: dt.date) -> NoteQuerySet:
    """With what a line shows: the partner, the people, and where the next action stands."""
    people = notes.select_related("partner", "written_by", "assigned_to", "done_by").defer("partner__search")
    return people.with_stand(today).annotate(due_key=Coalesce("due_on", Value(_NO_DAY)))


def notes_about(partner: Partner, viewer: Viewer, *, today: dt.date) -> PartnerNotes | None:
    """What staff see of it on a partner's page; None for everybody else, whom nothing tells of notes. Two queries."""
    if not viewer.is_staff or partner.pk in viewer.partner_ids:
        return None
    notes = Note.objects.filter(partner=partner).visible_to(viewer)
    to_do = Q(done_at__isnull=True) & ~Q(next_action="")
    counts = notes.aggregate(total=Count("pk"), to_do=Count("pk", filter=to_do))
    rows: Any = with_people(notes, today).annotate(is_first=ExpressionWrapper(to_do, BooleanField()))
    rows = rows.order_by("-is_first", "due_key", "-happened_on", "-public_id")
    return PartnerNotes(tuple(rows[:ON_A_PAGE]), counts["total"], counts["to_do"])


def known_tags(viewer: Viewer, *, most: int = 24) -> list[str]:
    """The tags that are used most, of the notes that this viewer may see. One query."""
    used = Note.objects.visible_to(viewer).order_by().annotate(tag=_TAG).values("tag").annotate(n=Count("pk"))
    return sorted(row["tag"] for row in used.order_by("-n", "tag")[:most])


def of_whom(notes: NoteQuerySet, whose: Sequence[str], user_id: int) -> NoteQuerySet:
    """Those that somebody is to act on, or has written; codes of `WHOSE`."""
    found = {
        "me": notes.filter(assigned_to=user_id),
        "by-me": notes.filter(written_by=user_id),
        "others": notes.filter(assigned_to__isnull=False).exclude(assigned_to=user_id),
    }
    wanted = [found[code].values("pk") for code in whose if code in found]
    if not wanted:
        return notes.none()
    any_of = wanted[0].union(*wanted[1:]) if len(wanted) > 1 else wanted[0]
    return notes.filter(pk__in=any_of)


def note_facets(
    everyone: NoteQuerySet, filtered: Filtered, chosen: Mapping[str, Sequence[str]], *, user_id: int, today: dt.date
) -> Facets:
    """All counts of the list page, in one query; what is chosen is there even where it shows nothing."""
    parts = [counted(filtered(""), "total"), counted(everyone, "of_total")]
    parts += [
        counted(of_whom(filtered("whose"), [code], user_id), "whose", Value(code), Value(label), Value(place))
        for place, (code, label) in enumerate(WHOSE.items())
    ]
    parts += [
        counted(filtered("stand").with_stand(today), "stand", F("stand")),
        counted(filtered("kind"), "kind", F("kind")),
        counted(filtered("tag"), "tag", _TAG, _TAG),
        counted(
            PartnerState.objects.filter(partner__notes__in=filtered("state").values("pk")),
            "state",
            F("state_id"),
            F("state__name"),
        ),
    ]
    if chosen["state"]:
        named = State.objects.filter(pk__in=chosen["state"])
        parts.append(counted(named, "state", F("code"), F("name"), number=Value(0)))
    found = by_facet(parts)
    found["tag"].update({(0, tag, tag): 0 for tag in chosen["tag"]})
    return Facets(
        total=found["total"].total(),
        of_total=found["of_total"].total(),
        options={
            "whose": fixed(found["whose"], list(WHOSE.items())),
            "stand": fixed(found["stand"], Stand.choices),
            "kind": fixed(found["kind"], Note.Kind.choices),
            "tag": in_order(found["tag"]),
            "state": in_order(found["state"]),
        },
    )


def note_history(note: Note, viewer: Viewer) -> list[Version]:
    """What became of a note, newest first: all of it for its author, for others since its level last changed."""
    versions = versions_of(note, hidden=_NEVER_TOLD)
    if viewer.user_id == note.written_by_id:
        return versions
    opened = (n for n, each in enumerate(versions) if not each.is_first and _changed_level(each))
    return versions[: next(opened, len(versions))]


def _changed_level(version: Version) -> bool:
    return "visibility" in {change.name for change in version.changes}
