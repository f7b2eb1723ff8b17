"""What people do about a gap: ask somebody to fill it, make it a program, leave it with a reason, open it again."""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from accounts.history import change
from accounts.models import User
from accounts.visibility import Viewer, Visibility
from funding.models import Need
from partners.actions.programs import add_activity, add_program
from partners.models import LegalEntity, Partner, Program
from planning.models import Gap, GapAsk
from states.models import Cycle, Priority, State

from .settle import ReasonMissing

Status = Gap.Status
# What is missing: the people of a priority, a role in a state, or what an entity needs for a cycle.
Subject = Priority | tuple[State, str] | tuple[LegalEntity, Cycle]


class GapMoved(Exception):
    """Somebody else has decided about this gap in the meantime."""


class CannotKnow(Exception):
    """The partner may not know of the priority, so it cannot be asked to work on it."""


class OwnNeed(Exception):
    """The need is the partner's own: it has said what it lacks, and cannot be asked to give it."""


def offer_gap(*, of: Subject, to: Partner, by: User, seen: str, reason: str = "") -> Gap:
    """Ask a partner to fill a gap: from now on its contacts see that they were asked, and the words of `reason`.

    `seen` is the status that the asker saw. Raises `GapMoved` where it is another by now, `CannotKnow` for a priority
    or need that this partner may not see, and `OwnNeed` for its own.
    """
    _refuse_its_own(of, to)
    with change(by=by, verb="offered the gap", reason=reason):
        gap = _held(of, seen)
        _refuse_if_hidden(of, to)
        _decide(gap, by, status=Status.OFFERED, offered_to=to, program=None, reason=reason.strip())
        GapAsk.objects.create(gap=gap, partner=to, words=reason.strip(), asked_by=by)
        return gap


def set_gap_aside(*, of: Subject, by: User, seen: str, reason: str, facts: dict[str, Any] | None = None) -> Gap:
    """Leave a gap as it is, for a reason, until its `facts` have changed (`planning.gaps.memory`). Raises
    `ReasonMissing` and `GapMoved`."""
    if not reason.strip():
        raise ReasonMissing("Say why it is left, so that nobody has to ask again.")
    with change(by=by, verb="set the gap aside", reason=reason):
        gap = _held(of, seen)
        why = {"reason": reason.strip(), "facts": facts or {}}
        return _decide(gap, by, status=Status.SET_ASIDE, offered_to=None, program=None, **why)


def make_gap_a_program(
    *,
    of: Priority,
    partner: Partner,
    by: User,
    seen: str,
    program: dict[str, Any],
    activity: dict[str, Any],
    key: str,
) -> Program:
    """Write the work that would fill a gap into a partner's plan, as an idea, in one transaction with the decision.

    `key` makes it once, however often it is sent. Raises `GapMoved`, and what adding a program raises.
    """
    with change(by=by, verb="made the gap a program"):
        made = Program.objects.filter(public_id=key, filled_gaps__isnull=False).first()
        if made:
            return made
        gap = _held(of, seen)
        idea = add_program(partner, by=by, facts={**program, "status": Program.Status.IDEA}, public_id=key)
        add_activity(idea, by=by, facts=activity, public_id=key)
        _decide(gap, by, status=Status.PROGRAM, offered_to=gap.offered_to, program=idea, reason=gap.reason)
        return idea


def reopen_gap(*, of: Subject, by: User, seen: str, reason: str) -> Gap:
    """Look at it anew; what was decided stays in the history. Raises `ReasonMissing` and `GapMoved`."""
    if not reason.strip():
        raise ReasonMissing("Say why it needs another look.")
    with change(by=by, verb="opened the gap again", reason=reason):
        gap = _held(of, seen)
        return _decide(gap, by, status=Status.OPEN, offered_to=None, program=None, reason="")


def _held(of: Subject, seen: str) -> Gap:
    """The row of this gap, made where there is none, locked. Raises `GapMoved` where it no longer stands as seen."""
    names = _names(of)
    Gap.objects.get_or_create(**names)
    gap = Gap.objects.select_for_update(of=("self",)).select_related("offered_to", "decided_by").get(**names)
    if gap.status != seen:
        who = f" by {gap.decided_by}" if gap.decided_by else ""
        raise GapMoved(f"It stands otherwise by now: {gap.get_status_display().lower()}{who}.")
    return gap


def _names(of: Subject) -> dict[str, Any]:
    if isinstance(of, Priority):
        return {"priority": of}
    thing, which = of
    return {"state": thing, "role": which} if isinstance(thing, State) else {"entity": thing, "cycle": which}


def _refuse_its_own(of: Subject, to: Partner) -> None:
    if not isinstance(of, Priority) and isinstance(of[0], LegalEntity) and of[0].partner_id == to.pk:
        raise OwnNeed(f"This is what {to} itself needs: ask somebody who could give it.")


def _refuse_if_hidden(of: Subject, to: Partner) -> None:
    """Nobody is asked about what they may not know."""
    if isinstance(of, Priority) and not _may_know(of, to):
        level = Visibility(of.visibility).label.lower()
        raise CannotKnow(f"This priority is shown to {level} only. Share it with partners first, then ask {to}.")
    if not isinstance(of, Priority) and isinstance(of[0], LegalEntity):
        its_own = frozenset({to.pk})
        funds = its_own if to.kind == Partner.Kind.PEER_FUNDER else frozenset()
        contact = Viewer(user_id=0, partner_ids=its_own, funder_ids=funds)
        if not Need.objects.visible_to(contact).filter(entity=of[0], cycle=of[1]).exists():
            raise CannotKnow(f"{of[0].partner} has not let us share its need with {to}: ask for its consent first.")


def _decide(gap: Gap, by: User, **facts: Any) -> Gap:
    """Write it down. What was asked before is over with it."""
    gap.asks.standing().update(ended_at=timezone.now())  # type: ignore[attr-defined]
    facts = {"facts": {}, **facts}
    for name, value in facts.items():
        setattr(gap, name, value)
    gap.decided_by, gap.decided_at = by, timezone.now()
    gap.save(update_fields=[*facts, "decided_by", "decided_at"])
    return gap


def _may_know(priority: Priority, partner: Partner) -> bool:
    """Whether contacts of this partner see the priority by its level."""
    if priority.visibility == Visibility.FUNDERS:
        return partner.kind == Partner.Kind.PEER_FUNDER
    if priority.visibility == Visibility.TABLE:
        at_home = Q(partner_states__state=priority.division.state_id)
        return Partner.objects.filter(at_home, pk=partner.pk).exists()
    return priority.visibility == Visibility.PARTNERS
