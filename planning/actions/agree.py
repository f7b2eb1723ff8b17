"""How a case is settled by those whose plans meet: somebody proposes, all sides agree, and the plans are changed.

The last agreement, the edits of the plans, the check of what is left and the decision are one transaction and one
change: killed in the middle there is none of it, and undone it is undone whole.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.history import change
from accounts.models import User
from mvp_coord.jobs.locks import wait_for_turn
from mvp_coord.lib.constraints import refusing
from mvp_coord.lib.facts import token_of
from partners.actions.programs import write_activity, write_stand
from partners.actions.refusals import StaleEdit
from partners.models import Activity, Partner
from planning.models import CaseMessage, Overlap, Proposal, ProposalAnswer
from planning.reports.facts import weigh
from planning.reports.last_check import JOB
from planning.reports.world import world_of
from planning.terms import BUDGET, Edit, check_terms, edits_from
from states.models import Constituency, Division

from .refresh import check_now
from .remember import keep_settlement
from .settle import CaseClosed, hold_case, refuse_closed


class NotASide(Exception):
    """This partner's plans are not among those that the proposal covers."""


class PlanChanged(Exception):
    """A plan was changed since the proposal was made, so it cannot be carried out. `activity` is that plan."""

    def __init__(self, activity: Activity) -> None:
        self.activity = activity
        super().__init__(f"The plan of {activity.program.partner} was changed after this was proposed.")


def say(
    overlap: Overlap, *, by: User, partner: Partner | None, text: str, about: Iterable[int], public_id: str
) -> CaseMessage:
    """Say something about a case, for a side or (None) for staff. Sent twice, it is said once."""
    with change(by=by, verb="wrote about the case"):
        kept = hold_case(overlap)  # of two at once, the second finds what the first has said
        made = CaseMessage.objects.filter(public_id=public_id, overlap=kept).first()
        return made or CaseMessage.objects.create(
            overlap=kept, author=by, partner=partner, text=text, about=sorted(about), public_id=public_id
        )


def propose(
    overlap: Overlap,
    *,
    by: User,
    partner: Partner | None,
    decision: str,
    reason: str,
    edits: Sequence[Edit],
    covers: Iterable[int],
    public_id: str,
) -> Proposal:
    """Propose how to settle a case, for a side (which agrees by that), for the state's table (which agrees for
    nobody) or for staff. Sent twice, it is made once.

    Raises `CaseClosed`, and `planning.terms.BadTerms` for terms that do not fit.
    """
    covers = sorted(covers)
    with change(by=by, verb="proposed how to settle the case", reason=reason):
        kept = hold_case(overlap)
        made = Proposal.objects.filter(public_id=public_id, overlap=kept).first()
        if made:
            return made
        refuse_closed(kept, by=by)
        terms = [each.plain() for each in check_terms(decision, edits, covers)]
        facts = {"decision": decision, "reason": reason, "terms": terms, "covers": covers, "public_id": public_id}
        proposal = Proposal.objects.create(overlap=kept, made_by=by, partner=partner, **facts)
        if partner and partner.pk in sides_of(proposal):
            ProposalAnswer.objects.create(proposal=proposal, partner=partner, agrees=True, said_by=by)
    return proposal


def answer_proposal(
    proposal: Proposal, *, by: User, partner: Partner, agrees: bool, note: str = ""
) -> tuple[Proposal, Any]:
    """Say for a side whether it agrees; when all do, it is done. Gives the proposal, and the change's id if it was.

    Raises `CaseClosed` when it is no longer open, `NotASide`, and `PlanChanged`; nothing is written then.
    """
    with transaction.atomic():
        wait_for_turn(JOB)
        kept, proposal = _held(proposal, by)
        sides = sides_of(proposal)
        if partner.pk not in sides:
            raise NotASide
        agreed = set(proposal.answers.filter(agrees=True).values_list("partner_id", flat=True)) | {partner.pk}
        settles = agrees and agreed >= sides
        verb = "settled the case" if settles else "agreed to a proposal" if agrees else "declined a proposal"
        with change(by=by, verb=verb, reason=proposal.reason if settles else note) as change_id:
            ProposalAnswer.objects.update_or_create(
                proposal=proposal, partner=partner, defaults={"agrees": agrees, "note": note, "said_by": by}
            )
            if settles:
                _settle(kept, proposal, by)
            elif not agrees:
                _close(proposal, Proposal.Status.DECLINED, by)
    return proposal, change_id if settles else None


def withdraw_proposal(proposal: Proposal, *, by: User) -> Proposal:
    """Those who made it think otherwise. Raises `CaseClosed` when it is no longer open."""
    with change(by=by, verb="withdrew a proposal"):
        _, proposal = _held(proposal, by)
        _close(proposal, Proposal.Status.WITHDRAWN, by)
    return proposal


def sides_of(proposal: Proposal) -> set[int]:
    """The partners whose plans it covers: each must agree."""
    plans = Activity.objects.filter(pk__in=proposal.covers)
    return set(plans.order_by().values_list("program__partner_id", flat=True))


def _settle(kept: Overlap, proposal: Proposal, by: User) -> None:
    covers = set(proposal.covers)
    before = weigh(world_of(covers), covers, kept)
    states = {kept.state_id} | _states_of(covers)
    for edit in edits_from(proposal.terms):
        _carry_out(edit, by)
    states |= _states_of(covers)
    check_now(None if None in states else {state for state in states if state})
    kept.refresh_from_db()
    now = weigh(world_of(covers), covers, kept)
    proposal.settlement = keep_settlement(
        kept,
        decision=proposal.decision,
        reason=proposal.reason,
        by=by,
        covers=covers,
        before=before,
        now=now,
    )
    _close(proposal, Proposal.Status.ACCEPTED, by)
    # Whoever reads another proposal reads by what it was overtaken: what rests on further plans does not say so.
    others = Proposal.objects.filter(overlap=kept, status=Proposal.Status.OPEN, covers__contains=proposal.covers)
    for other in others.order_by("pk"):
        _close(other, Proposal.Status.OVERTAKEN, by)


def _states_of(activities: set[int]) -> set[str | None]:
    return set(Activity.objects.filter(pk__in=activities).order_by().values_list("division__state_id", flat=True))


def _carry_out(edit: Edit, by: User) -> None:
    activity = Activity.objects.select_related("program__partner").get(pk=edit.activity)
    if edit.cancels:
        write_stand(activity, by=by, is_cancelled=True)
        return
    # What it leaves as it is may have changed so that both together cannot be: its first day is after the last one.
    changed = partial(PlanChanged, activity)
    try:
        with refusing(dict.fromkeys(("activity_ends_after_start", "activity_in_this_century"), changed)):
            facts = {name: _value(name, value) for name, value in edit.facts.items()}
            write_activity(activity, by=by, facts=facts, seen=token_of(edit.seen))
    except StaleEdit as refusal:
        raise PlanChanged(activity) from refusal


def _value(name: str, value: Any) -> Any:
    if name == "division":
        return Division.objects.get(pk=value)
    if name == "constituencies":
        return list(Constituency.objects.filter(pk__in=value).order_by("pk"))
    if name == BUDGET and value is not None:
        return Decimal(value)
    return dt.date.fromisoformat(value) if name.endswith("_on") else value


def _held(proposal: Proposal, by: User) -> tuple[Overlap, Proposal]:
    """The case and its proposal, held; the case first, so that two who answer at once wait for each other there."""
    kept = hold_case(proposal.overlap)
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if proposal.status != Proposal.Status.OPEN:
        raise CaseClosed(f"This proposal is no longer open: {proposal.get_status_display().lower()}.")
    refuse_closed(kept, by=by)
    return kept, proposal


def _close(proposal: Proposal, status: str, by: User) -> None:
    proposal.status, proposal.closed_at, proposal.closed_by = status, timezone.now(), by
    proposal.save(update_fields=["status", "closed_at", "closed_by", "settlement"])
