"""What people do with allocations: propose them, move them along the road, release them to the recipient.

Every one runs in one transaction under a lock of the row, keeps who did it and why, and refuses with a named
exception whose text a person can act on. Whether somebody may touch an allocation at all is answered before, by
`Allocation.objects.changeable_by(viewer)`.
"""

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from accounts.history import change
from accounts.models import User
from accounts.visibility import Visibility
from funding.cents import NotWholeCents, cents_of
from funding.models import Allocation, Fund
from funding.pipeline import STEPS, UNDECIDED, Step
from mvp_coord.lib.public_id import new_public_id
from partners.models import LegalEntity, Program


class AllocationRefused(Exception):
    """An allocation stays as it is; the text says why, to the person who asked."""


class WrongStatus(AllocationRefused):
    """The step does not lead on from where the allocation is by now."""


class NoReason(AllocationRefused):
    """Declining and cancelling need a reason that others can read."""


class AmountMissing(AllocationRefused):
    """The step settles an amount, and none that is more than zero was given."""


class NotTheRecipientsProgram(AllocationRefused):
    """The program is not one of the partner whose entity would receive the money."""


class NotYetApproved(AllocationRefused):
    """Only an approved amount can be shown to the recipient."""


class TermsFixed(AllocationRefused):
    """What was approved is not rewritten; it is cancelled, and another one proposed."""


class SharedTooNarrowly(AllocationRefused):
    """Amounts are kept back only by a peer, of its own intents: what is decided may be opened, never narrowed."""


def propose(
    *,
    fund: Fund,
    entity: LegalEntity,
    amount: Decimal,
    by: User,
    program: Program | None = None,
    purpose: str = "",
    currency: str = "USD",
    visibility: str = Visibility.STAFF,
    shared_as: str = Allocation.SharedAs.EXACT,
    public_id: str = "",
    reason: str = "",
) -> Allocation:
    """Put an idea on the list: an exploring allocation, which is shown and never counted.

    `public_id` may name it beforehand, so that a form sent twice makes one.
    """
    if program and program.partner_id != entity.partner_id:
        raise NotTheRecipientsProgram(f"{program} is not a program of {entity.partner}.")
    _need_amount(amount)
    _need_a_peers(fund, shared_as)
    with change(by=by, verb="proposed", reason=reason):
        # Of two at once, the second waits here and finds what the first has made.
        LegalEntity.objects.select_for_update(no_key=True).get(pk=entity.pk)
        made = Allocation.objects.filter(public_id=public_id).first() if public_id else None
        if made:
            return made
        return Allocation.objects.create(
            fund=fund,
            entity=entity,
            program=program,
            amount_requested=amount,
            currency=currency,
            purpose=purpose,
            visibility=visibility,
            shared_as=shared_as,
            public_id=public_id or new_public_id(),
        )


def recommend(*, allocation: Allocation, by: User, amount: Decimal | None = None, reason: str = "") -> Allocation:
    """Speak for it, with an amount (the requested one unless another is given)."""
    return _take(STEPS["recommend"], allocation, by=by, reason=reason, amount=amount)


def review(*, allocation: Allocation, by: User, reason: str = "") -> Allocation:
    """Lay it before those who decide."""
    return _take(STEPS["review"], allocation, by=by, reason=reason)


def approve(*, allocation: Allocation, by: User, amount: Decimal | None = None, reason: str = "") -> Allocation:
    """Decide for it, with an amount (the recommended one unless another is given), as of today."""
    return _take(STEPS["approve"], allocation, by=by, reason=reason, amount=amount)


def commit(*, allocation: Allocation, by: User, reason: str = "") -> Allocation:
    """The agreement is signed and the money set aside."""
    return _take(STEPS["commit"], allocation, by=by, reason=reason)


def pay(*, allocation: Allocation, by: User, reason: str = "") -> Allocation:
    """The money has gone out."""
    return _take(STEPS["pay"], allocation, by=by, reason=reason)


def decline(*, allocation: Allocation, by: User, reason: str) -> Allocation:
    """Decide against it."""
    return _take(STEPS["decline"], allocation, by=by, reason=reason)


def cancel(*, allocation: Allocation, by: User, reason: str) -> Allocation:
    """Take back what was approved or committed, before it is paid."""
    return _take(STEPS["cancel"], allocation, by=by, reason=reason)


def release(*, allocation: Allocation, by: User, on: dt.date | None = None, reason: str = "") -> Allocation:
    """Let the recipient see it from that day on (today unless told otherwise)."""
    with change(by=by, verb="released to the recipient", reason=reason):
        locked = Allocation.objects.select_for_update(of=("self",)).get(pk=allocation.pk)
        if locked.amount_approved is None:
            raise NotYetApproved("The recipient can see an allocation only once its amount is approved.")
        locked.released_on = on or timezone.localdate()
        locked.save(update_fields=["released_on"])
        return locked


def revise(
    *,
    allocation: Allocation,
    by: User,
    purpose: str,
    restriction: str,
    visibility: str,
    shared_as: str = "",
    reason: str = "",
) -> Allocation:
    """Reword what it is for, or change who can see it and how exactly ("" leaves that as it is).

    The wording of what was approved stays as it is, and its amounts are never kept back further than before.
    """
    with change(by=by, verb="revised", reason=reason):
        locked = Allocation.objects.select_for_update(of=("self",)).select_related("fund").get(pk=allocation.pk)
        if shared_as and shared_as != locked.shared_as:
            _need_a_peers(locked.fund, shared_as)
            _need_no_narrowing(locked, shared_as)
            locked.shared_as = shared_as
        if (locked.purpose, locked.restriction) != (purpose, restriction) and locked.status not in UNDECIDED:
            raise TermsFixed("What it is for was decided. Cancel it and propose another, if that must change.")
        locked.purpose, locked.restriction, locked.visibility = purpose, restriction, visibility
        locked.save(update_fields=["purpose", "restriction", "visibility", "shared_as"])
        return locked


def _take(step: Step, allocation: Allocation, *, by: User, reason: str, amount: Decimal | None = None) -> Allocation:
    if step.ends and not reason.strip():
        raise NoReason(f"Say why before you {step.code} it: the others on it will ask.")
    with change(by=by, verb=step.done, reason=reason.strip()):
        locked = Allocation.objects.select_for_update(of=("self",)).select_related("fund").get(pk=allocation.pk)
        if not step.leaves(locked.status, managed=locked.fund.is_managed):
            now = locked.get_status_display().lower()
            raise WrongStatus(f"It is {now} by now, and cannot be {step.done} from there.")
        if step.amount:
            _settle_amount(locked, step, amount)
        locked.status, locked.status_changed_at = step.to, timezone.now()
        locked.save()
        return locked


def _settle_amount(allocation: Allocation, step: Step, amount: Decimal | None) -> None:
    if amount is None:
        amount = allocation.best_amount
    _need_amount(amount)
    if step.amount == "recommended":
        allocation.amount_recommended = amount
    else:
        allocation.amount_approved = amount
        allocation.decided_on = timezone.localdate()


def _need_a_peers(fund: Fund, shared_as: str) -> None:
    if fund.is_managed and shared_as != Allocation.SharedAs.EXACT:
        raise SharedTooNarrowly(f"{fund} is managed here: what it gives is shared in exact amounts.")


def _need_no_narrowing(allocation: Allocation, shared_as: str) -> None:
    order = Allocation.SharedAs.values
    if allocation.status not in UNDECIDED and order.index(shared_as) > order.index(allocation.shared_as):
        raise SharedTooNarrowly(
            "It is decided: others may reckon with it. Its amount can be shared more openly only."
        )


def _need_amount(amount: Decimal) -> None:
    try:
        cents = cents_of(amount)
    except NotWholeCents as fault:
        raise AmountMissing(str(fault)) from fault
    if cents <= 0:
        raise AmountMissing("Give an amount of more than zero.")
