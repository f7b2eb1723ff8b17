"""Factories for what people do about overlap cases: decisions, proposals, messages."""

from typing import Any

from django.utils import timezone

from planning.models import Overlap, Settlement
from planning.reports.facts import facts_of_kept
from tests import factories


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
