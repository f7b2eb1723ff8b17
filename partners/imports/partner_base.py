"""What a partner was when a sheet was exported, so that a sheet of last week does not take back this week's changes.

An exported row says "as of" which version of its partner it is. The history has that version: a field in which the
sheet still says the same was not touched in the sheet; one that was changed both there and here is a conflict.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_datetime

from mvp_coord.sheets.cells import plain, plain_line
from partners.models import Partner

_TEXTS = {"name": plain_line, "summary": plain, "source": plain_line}
_FIELDS = (
    *("name", "kind", "status", "website", "direct_giving_url", "summary", "founded_year", "starts_on", "ends_on"),
    *("visibility", "source"),
)


@dataclass(frozen=True)
class Base:
    """The facts of a partner's own row as they were exported."""

    facts: Mapping[str, Any]

    def without_what_is_older(
        self, wanted: Mapping[str, Any], known: Mapping[str, Any]
    ) -> tuple[dict[str, Any], tuple[str, ...]]:
        """What the sheet itself changed, and the fields of it that somebody changed here as well."""
        touched = {name: fact for name, fact in wanted.items() if name not in self.facts or fact != self.facts[name]}
        both = tuple(name for name in touched if name in self.facts and known[name] != self.facts[name])
        return touched, both


def facts_when_exported(rows: Iterable[tuple[int | None, dt.datetime | None]]) -> dict[int, Base]:
    """By partner id, for rows that say as of when and whose partner has changed since. One query."""
    told = {pk: as_of for pk, as_of in rows if pk and as_of}
    if not told:
        return {}
    now = dict(Partner.objects.filter(pk__in=told).values_list("pk", "updated_at"))
    changed = {pk: as_of for pk, as_of in told.items() if now.get(pk) != as_of}
    versions: Any = Partner.pgh_event_model  # type: ignore[attr-defined]
    found = {}
    for event in versions.objects.filter(pgh_obj_id__in=changed, updated_at__in=set(changed.values())).order_by(
        "pgh_id"
    ):
        if event.updated_at == changed[event.pgh_obj_id]:
            found[event.pgh_obj_id] = Base({name: _fact(event, name) for name in _FIELDS})
    return found


def read_instant(value: Any, _: Any = None) -> dt.datetime | None:
    """An instant as exported; None for anything else, which then says nothing."""
    if isinstance(value, dt.datetime):
        return value if value.tzinfo else None
    try:
        instant = parse_datetime(str(value).strip())
    except ValueError:
        return None
    return instant if instant and instant.tzinfo else None


def _fact(event: Any, name: str) -> Any:
    value = getattr(event, name)
    return _TEXTS[name](value) if name in _TEXTS else value
