"""How an allocation came to where it is: its steps, from the history that the database keeps."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.apps import apps

from accounts.models import User
from accounts.visibility import Viewer
from funding.models import Allocation

from .links import OF_IT, told_of_links


@dataclass(frozen=True)
class StepTaken:
    """One entry: when, what in words ("Recommended"), the amount (in the allocation's currency) if it changed, by
    whom and why. Who and why are empty for those who read the allocation by its level, or receive it."""

    at: dt.datetime
    label: str
    amount: Decimal | None = None
    who: str = ""
    reason: str = ""


def steps_taken(allocation: Allocation, viewer: Viewer) -> list[StepTaken]:
    """Newest first. The fund's own contacts read everything, staff what was and is shared in exact amounts; others
    the changes of status alone, a recipient only since the approval. 2 queries."""
    history = apps.get_model("funding", "AllocationEvent").objects
    of_it = told_of_links(history.filter(pgh_obj_id=allocation.pk), viewer)
    events = list(of_it.select_related("pgh_context").order_by("pgh_id"))
    own = allocation.fund.owner_id in viewer.partner_ids
    told = own or allocation.fund.is_managed or all(event.shared_as == Allocation.SharedAs.EXACT for event in events)
    if own or (viewer.is_insider and told):
        return _in_full(events)
    recipient = not (viewer.is_funder or viewer.is_insider)
    moved = [event for before, event in _in_pairs(events) if before is None or before.status != event.status]
    return [
        StepTaken(event.pgh_created_at, event.get_status_display())
        for event in reversed(moved)
        if not recipient or event.amount_approved is not None
    ]


def _in_full(events: list[Any]) -> list[StepTaken]:
    people = User.objects.in_bulk({_said(event, "user") for event in events} - {None})
    return [_entry(before, event, people) for before, event in reversed(_in_pairs(events))]


def _entry(before: Any, event: Any, people: dict[int, User]) -> StepTaken:
    amount = _best(event)
    return StepTaken(
        at=event.pgh_created_at,
        label=_label(before, event),
        amount=amount if before is None or amount != _best(before) else None,
        who=str(people.get(_said(event, "user"), "")),
        reason=_said(event, "reason") or "",
    )


def _label(before: Any, event: Any) -> str:
    verb = _said(event, "verb") or ""
    status = event.get_status_display().lower()
    if before is None and verb != "proposed":
        return f"Entered as {status}"
    if verb in OF_IT:
        return f"{verb.capitalize()} it"
    return verb.capitalize() if verb else f"Changed, now {status}"


def _in_pairs(events: list[Any]) -> list[tuple[Any, Any]]:
    return list(zip([None, *events], events, strict=False))


def _best(event: Any) -> Decimal:
    return event.amount_approved or event.amount_recommended or event.amount_requested


def _said(event: Any, key: str) -> Any:
    return (event.pgh_context.metadata or {}).get(key) if event.pgh_context else None
