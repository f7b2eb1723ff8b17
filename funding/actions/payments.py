"""Paying an award part by part: when each is due, who lets it go, that it went, and that it came back."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from django.utils import timezone

from accounts.history import change
from accounts.models import User
from funding.cents import cents_of, dollars_of, split
from funding.models import Allocation, ColorCheck, Installment, Move
from mvp_coord.lib import wording

from . import awards, colors, ledger
from .amounts import need_amount
from .ledger import Said
from .refusals import NoReason, PartsDoNotAddUp, WrongStatus, by_now

Status = Installment.Status
MOST_PARTS: Final = 60


def evenly(amount: Decimal, *, parts: int, first: dt.date, months: int) -> list[tuple[dt.date, Decimal]]:
    """An amount in equal parts by the largest remainder, so many months apart; pure. A day that a month does not have
    becomes its last."""
    shares = split(cents_of(amount), [1] * parts)
    return [(_months_on(first, months * at), dollars_of(cents)) for at, cents in enumerate(shares)]


def reschedule(
    *, allocation: Allocation, parts: Sequence[tuple[dt.date, Decimal]], by: User, reason: str = ""
) -> list[Installment]:
    """Pay what is still to be paid in these parts, each on its day."""
    with change(by=by, verb="scheduled", reason=reason):
        award = awards.locked(allocation)
        if award.status not in awards.AMENDABLE:
            raise WrongStatus(by_now(award))
        for _, amount in parts:
            need_amount(amount)
        assert award.amount_approved is not None, "it is decided"
        rest = award.amount_approved - awards.paid_so_far(award)
        left = wording.amount_exact(rest, award.currency)
        if not parts or len(parts) > MOST_PARTS or sum(amount for _, amount in parts) != rest:
            raise PartsDoNotAddUp(f"At most {MOST_PARTS} parts come to the {left} that is still to be paid.")
        return awards.schedule(award, parts)


def approve_payment(*, installment: Installment, by: User, reason: str = "") -> Installment:
    """Let this part be paid."""
    with change(by=by, verb="approved for payment", reason=reason):
        award, part = _held(installment)
        if award.status not in awards.AMENDABLE:
            raise WrongStatus(by_now(award))
        if part.status != Status.SCHEDULED:
            raise WrongStatus(by_now(part))
        part.status, part.approved_by = Status.APPROVED, by
        part.save(update_fields=["status", "approved_by"])
        return part


def pay_part(*, installment: Installment, by: User, on: dt.date | None = None, reason: str = "") -> Allocation:
    """This part has gone out on that day (today unless told otherwise). With the last one, the award is paid."""
    on = on or timezone.localdate()
    if on > timezone.localdate():
        raise WrongStatus("A payment is entered on the day that it goes out, or later.")
    if installment.allocation.decided_on and on < installment.allocation.decided_on:
        raise WrongStatus("Nothing is paid before the day of the approval.")
    with change(by=by, verb="paid in part", reason=reason):
        award, part = _held(installment)
        if award.status != Allocation.Status.COMMITTED:
            raise WrongStatus(f"{by_now(award)} A payment goes out of a committed award.")
        if part.status not in awards.WAITING:
            raise WrongStatus(by_now(part))
        if award.fund.is_managed:
            colors.hold(award, ColorCheck.Moment.PAYMENT)
        awards.settle(part, award, by=by, reason=reason.strip() or "paid", on=on)
        return award if awards.waiting(award) else awards.become(award, Allocation.Status.PAID)


def undo_payment(*, installment: Installment, by: User, reason: str) -> Allocation:
    """The payment did not happen, or bounced: the ledger takes it back by its mirror, and the part waits again."""
    if not reason.strip():
        raise NoReason("Say what happened to the payment: the books keep it.")
    with change(by=by, verb="took a payment back", reason=reason.strip()):
        award, part = _held(installment)
        if part.status != Status.PAID or award.status not in (Allocation.Status.COMMITTED, Allocation.Status.PAID):
            raise WrongStatus(by_now(part))
        if Move.objects.waiting().filter(award=award).exists():
            raise WrongStatus("Somebody says that money of it came back, which waits: post or refuse that first.")
        posted = awards.payments_of(part).first()
        if posted:
            said = Said(
                key=f"undo {posted.key}",
                reason=reason,
                by=by,
                proposed_by=posted.actor,  # above the limit, another person than who paid takes it back
                approved_by=by,
            )
            with awards.told():
                ledger.reverse(posted=posted, said=said)
        part.status, part.paid_on, part.approved_by = Status.SCHEDULED, None, None
        part.save(update_fields=["status", "paid_on", "approved_by"])
        is_paid = award.status == Allocation.Status.PAID
        return awards.become(award, Allocation.Status.COMMITTED) if is_paid else award


def _held(installment: Installment) -> tuple[Allocation, Installment]:
    """The award, then its part: in this order everywhere, so that two wait for each other and never in a ring."""
    award = awards.locked(Allocation(pk=installment.allocation_id))
    parts = Installment.objects.select_for_update(of=("self",)).select_related("approved_by")
    return award, parts.get(pk=installment.pk)


def _months_on(first: dt.date, months: int) -> dt.date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    days = (dt.date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - dt.date(year, month + 1, 1)).days
    return dt.date(year, month + 1, min(first.day, days))
