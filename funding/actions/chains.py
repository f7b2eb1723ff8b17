"""By which award the money of an allocation came, and how its recipient is meant to pass it on.

A regrant, or the grant of a fiscal sponsor to its project, is the same dollar once more: said here, it counts where
it was first given. Whether somebody may touch an allocation, and may know of the award that is named, is answered
before: by `changeable_by(viewer)` and `funding.reports.passed_on`.
"""

from decimal import Decimal
from typing import Any, Final

from django.utils import timezone

from accounts.history import change
from accounts.models import User
from accounts.visibility import Viewer
from funding.models import Allocation
from funding.pipeline import APART, UNDECIDED
from funding.reports.links import CAME_BY, CAME_BY_NONE, PASSES_ON
from funding.reports.passed_on import PassedOn, passed_on
from mvp_coord.lib import wording
from mvp_coord.lib.constraints import refusing
from partners.viewers import viewer_of

from .colors import check_again
from .paid_work import check_work_again, read_by_insiders
from .refusals import CameByAnother, MoreThanCame, OtherCurrency, SaidMeanwhile, TermsFixed, WrongStatus, by_now


def _runs_in_a_ring() -> CameByAnother:
    """An award that would close a ring of links that one may read is not offered (`awards_behind`). So this tells who
    chose among the offered ones that there are hidden links between, but neither how many they are nor whose."""
    return CameByAnother("This money cannot have come by that award. Choose another one.")


_REFUSALS: Final = {
    "allocation_in_no_ring": _runs_in_a_ring,
    "allocation_not_its_own_parent": _runs_in_a_ring,
}


def say_passed_on(
    *,
    allocation: Allocation,
    parent: Allocation | None,
    seen: int | None,
    regrant_type: str,
    by: User,
    reason: str = "",
) -> Allocation:
    """Say that its money came by this award (None: by none), and how its recipient passes it on ("" where it is not
    meant to).

    `seen` is the key of the award that `by` saw named. An award that he or she may not see stays as it is while none
    is named in its place. Said twice, it is said once.
    """
    wanted = parent.pk if parent else None
    verb = PASSES_ON if wanted == seen else CAME_BY if parent else CAME_BY_NONE
    with refusing(_REFUSALS), change(by=by, verb=verb, reason=reason.strip()):
        rows = _held(allocation.pk, wanted)
        locked, viewer = rows[allocation.pk], viewer_of(by)
        before, is_new = locked.parent_id, _is_new(locked, wanted, seen, viewer)
        if is_new:
            _set_parent(locked, rows[wanted] if wanted else None)
        if not is_new and locked.regrant_type == regrant_type:
            return locked
        locked.regrant_type = regrant_type
        locked.save(update_fields=["parent", "regrant_type", "status_changed_at"])
        if is_new:
            _need_room_behind(locked, viewer)
            _judge_anew(locked, before, by)
        return locked


def need_source(parent: Allocation, *, fund: Any, currency: str) -> None:
    """Whether money out of this fund, in this currency, can have come by that award at all."""
    receiver = parent.entity.partner
    if receiver.pk != fund.owner_id:
        raise CameByAnother(
            f"{receiver} received that award, and {fund} is a fund of {fund.owner}. Choose an award to {fund.owner}."
        )
    if parent.currency != currency:
        raise OtherCurrency(
            f"That award is in {parent.currency}, and this one in {currency}: they are counted apart."
        )
    if parent.status in APART:
        raise CameByAnother(
            f"That award is {parent.get_status_display().lower()}: no money came by it. Choose another."
        )


def held_with_source(allocation: Allocation) -> Allocation:
    """The allocation as it now is, held until the transaction ends, and with it the award that its money came by: of
    two regrants decided at once the second finds what the first has left of it."""
    while True:
        source = Allocation.objects.values_list("parent_id", flat=True).get(pk=allocation.pk)
        found = _held(allocation.pk, source)[allocation.pk]
        if found.parent_id in (None, source):
            return found


def held_source(key: int) -> Allocation:
    """The award that money is about to come by, held until the transaction ends."""
    return _held(key)[key]


def need_room_behind(allocation: Allocation, *, by: User) -> None:
    """That it and the other grants that came by the same award come to no more than came."""
    _need_room_behind(allocation, viewer_of(by))


def need_room_within(award: Allocation, *, by: User) -> None:
    """That no more has been passed on of an award than is approved of it now and did not come back."""
    found = passed_on(viewer_of(by), award.pk)
    if found and found.too_much:
        passed, came, _ = _in_words(found, award)
        raise MoreThanCame(
            f"{passed} of it has been passed on already, and it would be {came}. Amend a grant that came by it "
            "first, or say on the page of one that it did not."
        )


def _held(*keys: int | None) -> dict[int, Allocation]:
    """These allocations as they now are; in the order of their keys, so that nobody waits in a ring."""
    rows = Allocation.objects.select_for_update(of=("self",)).filter(pk__in=[key for key in keys if key])
    return {each.pk: each for each in rows.select_related("fund__owner", "entity__partner").order_by("pk")}


def _is_new(locked: Allocation, wanted: int | None, seen: int | None, viewer: Viewer) -> bool:
    """Whether another award is named than the one that the viewer knows to stand there."""
    if locked.parent_id == wanted:
        return False
    known = Allocation.objects.visible_to(viewer).filter(regrants=locked).values_list("pk", flat=True).first()
    if known not in (seen, wanted):
        raise SaidMeanwhile
    return known != wanted


def way_is_settled(allocation: Allocation) -> WrongStatus | TermsFixed | None:
    """Why another award can no longer be named: none is meant by what was given up, and ours is decided with it."""
    if allocation.status in APART:
        return WrongStatus(f"{by_now(allocation)} No money is meant by it any more.")
    if allocation.fund.is_managed and allocation.status not in UNDECIDED:
        return TermsFixed(
            "It was decided as money that came this way. Cancel it and propose another, if that must change."
        )
    return None


def _set_parent(locked: Allocation, parent: Allocation | None) -> None:
    if settled := way_is_settled(locked):
        raise settled
    if parent:
        need_source(parent, fund=locked.fund, currency=locked.currency)
    # Peers have no reviews here: of their money the day would tell of an award that one may not see.
    if locked.status == Allocation.Status.IN_REVIEW and locked.fund.is_managed:
        locked.status_changed_at = timezone.now()  # what was reviewed was other money
    locked.parent = parent


def _judge_anew(locked: Allocation, before: int | None, by: User) -> None:
    """The money rules look at the whole chain, of what came by this one too; overlaps at who pays for the work."""
    check_again(by=by)
    if locked.status in Allocation.DECIDED:
        # What insiders no longer read behind it is kept in no overlap for them either.
        was_read = before is not None and read_by_insiders(Allocation.objects.filter(pk=before))
        check_work_again([locked.pk], by=by, kept_back=bool(was_read))


def _need_room_behind(allocation: Allocation, viewer: Viewer) -> None:
    """By the figures that the viewer reads: what is kept back refuses nothing, and is told by no refusal."""
    if allocation.parent_id is None or allocation.status not in Allocation.DECIDED:
        return
    found = passed_on(viewer, allocation.parent_id)
    if found and found.too_much:
        passed, came, over = _in_words(found, allocation)
        raise MoreThanCame(
            f"With it, {passed} would be passed on of an award of {came}: {over} more than came. Take less, or "
            "have that award, or a grant that came by it, amended first."
        )


def _in_words(found: PassedOn, allocation: Allocation) -> tuple[str, str, str]:
    def said(amount: Decimal) -> str:
        return wording.amount_exact(amount, allocation.currency)

    came = f"{said(found.approved)}, of which {said(found.back)} came back" if found.back else said(found.approved)
    return said(found.amount), came, said(found.too_much)
