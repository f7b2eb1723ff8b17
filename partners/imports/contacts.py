"""Sheets of people: each row is a contact of one partner."""

import re
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.models import User
from accounts.visibility import Viewer, Visibility
from mvp_coord.lib.tabular import Value
from mvp_coord.lib.written import NotUnderstoodError
from mvp_coord.sheets.cells import plain_line
from mvp_coord.sheets.fields import Field, layout_of, text_of
from mvp_coord.sheets.kinds import Kind, MayNotImport, Options
from mvp_coord.sheets.layout import Column
from mvp_coord.sheets.outcome import Said
from mvp_coord.sheets.records import once
from partners.models import Contact
from partners.viewers import viewer_of
from states.imports.words import as_it_is, read_line
from states.names import word_key

from .directory import Directory, Organization
from .partner_columns import LEVELS
from .record_rows import PARTNER_ID, PARTNER_NAME, Placed
from .record_work import RecordWork
from .senders import may_send, may_undo, sender_of


def _read_email(value: Value, _: Any = None) -> str:
    text = re.sub(r"^mailto:", "", plain_line(text_of(value)), flags=re.I)
    try:
        validate_email(text)
    except ValidationError as fault:
        raise NotUnderstoodError("is no e-mail address") from fault
    if len(text) > 254:
        raise NotUnderstoodError("has more than 254 letters")
    return text


CONTACT_FIELDS: tuple[Field, ...] = (
    PARTNER_ID,
    PARTNER_NAME,
    Field(
        Column("name", "name", ("name", "full name", "contact name", "person", "contact person"),
               maybe=("contact",), tags=("#contact+name", "#contact"), is_required=True),
        read_line(200, is_name=True), as_it_is,
    ),
    Field(
        Column("role", "role", ("role", "job title", "position", "title"), tags=("#contact+role", "#contact+title")),
        read_line(200), as_it_is, empty="",
    ),
    Field(
        Column("email", "e-mail", ("email", "e-mail", "email address", "e-mail address", "mail"),
               tags=("#contact+email",)),
        _read_email, as_it_is, empty="",
    ),
    Field(
        Column("phone", "phone", ("phone", "telephone", "phone number", "mobile", "cell", "tel"),
               tags=("#contact+phone",)),
        read_line(40), as_it_is, empty="",
    ),
    Field(
        Column("visibility", "seen by", ("seen by", "visibility", "who can see it"), tags=("#access",)),
        LEVELS.read, LEVELS.write,
    ),
)  # fmt: skip
CONTACT = layout_of("a contact", CONTACT_FIELDS)


class ContactShelf:
    """The people of some partners: one is known by the e-mail address, else by the name."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self.by_email: dict[Hashable, list[Contact]] = defaultdict(list)
        self.by_name: dict[Hashable, list[Contact]] = defaultdict(list)

    def place(self, row: Any, organization: Organization, directory: Directory) -> None:
        """A person belongs to the partner alone."""

    def load(self, placed: Sequence[Placed]) -> None:
        """One query."""
        partners = {each.organization.partner_id for each in placed}
        for contact in Contact.objects.visible_to(self.viewer).filter(partner__in=partners).order_by("pk"):
            if contact.email:
                self.by_email[contact.partner_id, contact.email.casefold()].append(contact)
            self.by_name[contact.partner_id, word_key(contact.name)].append(contact)

    def key(self, placed: Placed) -> Hashable:
        """By e-mail address where the row has one."""
        facts, partner = placed.row.facts, placed.organization.partner_id
        email = facts.get("email", "").casefold()
        return (partner, "email", email) if email else (partner, "name", word_key(facts["name"]))

    def find(self, placed: Placed) -> Contact | None:
        """The person of this address; else of this name, unless both have addresses that differ."""
        facts, partner = placed.row.facts, placed.organization.partner_id
        email = facts.get("email", "").casefold()
        found = once(self.by_email, (partner, email), "people") if email else None
        if found is None:
            named = self.by_name.get((partner, word_key(facts["name"])), [])
            open_to = [each for each in named if not email or not each.email]
            found = once({"": open_to}, "", "people")
        return found

    def facts(self, record: Contact) -> dict[str, Any]:
        return {
            "name": plain_line(record.name),
            "role": plain_line(record.role),
            "email": record.email,
            "phone": plain_line(record.phone),
            "visibility": record.visibility,
        }

    def refuse(self, placed: Placed, record: Contact | None, facts: Mapping[str, Any]) -> str:
        return level_refused(self.viewer, placed, facts)

    def said(self, facts: Mapping[str, Any], placed: Placed, record: Contact | None) -> Said:
        level = LEVELS.write(facts.get("visibility", Visibility.STAFF))
        reach = " · ".join(filter(None, [facts.get("email", ""), facts.get("phone", "")]))
        return Said(((facts["name"], facts.get("role", "")), (placed.organization.name, level), (reach, "")))


def level_refused(viewer: Viewer, placed: Placed, facts: Mapping[str, Any]) -> str:
    """ "Private" hides a record from everybody but its owner, so only the owner may choose it."""
    if facts.get("visibility") == Visibility.PRIVATE and placed.organization.partner_id not in viewer.partner_ids:
        return "Only people of the organization itself may make this private."
    return ""


def begin(options: Options, user: User) -> RecordWork:
    """Raises `MayNotImport`."""
    viewer = viewer_of(user)
    if not may_send(viewer):
        raise MayNotImport(f"{user.email} may not import contacts: that is for staff, and for partners' contacts.")
    if options.sender:
        sender_of(state="", user=user, viewer=viewer, slug=options.sender)
    return RecordWork(options, viewer, CONTACT_FIELDS, ContactShelf, Contact)


CONTACTS = Kind(
    code="contacts",
    label="Contacts: people at partners",
    layout=CONTACT,
    headings=("Person", "Partner", "How to reach"),
    needs="Each row needs a partner of the directory and a name. People are known by their e-mail, else by name.",
    may_send=may_send,
    begin=begin,
    may_undo=may_undo,
)
