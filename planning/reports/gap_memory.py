"""Where a gap stands for a viewer: what was decided, unless what it rested on has grown since."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch

from accounts.visibility import Viewer
from partners.models import Partner, Program
from planning import gaps
from planning.gaps.memory import grown
from planning.material import FactChange
from planning.models import Gap, GapAsk

Facts = dict[str, Any]
# What was decided: by the id of a priority, by state and role, or by the ids of an entity and a cycle.
Kept = Mapping[Hashable, Gap]
# Facts are kept once for each way of reading plans that staff have: counsel reads coordinated ones, too.
READINGS = {
    "staff": Viewer(is_staff=True),
    "counsel": Viewer(is_staff=True, is_counsel=True),
}


@dataclass(frozen=True)
class Stand:
    """What was decided about a gap (`kept`), and what has changed since so that it is open again.

    `asks` are all that were ever asked, newest first.
    """

    kept: Gap | None = None
    changes: tuple[FactChange, ...] = ()
    asks: tuple[GapAsk, ...] = ()

    @property
    def status(self) -> str:
        """As the lists have it."""
        return str(self.kept.status) if self.kept and not self.changes else str(Gap.Status.OPEN)

    @property
    def words(self) -> str:
        """ "Open", "Offered to Ocotillo Votes", "Ocotillo Votes said yes"."""
        if self.kept is None or self.status == Gap.Status.OPEN:
            return str(Gap.Status.OPEN.label)
        if self.asked and self.asked.answer:
            return f"{self.asked.partner} {str(self.asked.get_answer_display()).lower()}"
        to = f" to {self.kept.offered_to}" if self.kept.offered_to and self.status == Gap.Status.OFFERED else ""
        return f"{self.kept.get_status_display()}{to}"

    @property
    def asked(self) -> GapAsk | None:
        """Who is asked now."""
        return next((ask for ask in self.asks if ask.ended_at is None), None)

    @property
    def declined(self) -> list[GapAsk]:
        """Who said no."""
        return [ask for ask in self.asks if ask.answer == GapAsk.Answer.NO]


def stand_of(kept: Gap | None, facts: Facts, viewer: Viewer) -> Stand:
    """Where a gap with these facts stands for this viewer; `kept` has the asks that may be read fetched."""
    if kept is None:
        return Stand()
    asks = tuple(kept.asks.all())  # type: ignore[attr-defined]
    if not viewer.is_insider:
        return Stand(kept, (), asks)
    changes: tuple[FactChange, ...] = ()
    if kept.status == Gap.Status.SET_ASIDE:
        changes = grown(kept.facts.get(_reading(viewer), {}), facts)
    elif kept.program and kept.program.status == Program.Status.CANCELLED:
        changes = (FactChange("The program that it became", "an idea", "cancelled"),)
    return Stand(kept, changes, asks)


def facts_of_people(found: gaps.Gap) -> Facts:
    """What a decision about people rests on."""
    return {"people_short": round(found.people_short), "people": round(found.people), "tier": found.aim.tier}


def facts_of_role(tier: int, dormant: Iterable[Partner]) -> Facts:
    """What a decision about a role rests on: who is listed in it without being at work."""
    return {"tier": tier, "dormant": sorted(partner.name for partner in dormant)}


def facts_of_need(tier: int, left_usd: Decimal) -> Facts:
    """What a decision about a need rests on."""
    return {"tier": tier, "left_usd": round(left_usd)}


def kept_for(viewer: Viewer) -> Kept:
    """What was decided about all gaps, as far as this viewer may read it. Two queries at most."""
    asks = GapAsk.objects.visible_to(viewer).select_related("partner", "asked_by", "answered_by")
    rows = Gap.objects.visible_to(viewer).select_related("offered_to", "program__partner", "decided_by")
    rows = rows.prefetch_related(Prefetch("asks", asks))
    return {_place_of(gap): gap for gap in rows}


def _place_of(gap: Gap) -> Hashable:
    if gap.priority_id:
        return gap.priority_id
    return (gap.state_id, gap.role) if gap.state_id else (gap.entity_id, gap.cycle_id)


def _reading(viewer: Viewer) -> str:
    return "counsel" if viewer.is_counsel else "staff"
