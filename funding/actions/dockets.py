"""Preparing a decision meeting, deciding in it, and closing it with its minutes.

What is decided about an allocation is that allocation's own step, taken in the same transaction: a docket says
nothing that the allocation does not say.
"""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django.utils import timezone

from accounts.history import change
from accounts.models import User
from funding.models import Allocation, Docket, DocketItem
from mvp_coord.lib.constraints import refusing

from . import awards, steps
from .refusals import NoReason, StillOpen, WrongStatus, by_now

# What may be put before a meeting: spoken for, and not decided.
READY = (Allocation.Status.RECOMMENDED, Allocation.Status.IN_REVIEW)
Decision = DocketItem.Decision


def open_docket(*, title: str, meets_on: dt.date, by: User, public_id: str = "") -> Docket:
    """Begin to prepare a meeting. `public_id` names it beforehand, so that a form sent twice makes one."""
    taken = {
        "docket_once": lambda: WrongStatus("There is a docket of this name for that day."),
        "funding_docket_public_id_key": lambda: WrongStatus("It was sent twice at once, and is there now."),
    }
    with refusing(taken), change(by=by, verb="opened"):
        made = Docket.objects.filter(public_id=public_id).first() if public_id else None
        facts = {"public_id": public_id} if public_id else {}
        return made or Docket.objects.create(title=title.strip(), meets_on=meets_on, **facts)


def put_on(*, docket: Docket, allocations: Iterable[Allocation], by: User) -> list[DocketItem]:
    """Lay allocations of ours before this meeting; one that is on it already stays as it is."""
    with change(by=by, verb="put on the docket"):
        held = _open(docket)
        # In one order everywhere, so that two who put on the same ones wait for each other and never in a ring.
        return [_put_on(held, each) for each in sorted(allocations, key=lambda each: each.pk)]


def _put_on(docket: Docket, allocation: Allocation) -> DocketItem:
    award = awards.locked(allocation)
    if award.status not in READY or not award.fund.is_managed:
        raise WrongStatus(f"{award.entity}: {by_now(award)} Only what is recommended or in review goes on a docket.")
    other = DocketItem.objects.filter(allocation=award, decision="", docket__closed_at=None).exclude(docket=docket)
    if other.exists():
        raise WrongStatus(f"{award.entity} is on another docket, where it is not decided yet.")
    item, _ = DocketItem.objects.get_or_create(
        docket=docket, allocation=award, defaults={"amount": award.best_amount}
    )
    return item


def take_off(*, item: DocketItem, by: User) -> None:
    """Not for this meeting after all."""
    with change(by=by, verb="took off the docket"):
        held = _item(item)
        if held.decision:
            raise WrongStatus("It is decided.")
        held.delete()


def write_memo(*, item: DocketItem, why_group: str, why_amount: str, why_now: str, by: User) -> DocketItem:
    """Why this group, why this amount, why now; what is asked for is looked up anew."""
    with change(by=by, verb="wrote the memo"):
        held = _item(item)
        if held.decision:
            raise WrongStatus("It is decided: its memo stays as the meeting read it.")
        held.why_group, held.why_amount, held.why_now = why_group.strip(), why_amount.strip(), why_now.strip()
        held.amount = held.allocation.best_amount
        held.save()
        return held


def decide(*, item: DocketItem, decision: str, by: User, amount: Decimal | None = None, note: str = "") -> DocketItem:
    """What the meeting decided: the allocation takes that step now, or is deferred to a later meeting."""
    if decision != Decision.APPROVED and not note.strip():
        raise NoReason("Say why it was declined or deferred.")
    with change(by=by, verb=f"{decision} in the meeting", reason=note.strip()):
        held = _item(item)
        if held.decision:
            raise WrongStatus(f"It is {held.get_decision_display().lower()} by now.")
        if held.allocation.status not in READY:
            raise WrongStatus(f"{by_now(held.allocation)} It was decided elsewhere: take it off the docket.")
        reason = note.strip() or f"Decided at {held.docket.title}"
        if decision == Decision.APPROVED:
            approved = steps.approve(allocation=held.allocation, by=by, amount=amount, reason=reason)
            held.amount_decided = approved.amount_approved
        elif decision == Decision.DECLINED:
            steps.decline(allocation=held.allocation, by=by, reason=reason)
        held.decision, held.note, held.decided_by = decision, note.strip(), by
        held.save()
        return held


def close(*, docket: Docket, attended: str, minutes: str, by: User) -> Docket:
    """The meeting is over: every item has its decision, and the minutes are kept."""
    if not minutes.strip():
        raise NoReason("Write what was said: whoever was not there reads it here.")
    with change(by=by, verb="closed"):
        held = _open(docket)
        waits = held.items.filter(decision="").count()
        if waits:
            raise StillOpen(f"{waits} on it without a decision: approve, decline or defer each.")
        held.attended, held.minutes = attended.strip(), minutes.strip()
        held.closed_at, held.closed_by = timezone.now(), by
        held.save()
        return held


def _open(docket: Docket) -> Docket:
    held = Docket.objects.select_for_update(of=("self",)).get(pk=docket.pk)
    if held.closed_at:
        raise WrongStatus("This docket is closed: it stays as the meeting left it.")
    return held


def _item(item: DocketItem) -> DocketItem:
    _open(Docket(pk=item.docket_id))
    held = (
        DocketItem.objects.select_for_update(of=("self",)).select_related("docket", "allocation").filter(pk=item.pk)
    )
    found = held.first()
    if found is None:
        raise WrongStatus("It is not on the docket any more.")
    return found
