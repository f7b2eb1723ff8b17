"""A form that is sent twice makes one record: it carries the address that its record will have.

The address is drawn when the form is shown, signed for the person who sees it, and comes back with the form. The
action that makes the record looks for it first. A double click, a reload or a retry after a lost answer
therefore all lead to the same record, and nobody can choose an address or ask whether one is taken.
"""

from django.core import signing

from .public_id import new_public_id

_SALT = "one record per form"


class BadTicket(ValueError):
    """This ticket was not drawn for this person; the form must be shown again."""


def new_ticket(user_id: int) -> str:
    """A ticket for one new record, to go into a hidden field."""
    return signing.dumps([user_id, new_public_id()], salt=_SALT)


def address_of(ticket: str, user_id: int) -> str:
    """The address that the ticket was drawn for; raises `BadTicket`."""
    try:
        owner, public_id = signing.loads(ticket, salt=_SALT)
    except signing.BadSignature as error:
        raise BadTicket("Send the form once more.") from error
    if owner != user_id:
        raise BadTicket("Send the form once more.")
    return public_id
