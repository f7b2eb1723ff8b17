"""Asking an organization for a fresh statement of what it needs: a letter to its contacts, a word on their desk."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.history import change
from accounts.models import User
from funding.letters import send_need_letter
from funding.models import NeedAsk
from partners.models import LegalEntity, Membership
from states.models import Cycle

from .needs import NeedRefused


class NobodyToAsk(NeedRefused):
    """No contact of the organization can sign in and state it."""


class AskedLately(NeedRefused):
    """It was asked within a fortnight already."""


def ask_for_statement(*, entity: LegalEntity, cycle: Cycle, by: User) -> NeedAsk:
    """Ask the contacts who may speak for it. Letters and the row that they were asked are one transaction.

    Raises `NobodyToAsk`, and `AskedLately` within a fortnight, so that asking twice writes no second letter.
    """
    members = Membership.objects.filter(partner=entity.partner_id, can_edit=True, user__is_active=True)
    people = [each.user for each in members.filter(user__letters_on=True).select_related("user").order_by("pk")]
    if not people:
        raise NobodyToAsk(f"Nobody at {entity.partner} has an account to state it with: call them.")
    today = timezone.localdate()
    with change(by=by, verb="asked what is needed"):
        try:
            with transaction.atomic():
                ask = NeedAsk.objects.create(
                    entity=entity, cycle=cycle, asked_by=by, asked_on=today, letters=len(people)
                )
        except IntegrityError as twice:
            raise AskedLately(f"{entity.partner} was asked within the last fortnight: give them time.") from twice
        for person in people:
            send_need_letter(person, ask)
    return ask
