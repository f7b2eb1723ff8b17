"""People at a partner, each with who said so and when, as every fact shows it."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from accounts.history import Version, last_said
from accounts.visibility import Viewer
from partners.models import Contact, Partner

# Opening a person to more readers says it anew: what was said before was not for them.
_SHOWN: Final = ("name", "role", "email", "phone", "visibility")


@dataclass(frozen=True)
class ContactLine:
    """A person to call; `source` is who said so, "" for those to whom no names and reasons are told."""

    contact: Contact
    said_at: dt.datetime | None
    source: str


def contacts_of(partner: Partner, viewer: Viewer) -> tuple[ContactLine, ...]:
    """Whom this viewer may know of at a partner, by name. Three queries."""
    contacts = list(Contact.objects.filter(partner=partner).visible_to(viewer).order_by("name", "pk"))
    said = last_said(contacts, _SHOWN)
    is_inside = viewer.is_insider or partner.pk in viewer.partner_ids
    return tuple(_line(contact, said.get(contact.pk), is_inside=is_inside) for contact in contacts)


def _line(contact: Contact, said: Version | None, *, is_inside: bool) -> ContactLine:
    if said is None:
        return ContactLine(contact, None, "")
    words = f"{said.who} ({said.reason})" if said.who and said.reason else said.who or said.reason or "A job"
    return ContactLine(contact, said.at, words if is_inside else "")
