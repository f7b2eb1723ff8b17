"""What people say about needs: state one, correct a statement by another, withdraw one. Nothing is written over.

Whether somebody may speak for an entity at all, or touch a statement, is answered before, by `voices_of` and
`Need.objects.changeable_by(viewer)`.
"""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django.utils import timezone

from accounts.history import change
from accounts.models import User
from funding.cents import NotWholeCents, cents_of
from funding.models import Need
from funding.reports.voices import Voice
from partners.models import LegalEntity
from states.models import Cycle

CORRECTED = "Corrected by another statement"


class NeedRefused(Exception):
    """Nothing was stated or withdrawn; the text says why, to the person who asked."""


class NotPossible(NeedRefused):
    """A figure below zero, or of a fraction of a cent; or a day that is still to come."""


class WiderThanTold(NeedRefused):
    """Who only heard it cannot share it with everybody: that is for the organization itself to say."""


class AlreadyWithdrawn(NeedRefused):
    """Somebody has withdrawn or corrected it in the meantime."""


class SayWhy(NeedRefused):
    """A statement is withdrawn for a reason that others can read."""


def state_need(
    *,
    entity: LegalEntity,
    cycle: Cycle,
    voice: Voice,
    budget: Decimal,
    raised: Decimal,
    good_as_of: dt.date,
    source: str,
    consent: str,
    by: User,
    public_id: str,
    corrects: Need | None = None,
) -> Need:
    """Keep a statement under this address; sent twice, it is still one. The one that it corrects is withdrawn.

    Raises `NotPossible`, `WiderThanTold`, or `AlreadyWithdrawn` where somebody was faster with the correction.
    """
    _refuse_what_cannot_be(voice, consent, budget, raised, good_as_of)
    with change(by=by, verb="corrected what is needed" if corrects else "stated what is needed"):
        # Of two at once, the second waits here and finds what the first has made.
        LegalEntity.objects.select_for_update(no_key=True).get(pk=entity.pk)
        if made := Need.objects.filter(public_id=public_id).first():
            return made
        if corrects:
            _withdraw(corrects, by=by, reason=CORRECTED)
        return Need.objects.create(
            entity=entity,
            cycle=cycle,
            stated_as=voice.stated_as,
            stated_for=voice.partner,
            budget_usd=budget,
            raised_usd=raised,
            good_as_of=good_as_of,
            source=source,
            consent=consent,
            stated_by=by,
            public_id=public_id,
            corrects=corrects,
        )


def withdraw_need(*, need: Need, by: User, reason: str) -> Need:
    """Let a statement stand no more. It is kept, for those whom it concerns. Raises `SayWhy`, `AlreadyWithdrawn`."""
    if not reason.strip():
        raise SayWhy("Say why it does not hold any more: who has read it will ask.")
    with change(by=by, verb="withdrew what was stated", reason=reason.strip()):
        return _withdraw(need, by=by, reason=reason.strip())


def withdraw_corrected(needs: Iterable[int], *, by: User) -> None:
    """Withdraw these statements (by their keys) inside the change of an import that states others in their place."""
    rows = Need.objects.standing().filter(pk__in=list(needs))
    rows.update(withdrawn_at=timezone.now(), withdrawn_by=by, withdrawn_reason=CORRECTED)


def _withdraw(need: Need, *, by: User, reason: str) -> Need:
    locked = Need.objects.select_for_update(of=("self",)).get(pk=need.pk)
    if locked.withdrawn_at is not None:
        raise AlreadyWithdrawn("Somebody has withdrawn or corrected this statement in the meantime.")
    locked.withdrawn_at, locked.withdrawn_by, locked.withdrawn_reason = timezone.now(), by, reason[:300]
    locked.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    return locked


def _refuse_what_cannot_be(voice: Voice, consent: str, budget: Decimal, raised: Decimal, good_as_of: dt.date) -> None:
    for amount in (budget, raised):
        try:
            cents = cents_of(amount)
        except NotWholeCents as fault:
            raise NotPossible(str(fault)) from fault
        if cents < 0:
            raise NotPossible("An amount cannot be below zero.")
    if good_as_of > timezone.localdate():
        raise NotPossible("A statement describes a day that has been, not one to come.")
    if voice.stated_as == Need.Voice.FUNDER and consent not in Need.HEARD_CONSENTS:
        raise WiderThanTold("Only the organization itself, or staff on its word, can share it with everybody.")
