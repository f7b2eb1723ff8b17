"""What contacts proposed and staff decide: each change in words, what it was and what it should be."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone

from accounts.visibility import Viewer
from mvp_coord.lib import wording
from partners.ids import ein_written
from partners.models import LegalEntity, Partner, ProposedChange
from partners.models.family import Vehicle

_LATEST: Final = 20
_TOLD_FOR: Final = dt.timedelta(days=60)
_LABELS: Final = {
    "legal_name": "Legal name",
    "vehicle": "Vehicle",
    "ein": "EIN",
    "fec_id": "FEC id",
    "state_id": "State registration",
    "sponsor": "Fiscal sponsor",
    "starts_on": "First day",
    "ends_on": "Last day",
    "source": "Source",
    "other": "Membership",
}


@dataclass(frozen=True)
class Change:
    """One fact: what it was when the change was proposed, and what it should be, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Proposal:
    """A proposed change with its facts in words; `about` is the entity that it concerns, or would make."""

    row: ProposedChange
    about: str
    changes: tuple[Change, ...]


def waiting_proposals(viewer: Viewer) -> tuple[Proposal, ...]:
    """What waits for staff, the longest first, at partners that this insider may see. Two queries."""
    return _proposals(ProposedChange.objects.visible_to(viewer).waiting(), viewer) if viewer.is_insider else ()


def decided_proposals(viewer: Viewer) -> tuple[Proposal, ...]:
    """What was decided lately, newest first. Two queries."""
    rows = ProposedChange.objects.visible_to(viewer).exclude(decision="").order_by("-decided_at", "-pk")
    return _proposals(rows[:_LATEST], viewer)


def proposals_of(partner_id: int, viewer: Viewer) -> tuple[Proposal, ...]:
    """For insiders and its own contacts: what waits at this partner and what was decided in 60 days, newest first."""
    if not (viewer.is_insider or partner_id in viewer.partner_ids):
        return ()
    rows = ProposedChange.objects.visible_to(viewer).filter(partner=partner_id)
    since = timezone.now() - _TOLD_FOR
    told = rows.filter(decision="") | rows.filter(decided_at__gte=since)
    return _proposals(told.order_by("-proposed_at", "-pk")[:_LATEST], viewer)


def fact_in_words(name: str, value: Any) -> str:
    """A proposed fact as people read it; a dash for none."""
    if value in (None, "", False):
        return wording.DASH
    if name == "vehicle":
        return str(dict(Vehicle.choices).get(value, value))
    if name in ("starts_on", "ends_on"):
        return wording.day(dt.date.fromisoformat(value))
    return ein_written(value) if name == "ein" else str(value)


def label_of(name: str) -> str:
    """What a proposed fact is called."""
    return _LABELS.get(name, name)


def _proposals(rows: Iterable[ProposedChange], viewer: Viewer) -> tuple[Proposal, ...]:
    related = rows.select_related("partner", "entity", "other", "sponsor__partner", "proposed_by", "decided_by")  # type: ignore[attr-defined]
    found = list(related)
    keys = {row.former.get("sponsor") for row in found} | {row.sponsor_id for row in found}
    names = dict(LegalEntity.objects.visible_to(viewer).filter(pk__in=keys - {None}).values_list("pk", "legal_name"))
    others = [row.other_id for row in found if row.other_id]
    seen = (
        set(Partner.objects.visible_to(viewer).filter(pk__in=others).values_list("pk", flat=True)) if others else ()
    )
    return tuple(_proposal(row, names, named=row.other_id in seen) for row in found)


def _proposal(row: ProposedChange, names: dict[int, str], *, named: bool) -> Proposal:
    about = row.entity.legal_name if row.entity else row.facts.get("legal_name", "")
    changes = [
        Change(label_of(name), fact_in_words(name, row.former.get(name)), fact_in_words(name, value))
        for name, value in row.facts.items()
        if name not in ("ends_former", "is_up") and (value or row.former.get(name))
    ]
    if row.sponsor_id:
        former = row.former.get("sponsor")
        unseen = "an entity that is not shared with you"
        before = names.get(former, unseen) if former else wording.DASH
        changes.insert(0, Change(label_of("sponsor"), before, names.get(row.sponsor_id, unseen)))
    if row.other:
        about = row.other.name if named else "a partner that is not shared with you"
        ends = (row.partner.name, about) if row.facts["is_up"] else (about, row.partner.name)
        changes.insert(0, Change(label_of("other"), wording.DASH, f"{ends[0]} becomes a member of {ends[1]}"))
    return Proposal(row, about, tuple(changes))
