"""People at partners: adding one, changing what is known of one, taking one away."""

import uuid

from accounts.history import change
from accounts.models import User
from mvp_coord.lib.facts import Facts, facts_of, token_of, write
from partners.models import Contact, Partner

from .holding import hold_partner
from .refusals import StaleEdit


def add_contact(partner: Partner, *, by: User, facts: Facts, public_id: str, reason: str = "") -> Contact:
    """Add a person under this address; sent twice, it is still one. Raises `WasMerged`."""
    with change(by=by, verb="added a contact", reason=reason):
        partner = hold_partner(partner)
        made = Contact.objects.filter(public_id=public_id).first()
        return made or Contact.objects.create(partner=partner, public_id=public_id, **facts)


def update_contact(contact: Contact, *, by: User, facts: Facts, seen: str, reason: str = "") -> Contact:
    """Change these facts of a person; raises `StaleEdit`."""
    with change(by=by, verb="changed a contact", reason=reason):
        contact = Contact.objects.select_for_update().get(pk=contact.pk)
        if token_of(facts_of(contact, facts)) != seen:
            raise StaleEdit
        write(contact, facts)
        return contact


def remove_contact(contact: Contact, *, by: User, reason: str = "") -> uuid.UUID:
    """Take a person off the record; the change, for Undo."""
    with change(by=by, verb="removed a contact", reason=reason) as change_id:
        for row in Contact.objects.select_for_update().filter(pk=contact.pk):
            row.delete()
    return change_id
