"""A form that is sent twice makes one record: it carries the address that its record will have.

The address is drawn when the form is shown, signed for the person who sees it, and comes back with the form. The
action that makes the record looks for it first. A double click, a reload or a retry after a lost answer
therefore all lead to the same record, and nobody can choose an address or ask whether one is taken.
"""

from typing import Any

from django import forms
from django.core import signing
from django.db import connection

from .public_id import new_public_id

_SALT = "one record per form"


class BadTicket(ValueError):
    """This ticket was not drawn for this person; the form must be shown again."""


def new_ticket(user_id: int, about: str = "") -> str:
    """A ticket for one new record, to go into a hidden field; good only for what it is `about`, if anything."""
    return signing.dumps([user_id, new_public_id()], salt=_salt(about))


def address_of(ticket: str, user_id: int, about: str = "") -> str:
    """The address that the ticket was drawn for; raises `BadTicket`."""
    try:
        owner, public_id = signing.loads(ticket, salt=_salt(about))
    except signing.BadSignature as error:
        raise BadTicket("Send the form once more.") from error
    if owner != user_id:
        raise BadTicket("Send the form once more.")
    return public_id


def wait_for_twin(public_id: str) -> None:
    """Keep all others from making the record of this address until the end of this transaction.

    For an action that holds no other row before it looks for the record: of two clicks at once, the second waits
    here, and finds what the first has made.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{_SALT}: {public_id}"])


def _salt(about: str) -> str:
    return f"{_SALT} about {about}" if about else _SALT


class TicketField(forms.CharField):
    """The hidden field of a form that makes one record; cleaned, it is the address. Shown again, it is good.

    `about` is the address of what the record will hang on, where what is said there must not count as said elsewhere.
    """

    def __init__(self, user_id: int, *, about: str = "") -> None:
        super().__init__(required=False, widget=forms.HiddenInput, initial=lambda: new_ticket(user_id, about))
        self.user_id, self.about = user_id, about

    def clean(self, value: Any) -> str:
        try:
            return address_of(str(value or ""), self.user_id, self.about)
        except BadTicket as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What goes into the form once more: the same ticket, or another in place of one that is no good."""
        try:
            address_of(str(data or ""), self.user_id, self.about)
        except BadTicket:
            return new_ticket(self.user_id, self.about)
        return data
