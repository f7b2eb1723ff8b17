"""What a partner was when a sheet was exported, so that a sheet of last week does not take back this week's changes.

An exported row says "as of" which version of its partner it is. The history has that version, and which states and
terms it had then: a field in which the sheet still says the same was not touched in the sheet; one that was changed
both there and here is a conflict.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_datetime

from mvp_coord.sheets.cells import plain, plain_line
from partners.actions.profile import StateFacts
from partners.models import Partner, PartnerState
from partners.models.partner import PartnerConstituency, PartnerIssue

from .names import name_key

_TEXTS = {"name": plain_line, "summary": plain, "source": plain_line}
_FIELDS = (
    *("name", "kind", "status", "website", "direct_giving_url", "summary", "founded_year", "starts_on", "ends_on"),
    *("visibility", "source"),
)
_TERMS: dict[str, tuple[Any, str]] = {
    "constituencies": (PartnerConstituency, "constituency__code"),
    "issues": (PartnerIssue, "issuearea__code"),
}
Told = Mapping[int, dt.datetime]


@dataclass(frozen=True)
class Base:
    """The facts of a partner as they were exported."""

    facts: Mapping[str, Any]

    def without_what_is_older(
        self, wanted: Mapping[str, Any], known: Mapping[str, Any]
    ) -> tuple[dict[str, Any], tuple[str, ...]]:
        """What the sheet itself changed, and the fields of it that somebody changed here as well."""
        touched = {
            name: fact
            for name, fact in wanted.items()
            if name not in self.facts or _parts(name, fact) != _parts(name, self.facts[name])
        }
        both = tuple(
            name for name in touched if name in self.facts and self._is_taken_back(name, touched[name], known)
        )
        return touched, both

    def _is_taken_back(self, name: str, fact: Any, known: Mapping[str, Any]) -> bool:
        """Whether this fact undoes what was done here; a list that holds all of that was exported after it."""
        was, now = _parts(name, self.facts[name]), _parts(name, known[name])
        return bool((was ^ now) & (now ^ _parts(name, fact)))


def _parts(name: str, fact: Any) -> frozenset[Any]:
    """What can change by itself: each of several states, terms and names, else the fact as a whole."""
    if name == "other_names":
        return frozenset(map(name_key, fact))
    return frozenset(fact) if name in ("states", *_TERMS) else frozenset([fact])


def facts_when_exported(rows: Iterable[tuple[int | None, dt.datetime | None]]) -> dict[int, Base]:
    """By partner id, for rows that say as of when. Four queries, however many partners."""
    told = {pk: as_of for pk, as_of in rows if pk and as_of}
    if not told:
        return {}
    found = _own_facts(told)
    states = _states(told)
    terms = {name: _codes(name, told) for name in _TERMS}
    return {
        pk: Base(
            {**facts, "states": states.get(pk, ()), **{name: codes.get(pk, ()) for name, codes in terms.items()}}
        )
        for pk, facts in found.items()
    }


def read_instant(value: Any, _: Any = None) -> dt.datetime | None:
    """An instant as exported; None for anything else, which then says nothing."""
    if isinstance(value, dt.datetime):
        return value if value.tzinfo else None
    try:
        instant = parse_datetime(str(value).strip())
    except ValueError:
        return None
    return instant if instant and instant.tzinfo else None


def _own_facts(told: Told) -> dict[int, dict[str, Any]]:
    """What stood in the partner's own row."""
    found = {}
    versions: Any = Partner.pgh_event_model  # type: ignore[attr-defined]
    for event in versions.objects.filter(pgh_obj_id__in=told, updated_at__in={*told.values()}).order_by("pgh_id"):
        if event.updated_at == told[event.pgh_obj_id]:
            names = tuple(dict.fromkeys(filter(None, map(plain_line, event.other_names.splitlines()))))
            found[event.pgh_obj_id] = {**{name: _fact(event, name) for name in _FIELDS}, "other_names": names}
    return found


def _states(told: Told) -> dict[int, tuple[StateFacts, ...]]:
    """The states that partners had. Every change of them is younger than the version of the partner before it."""
    versions: Any = PartnerState.pgh_event_model  # type: ignore[attr-defined]
    events = versions.objects.filter(partner_id__in=told).order_by("pgh_id")
    there: dict[int, dict[int, StateFacts]] = defaultdict(dict)
    for event in events:
        if event.pgh_created_at > told[event.partner_id]:
            continue
        there[event.partner_id].pop(event.pgh_obj_id, None)
        if event.pgh_label != "delete":
            facts = StateFacts(event.state_id, event.scope, plain_line(event.role))
            there[event.partner_id][event.pgh_obj_id] = facts
    return {pk: tuple(sorted(states.values())) for pk, states in there.items()}


def _codes(name: str, told: Told) -> dict[int, tuple[str, ...]]:
    """The terms of one list that partners had."""
    model, code = _TERMS[name]
    events = model.pgh_event_model.objects.filter(partner_id__in=told).order_by("pgh_id")
    there: dict[int, set[str]] = defaultdict(set)
    for pk, label, created_at, term in events.values_list("partner_id", "pgh_label", "pgh_created_at", code):
        if created_at <= told[pk]:
            (there[pk].discard if label == "delete" else there[pk].add)(term)
    return {pk: tuple(sorted(codes)) for pk, codes in there.items()}


def _fact(event: Any, name: str) -> Any:
    value = getattr(event, name)
    return _TEXTS[name](value) if name in _TEXTS else value
