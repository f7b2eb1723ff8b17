"""Factories for what people do about overlap cases: decisions, proposals, messages."""

import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.models import User
from mvp_coord.lib.public_id import new_public_id
from partners.models import Activity, Partner
from planning.actions import propose, say
from planning.models import CaseLetter, CaseMessage, Overlap, Proposal, Settlement
from planning.reports.facts import facts_of_kept
from tests import factories


def plan_of(partner: Partner, **facts: Any) -> Activity:
    """Doors in Pima County that partners may read: two such plans are above the band."""
    program = factories.make_program(partner, name=f"{partner} doors", visibility="partners")
    facts = {"universe": 200_000, "attempts_planned": 640_000, "budget_usd": 1_920_000, **facts}
    return factories.make_activity(program, **facts)


def make_settlement(overlap: Overlap | None = None, **facts: Any) -> Settlement:
    """Keep both, decided by a colleague for all members and in force, unless told otherwise."""
    overlap = overlap or factories.make_overlap()
    facts = {"decision": "keep_both", "reason": "Lists were exchanged.", "decided_at": timezone.now(), **facts}
    facts.setdefault("covers", list(overlap.members.values_list("activity_id", flat=True)))
    plain = facts_of_kept(overlap).plain()
    facts = {
        "decided_by": facts.pop("decided_by", None) or factories.make_user(),
        "facts": plain,
        "facts_alone": plain,
        **facts,
    }
    settlement = Settlement.objects.create(overlap=overlap, **facts)
    if settlement.ended_at is None:
        Overlap.objects.filter(pk=overlap.pk).update(settlement=settlement)
    return settlement


def make_proposal(overlap: Overlap | None = None, partner: Partner | None = None, **facts: Any) -> Proposal:
    """Keep both, proposed by staff to all members, unless told otherwise."""
    overlap = overlap or factories.make_overlap()
    facts = {"decision": "keep_both", "reason": "Lists are exchanged.", "edits": (), **facts}
    facts.setdefault("covers", list(overlap.members.values_list("activity_id", flat=True)))
    by = facts.pop("by", None) or factories.make_user()
    return propose(overlap, by=by, partner=partner, public_id=new_public_id(), **facts)


def make_message(overlap: Overlap | None = None, partner: Partner | None = None, **facts: Any) -> CaseMessage:
    """A word by staff about all members, unless told otherwise."""
    overlap = overlap or factories.make_overlap()
    facts = {"text": "Who takes the east side?", **facts}
    facts.setdefault("about", list(overlap.members.values_list("activity_id", flat=True)))
    by = facts.pop("by", None) or factories.make_user()
    return say(overlap, by=by, partner=partner, public_id=new_public_id(), **facts)


def make_case_letter(user: User | None = None, **facts: Any) -> CaseLetter:
    """A letter of today that told of one case."""
    user, now = user or factories.make_user(), timezone.now()
    facts = {"news": ["found:1"], "sent_on": now.date(), "expires_at": now + dt.timedelta(days=14), **facts}
    return CaseLetter.objects.create(user=user, address=user.email, digest=new_public_id(), **facts)
