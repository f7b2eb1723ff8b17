"""The road of an allocation: from a thought to the payment, or off it.

Every step runs in one transaction under a lock of the row, keeps who did it and why, and refuses with a named
exception whose text a person can act on. For funds of ours the money rules, the two reviews and the ledger have
their say in that same transaction. Whether somebody may touch an allocation at all is answered before, by
`Allocation.objects.changeable_by(viewer)`.
"""

from decimal import Decimal
from typing import Final

from django.utils import timezone

from accounts.history import change
from accounts.models import User
from funding.models import Allocation, Requirement, Review
from funding.pipeline import STEPS, Step

from . import awards, chains, colors
from .amounts import need_amount
from .paid_work import check_work_again
from .refusals import NeedsAnother, NoReason, NotReviewed, StillOpen, WrongStatus, by_now
from .second_person import need_another_approver

# At these the money rules are asked, and what they say is kept.
MOMENTS: Final = {
    "recommend": "draft",
    "review": "draft",
    "approve": "approval",
    "commit": "commitment",
    "pay": "payment",
}


def recommend(*, allocation: Allocation, by: User, amount: Decimal | None = None, reason: str = "") -> Allocation:
    """Speak for it, with an amount (the requested one unless another is given)."""
    return _take(STEPS["recommend"], allocation, by=by, reason=reason, amount=amount)


def review(*, allocation: Allocation, by: User, reason: str = "") -> Allocation:
    """Lay it before operations and legal, and before those who decide."""
    return _take(STEPS["review"], allocation, by=by, reason=reason)


def send_back(*, allocation: Allocation, by: User, reason: str) -> Allocation:
    """Out of review, to be worked over: what the reviews said holds no more."""
    return _take(STEPS["send_back"], allocation, by=by, reason=reason)


def approve(*, allocation: Allocation, by: User, amount: Decimal | None = None, reason: str = "") -> Allocation:
    """Decide for it, with an amount (the recommended one unless another is given), as of today."""
    return _take(STEPS["approve"], allocation, by=by, reason=reason, amount=amount)


def commit(*, allocation: Allocation, by: User, reason: str = "") -> Allocation:
    """The agreement is signed, and the money set aside."""
    return _take(STEPS["commit"], allocation, by=by, reason=reason)


def pay(*, allocation: Allocation, by: User, reason: str = "") -> Allocation:
    """All of the money that was not paid before has gone out."""
    return _take(STEPS["pay"], allocation, by=by, reason=reason)


def decline(*, allocation: Allocation, by: User, reason: str) -> Allocation:
    """Decide against it."""
    return _take(STEPS["decline"], allocation, by=by, reason=reason)


def cancel(*, allocation: Allocation, by: User, reason: str) -> Allocation:
    """Take back what was approved or committed, before any of it is paid."""
    return _take(STEPS["cancel"], allocation, by=by, reason=reason)


def give_review(*, allocation: Allocation, side: str, passed: bool, by: User, note: str = "") -> Review:
    """What operations or legal says of an allocation in review; for legal that is counsel."""
    if side == Review.Side.LEGAL and not by.is_counsel:
        raise NeedsAnother("The legal review is counsel's.")
    if not passed and not note.strip():
        raise NoReason("Say what stands against it.")
    with change(by=by, verb=f"reviewed ({side})", reason=note.strip()):
        locked = awards.locked(allocation)
        if locked.status != Allocation.Status.IN_REVIEW or not locked.fund.is_managed:
            raise WrongStatus(f"{by_now(locked)} Reviews are given while it is in review.")
        return Review.objects.create(allocation=locked, side=side, passed=passed, by=by, note=note.strip())


def reviews_since(allocation: Allocation) -> dict[str, Review]:
    """By side, the last review since it came into review. One query."""
    rows = allocation.reviews.filter(made_at__gte=allocation.status_changed_at).select_related("by").order_by("pk")
    return {each.side: each for each in rows} if allocation.status == Allocation.Status.IN_REVIEW else {}


def _take(step: Step, allocation: Allocation, *, by: User, reason: str, amount: Decimal | None = None) -> Allocation:
    if step.needs_reason and not reason.strip():
        raise NoReason(f"Say why before you {step.label.lower()} it: the others on it will ask.")
    with change(by=by, verb=step.done, reason=reason.strip()):
        locked = chains.held_with_source(allocation) if step.code == "approve" else awards.locked(allocation)
        if not step.leaves(locked.status, managed=locked.fund.is_managed):
            raise WrongStatus(f"{by_now(locked)} It cannot be {step.done} from there.")
        if step.amount:
            _settle_amount(locked, step, amount, by)
        if locked.fund.is_managed:
            _guard(step, locked, by)
        was_decided = locked.status in Allocation.DECIDED
        _follow(step, locked, by, reason.strip() or step.done)
        taken = awards.become(locked, step.to)
        if step.code == "approve":
            chains.need_room_behind(taken, by=by)
            chains.need_room_within(taken, by=by)
        if was_decided != (taken.status in Allocation.DECIDED):
            check_work_again([taken.pk], by=by)
        return taken


def _settle_amount(allocation: Allocation, step: Step, amount: Decimal | None, by: User) -> None:
    amount = allocation.best_amount if amount is None else amount
    need_amount(amount)
    if step.amount == "recommended":
        allocation.amount_recommended, allocation.proposed_by = amount, by
    else:
        allocation.amount_approved, allocation.approved_by = amount, by
        allocation.decided_on = timezone.localdate()


def _guard(step: Step, allocation: Allocation, by: User) -> None:
    """What must hold for money of ours before it goes this step."""
    if step.code in MOMENTS:
        colors.hold(allocation, MOMENTS[step.code])
    if step.code == "approve":
        _need_reviews(allocation)
        need_another_approver(allocation, by=by)
    elif step.code == "commit":
        open_ones = allocation.requirements.filter(kind=Requirement.Kind.AGREEMENT, state=Requirement.State.OPEN)
        if open_ones.exists():
            raise StillOpen("The agreement is not signed yet: settle it below first.")


def _need_reviews(allocation: Allocation) -> None:
    given = reviews_since(allocation)
    for side in Review.Side:
        if side not in given:
            raise NotReviewed(f"{side.label} has not reviewed it yet.")
        if not given[side].passed:
            raise NotReviewed(f"{side.label} objects: {given[side].note}")


def _follow(step: Step, allocation: Allocation, by: User, reason: str) -> None:
    """What the step moves besides the status."""
    if step.code == "approve":
        awards.schedule_at_once(allocation)
    elif step.code == "commit":
        awards.set_aside(allocation, by=by, reason=reason)
    elif step.code == "pay":
        awards.pay_the_rest(allocation, by=by, reason=reason)
    elif step.code == "cancel":
        awards.take_off(allocation, by=by, reason=reason)
