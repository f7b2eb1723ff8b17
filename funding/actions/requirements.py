"""What a recipient owes for an award: asked for, met, or waived with a reason."""

import datetime as dt

from django.utils import timezone

from accounts.history import change
from accounts.models import User
from funding.models import Allocation, Installment, Requirement

from . import awards
from .refusals import NoReason, WrongStatus, by_now

State = Requirement.State


def require(
    *,
    allocation: Allocation,
    kind: str,
    due_on: dt.date,
    by: User,
    what: str = "",
    installment: Installment | None = None,
    public_id: str = "",
) -> Requirement:
    """Ask for something by a day; a payment of the award may wait for it. `public_id` names it beforehand."""
    with change(by=by, verb="asked for"):
        award = awards.locked(allocation)
        made = Requirement.objects.filter(public_id=public_id).first() if public_id else None
        if made:
            return made
        if award.status in (Allocation.Status.DECLINED, Allocation.Status.CANCELLED):
            raise WrongStatus(f"{by_now(award)} Nobody owes anything for it.")
        if installment and (installment.allocation_id != award.pk or installment.status not in awards.WAITING):
            raise WrongStatus("That payment does not wait any more.")
        facts = {"public_id": public_id} if public_id else {}
        return Requirement.objects.create(
            allocation=award, kind=kind, due_on=due_on, what=what.strip(), installment=installment, **facts
        )


def meet(*, requirement: Requirement, by: User, note: str = "") -> Requirement:
    """It is there: signed, reported, reached. The note says where it is kept."""
    return _settle(State.MET, "met", requirement, by, note)


def waive(*, requirement: Requirement, by: User, note: str) -> Requirement:
    """Do without it; why, stands in the note."""
    if not note.strip():
        raise NoReason("Say why it is waived: an auditor will ask.")
    return _settle(State.WAIVED, "waived", requirement, by, note)


def reopen(*, requirement: Requirement, by: User, note: str) -> Requirement:
    """It was not there after all."""
    if not note.strip():
        raise NoReason("Say why it is open again.")
    with change(by=by, verb="opened again", reason=note.strip()):
        row = _held(requirement)
        if row.state == State.OPEN:
            raise WrongStatus("It is open.")
        row.state, row.settled_on, row.note = State.OPEN, None, note.strip()
        row.save(update_fields=["state", "settled_on", "note"])
        return row


def _settle(state: str, verb: str, requirement: Requirement, by: User, note: str) -> Requirement:
    with change(by=by, verb=verb, reason=note.strip()):
        row = _held(requirement)
        if row.state != State.OPEN:
            raise WrongStatus(f"It is {row.get_state_display().lower()} by now.")
        row.state, row.settled_on, row.note = state, timezone.localdate(), note.strip()
        row.save(update_fields=["state", "settled_on", "note"])
        return row


def _held(requirement: Requirement) -> Requirement:
    awards.locked(Allocation(pk=requirement.allocation_id))
    return Requirement.objects.select_for_update(of=("self",)).get(pk=requirement.pk)
