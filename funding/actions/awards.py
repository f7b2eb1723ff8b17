"""What happens to an award once it is decided: its installments, and for funds of ours the ledger beneath them.

Every function here runs inside the transaction and the lock of the action that calls it.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Final

from django.db import models
from django.db.models import Sum
from django.utils import timezone

from accounts.models import User
from funding.cents import cents_of, dollars_of, split
from funding.models import Account, Allocation, Balance, Installment, Requirement, Transaction
from mvp_coord.lib import wording

from . import ledger
from .ledger import LedgerRefused, Said
from .refusals import MoneyMissing, NeedsAnother, StillOpen, WrongStatus
from .second_person import need_another_payer

Status = Installment.Status
WAITING: Final = (Status.SCHEDULED, Status.APPROVED)
# Decided and not all paid: here the amount and the parts may change.
AMENDABLE: Final = (Allocation.Status.APPROVED, Allocation.Status.COMMITTED)


def locked(allocation: Allocation) -> Allocation:
    """The allocation as it now is, held until the transaction ends."""
    return Allocation.objects.select_for_update(of=("self",)).select_related("fund").get(pk=allocation.pk)


def become(allocation: Allocation, status: str) -> Allocation:
    """Give it a status from now on, and write all that was changed about it."""
    allocation.status, allocation.status_changed_at = status, timezone.now()
    allocation.save()
    return allocation


def waiting(allocation: Allocation) -> list[Installment]:
    """Its installments that are neither paid nor cancelled, the first due first."""
    return list(allocation.installments.filter(status__in=WAITING))


def paid_so_far(allocation: Allocation) -> Decimal:
    """What of the award has been paid, in its currency."""
    return allocation.installments.filter(status=Status.PAID).aggregate(sum=Sum("amount"))["sum"] or Decimal(0)


def schedule_at_once(allocation: Allocation) -> None:
    """All of it is due today, unless somebody says otherwise."""
    assert allocation.amount_approved is not None, "it has just been approved"
    schedule(allocation, [(timezone.localdate(), allocation.amount_approved)])


def schedule(allocation: Allocation, parts: Sequence[tuple[dt.date, Decimal]]) -> list[Installment]:
    """These parts stand in place of those that were still waiting. What a payment waited for, the last one waits for
    now; with no part left, it is owed all the same, and nothing waits for it."""
    before = waiting(allocation)
    _cancel(before)
    made = [Installment.objects.create(allocation=allocation, due_on=on, amount=amount) for on, amount in parts]
    _wait_instead(before, made[-1] if made else None)
    return made


def _cancel(parts: Sequence[Installment]) -> None:
    for each in parts:
        each.status, each.approved_by = Status.CANCELLED, None
        each.save(update_fields=["status", "approved_by"])


def _wait_instead(gone: Sequence[Installment], last: Installment | None) -> None:
    for owed in Requirement.objects.filter(installment__in=gone, state=Requirement.State.OPEN):
        owed.installment = last
        owed.save(update_fields=["installment"])


def set_aside(allocation: Allocation, *, by: User, reason: str) -> None:
    """The award's money is committed, where the fund is ours."""
    if not allocation.fund.is_managed:
        return
    assert allocation.amount_approved is not None, "only an approved award is committed"
    said = Said(
        key=f"commit {allocation.public_id}",
        reason=reason,
        by=by,
        proposed_by=allocation.proposed_by,
        approved_by=allocation.approved_by,
    )
    with told():
        ledger.set_aside(allocation=allocation, amount=allocation.amount_approved, said=said)


def pay_the_rest(allocation: Allocation, *, by: User, reason: str) -> None:
    """Every installment that waits is paid today."""
    if not allocation.installments.exists():
        schedule_at_once(allocation)
    for each in waiting(allocation):
        settle(each, allocation, by=by, reason=reason, on=timezone.localdate())


def settle(installment: Installment, allocation: Allocation, *, by: User, reason: str, on: dt.date) -> None:
    """One installment has been paid: the ledger first, which may refuse."""
    open_one = installment.requirements.filter(state="open").first()
    if open_one:
        raise StillOpen(f"This payment waits for: {open_one.get_kind_display().lower()} {open_one.what}".strip())
    if allocation.fund.is_managed:
        need_another_payer(installment, allocation, by=by)
        said = Said(
            key=f"pay {installment.public_id} {payments_of(installment).count() + 1}",
            reason=reason,
            by=by,
            proposed_by=installment.approved_by or allocation.approved_by,
            approved_by=by,
        )
        with told():
            ledger.pay_out(allocation=allocation, amount=installment.amount, said=said)
    installment.status, installment.paid_on = Status.PAID, on
    installment.save(update_fields=["status", "paid_on"])


def payments_of(installment: Installment) -> models.QuerySet[Transaction]:
    """The postings by which it was paid, the last first; more than one where a payment was taken back."""
    return Transaction.objects.filter(key__startswith=f"pay {installment.public_id} ").order_by("-pk")


def take_off(allocation: Allocation, *, by: User, reason: str) -> None:
    """Nothing more is paid of it, and what was set aside is available again."""
    if paid := paid_so_far(allocation):
        said_paid = wording.amount_exact(paid, allocation.currency)
        raise WrongStatus(f"{said_paid} of it has been paid: amend the award to that amount.")
    schedule(allocation, [])
    held = Balance.objects.filter(account__allocation=allocation, account__bucket=Account.Bucket.COMMITTED).first()
    if held and held.cents:
        said = Said(key=f"cancel {allocation.public_id}", reason=reason, by=by)
        with told():
            ledger.set_free(allocation=allocation, amount=dollars_of(held.cents), said=said)


def rescale(allocation: Allocation, amount: Decimal) -> None:
    """The parts that wait are changed in proportion, so that all of them come to the new amount of the award."""
    rest = cents_of(amount - paid_so_far(allocation))
    parts = waiting(allocation)
    if not parts and rest:
        schedule(allocation, [(timezone.localdate(), dollars_of(rest))])
        return
    shares = split(rest, [cents_of(each.amount) for each in parts]) if parts else []
    kept = [(each, cents) for each, cents in zip(parts, shares, strict=True) if cents]
    gone = [each for each, cents in zip(parts, shares, strict=True) if not cents]
    for each, cents in kept:
        each.amount, each.status, each.approved_by = dollars_of(cents), Status.SCHEDULED, None
        each.save(update_fields=["amount", "status", "approved_by"])
    _cancel(gone)
    _wait_instead(gone, kept[-1][0] if kept else None)


@contextmanager
def told() -> Iterator[None]:
    """What the ledger refuses, as a refusal of the allocation."""
    try:
        yield
    except ledger.NeedsSecondPerson as refusal:
        raise NeedsAnother("Above its fund's limit, another person than the one who let it get here.") from refusal
    except LedgerRefused as refusal:
        raise MoneyMissing(str(refusal)) from refusal
