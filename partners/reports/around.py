"""What changed around a partner, beside its own row: its states, whom and what it works for, its legal entities."""

import dataclasses
import uuid
from collections.abc import Callable, Iterator
from typing import Any, Final

from django.apps import apps

from accounts.history import FieldChange, Version, told_of
from partners.ids import ein_written
from partners.models import LegalEntity, Partner, PartnerState
from partners.models.family import Vehicle
from partners.models.partner import PartnerConstituency, PartnerIssue

_MOST: Final = 200

# An event, and the change that it tells of.
Told = tuple[Any, FieldChange]


def with_changes_around(partner: Partner, versions: list[Version]) -> list[Version]:
    """The versions of a partner (newest first), each with what the same change did around it. Five queries.

    Nothing older than the oldest of these versions is told: nobody knows here who might read it then.
    """
    return changes_told(versions, [*_states(partner), *_terms(partner), *_entities(partner)]) if versions else []


def changes_told(versions: list[Version], told: list[Told]) -> list[Version]:
    """The versions of a record (newest first), each with what the same change did in rows around it. One query."""
    if not versions:
        return []
    known, oldest = {version.change_id for version in versions}, versions[-1].at
    people = _people([each for each in told if each[0].pgh_context_id not in known])
    changes: dict[uuid.UUID | None, list[FieldChange]] = {}
    alone: dict[uuid.UUID | None, Version] = {}
    for event, change in told:
        changes.setdefault(event.pgh_context_id, []).append(change)
        alone.setdefault(event.pgh_context_id, dataclasses.replace(told_of(event, people), is_first=False))
    both = versions + [each for key, each in alone.items() if key not in known and each.at >= oldest]
    whole = [_whole(version, changes.get(version.change_id, [])) for version in both]
    return sorted(whole, key=lambda version: version.at, reverse=True)


def _whole(version: Version, changes: list[FieldChange]) -> Version:
    return dataclasses.replace(version, changes=(*version.changes, *changes))


def _people(told: list[Told]) -> dict[int, str]:
    ids = {event.pgh_context.metadata.get("user") for event, _ in told if event.pgh_context} - {None}
    return {user.pk: str(user) for user in apps.get_model("accounts.User").objects.filter(pk__in=ids)}


def _states(partner: Partner) -> Iterator[Told]:
    def words(event: Any) -> str:
        facts = [PartnerState.Scope(event.scope).label.lower(), event.role]
        return f"{event.state_id} ({', '.join(filter(None, facts))})"

    return _walk(_events(PartnerState, partner), "States", words, lambda event: event.pgh_obj_id)


def _entities(partner: Partner) -> Iterator[Told]:
    def words(event: Any) -> str:
        numbers = [
            f"EIN {ein_written(event.ein)}" if event.ein else "",
            f"FEC {event.fec_id}" * bool(event.fec_id),
        ]
        return f"{event.legal_name} ({', '.join(filter(None, [Vehicle(event.vehicle).short, *numbers]))})"

    return _walk(_events(LegalEntity, partner), "Legal entities", words, lambda event: event.pgh_obj_id)


def _terms(partner: Partner) -> Iterator[Told]:
    def key(event: Any) -> int:
        return event.id

    constituencies = _events(PartnerConstituency, partner, "constituency")
    yield from _walk(constituencies, "Works for", lambda event: str(event.constituency), key)
    yield from _walk(_events(PartnerIssue, partner, "issuearea"), "Issues", lambda event: str(event.issuearea), key)


def _events(model: Any, partner: Partner, *related: str) -> list[Any]:
    """The newest events of a kind of row that belongs to the partner, oldest first."""
    rows = model.pgh_event_model.objects.filter(partner_id=partner.pk).select_related("pgh_context", *related)
    return list(rows.order_by("-pgh_id")[:_MOST])[::-1]


def _walk(events: list[Any], label: str, words: Callable[[Any], str], key: Callable[[Any], int]) -> Iterator[Told]:
    """Each event with what it says before and after; an event that changes no word tells nothing."""
    last: dict[int, str] = {}
    for event in events:
        before = last.get(key(event), "")
        after = "" if event.pgh_label == "delete" else words(event)
        last[key(event)] = after
        before = before or (words(event) if event.pgh_label == "delete" else "")
        if before != after:
            yield event, FieldChange(label.lower(), label, before, after)
