"""People of a state: whom to call at the partners that work there, and who says that it could do more there."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from accounts.visibility import Viewer
from partners.models import Activity, Contact, Note, Partner, PartnerState, Program
from partners.reports.notes import with_people


@dataclass(frozen=True)
class PeopleThere:
    """Contacts by partner, both by name; capacity (work that could be done if asked) whose days are not over."""

    contacts: tuple[tuple[Partner, tuple[Contact, ...]], ...]
    capacity: tuple[Activity, ...]


def people_there(viewer: Viewer, code: str, today: dt.date) -> PeopleThere:
    """Whom this viewer may know of in one state (postal code). Two queries."""
    there = PartnerState.objects.filter(state=code).values("partner_id")
    known = Partner.objects.visible_to(viewer).listed().filter(pk__in=there, status__in=Partner.AT_WORK)
    contacts = Contact.objects.visible_to(viewer).filter(partner__in=known).select_related("partner")
    found: dict[Partner, list[Contact]] = defaultdict(list)
    for contact in contacts.order_by("partner__name", "partner_id", "name", "pk"):
        found[contact.partner].append(contact)
    able = Activity.objects.standing().visible_to(viewer).in_state(code)
    able = able.filter(mode=Activity.Mode.CAPACITY, program__in=Program.objects.counting(), ends_on__gte=today)
    named = able.select_related("program__partner", "tactic", "division").order_by("starts_on", "public_id")
    return PeopleThere(tuple((partner, tuple(rows)) for partner, rows in found.items()), tuple(named))


def newest_notes(viewer: Viewer, code: str, today: dt.date, *, most: int) -> list[Note]:
    """The latest notes on partners of a state that this viewer may read. One query."""
    rows = with_people(Note.objects.visible_to(viewer).in_states([code]), today=today)
    return list(rows.order_by("-happened_on", "-public_id")[:most])
