"""Changing the amount of an award after its approval: proposed by one, above the fund's limit decided by another."""

from decimal import Decimal
from typing import Final

from django.utils import timezone

from accounts.history import change
from accounts.models import User
from funding.models import Allocation, Amendment, ColorCheck
from mvp_coord.lib import wording
from mvp_coord.lib.constraints import refusing

from . import awards, chains, colors, ledger
from .amounts import need_amount
from .ledger import Said
from .refusals import NeedsAnother, NoReason, WrongStatus, by_now
from .second_person import need_another_for_more

_REFUSALS: Final = {
    "amendment_one_at_a_time": lambda: WrongStatus("Another change of its amount waits for a decision."),
    "amendment_above_the_limit_has_two_people": lambda: NeedsAnother(
        "Above the limit of this fund, another person than the one who proposed the change decides it."
    ),
}


def propose_amendment(*, allocation: Allocation, amount: Decimal, by: User, reason: str) -> Amendment:
    """Propose another amount for an award that is approved or committed."""
    need_amount(amount)
    if not reason.strip():
        raise NoReason("Say why the award changes: who decides will ask.")
    with refusing(_REFUSALS), change(by=by, verb="proposed another amount", reason=reason.strip()):
        award = awards.locked(allocation)
        before = _amendable(award)
        if amount == before:
            raise WrongStatus("That is the amount it has.")
        limit = award.fund.two_people_above_usd if award.fund.is_managed else max(amount, before)
        return Amendment.objects.create(
            allocation=award,
            amount_before=before,
            amount_after=amount,
            limit_usd=limit,
            reason=reason.strip(),
            proposed_by=by,
        )


def approve_amendment(*, amendment: Amendment, by: User, reason: str = "") -> Allocation:
    """The award has the new amount: its parts that wait change in proportion, and the ledger sets aside or free what
    the difference is."""
    with refusing(_REFUSALS), change(by=by, verb="amended", reason=reason.strip() or amendment.reason):
        award, row = _held(amendment)
        before = _amendable(award)
        if before != row.amount_before:
            raise WrongStatus("Its amount is another by now: refuse this change, and propose it anew.")
        paid = awards.paid_so_far(award)
        if row.amount_after < paid:
            raise WrongStatus(f"{wording.amount_exact(paid, award.currency)} of it has been paid: it cannot be less.")
        # Less is always let through: money that the rules hold back by now must be able to come free.
        award.amount_approved = row.amount_after  # what it is held for
        if row.amount_after > before:
            if award.fund.is_managed:
                colors.hold(award, ColorCheck.Moment.APPROVAL)
                need_another_for_more(award, row, by=by)
            # Who stands behind the amount now; those who stood behind more of it go on standing behind less.
            award.proposed_by, award.approved_by = row.proposed_by, by
        _decide(row, Amendment.Status.APPROVED, by)
        _post(award, row, by)
        awards.rescale(award, row.amount_after)
        is_paid = award.status == Allocation.Status.COMMITTED and not awards.waiting(award)
        awards.become(award, Allocation.Status.PAID) if is_paid else award.save()
        if row.amount_after > before:
            chains.need_room_behind(award, by=by)
        else:
            chains.need_room_within(award, by=by)
        return award


def refuse_amendment(*, amendment: Amendment, by: User, reason: str) -> Amendment:
    """The amount stays as it is."""
    if not reason.strip():
        raise NoReason("Say why the amount stays.")
    with change(by=by, verb="refused another amount", reason=reason.strip()):
        _, row = _held(amendment)
        _decide(row, Amendment.Status.REFUSED, by)
        return row


def _decide(row: Amendment, status: str, by: User) -> None:
    row.status, row.decided_by, row.decided_at = status, by, timezone.now()
    row.save(update_fields=["status", "decided_by", "decided_at"])


def _post(award: Allocation, row: Amendment, by: User) -> None:
    if not award.fund.is_managed or award.status != Allocation.Status.COMMITTED:
        return
    said = Said(key=f"amend {row.public_id}", reason=row.reason, by=by, proposed_by=row.proposed_by, approved_by=by)
    difference = row.amount_after - row.amount_before
    with awards.told():
        if difference > 0:
            ledger.set_aside(allocation=award, amount=difference, said=said)
        else:
            ledger.set_free(allocation=award, amount=-difference, said=said)


def _amendable(award: Allocation) -> Decimal:
    if award.status not in awards.AMENDABLE:
        raise WrongStatus(f"{by_now(award)} Only what is decided and not all paid changes.")
    assert award.amount_approved is not None, "a constraint holds it"
    return award.amount_approved


def _held(amendment: Amendment) -> tuple[Allocation, Amendment]:
    award = chains.held_with_source(Allocation(pk=amendment.allocation_id))
    row = Amendment.objects.select_for_update(of=("self",)).select_related("proposed_by").get(pk=amendment.pk)
    if row.status != Amendment.Status.PROPOSED:
        raise WrongStatus(by_now(row))
    return award, row
