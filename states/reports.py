"""Reads over places and electorates: what the overlap engine and the state pages start from."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery

from states.models import Division, Electorate


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """A place with its people: ids are OCD ids, `kind` a code of `Division.Kind`, `state` a postal code or None.

    `electorate` is the newest count of everyone who can be reached there, None where nobody has counted.
    """

    ocd_id: str
    name: str
    kind: str
    parent: str | None
    state: str | None
    electorate: int | None


def place_facts(states: Iterable[str] | None = None) -> list[PlaceFacts]:
    """All places, or the country and those inside `states` (postal codes). One query."""
    newest = Electorate.objects.filter(division=OuterRef("pk"), constituency=None).order_by("-as_of", "basis")
    rows = _within(Division.objects.order_by("ocd_id"), "state", states).annotate(
        people=Subquery(newest.values("people")[:1])
    )
    columns = ("ocd_id", "name", "kind", "parent__ocd_id", "state_id", "people")
    return [PlaceFacts(*row) for row in rows.values_list(*columns)]


def constituency_electorates(states: Iterable[str] | None = None) -> dict[tuple[str, str], int]:
    """(OCD id, code of the constituency) → the newest count of its people there. One query."""
    rows = _within(Electorate.objects.exclude(constituency=None), "division__state", states)
    newest = rows.order_by("division_id", "constituency_id", "-as_of", "basis").distinct(
        "division_id", "constituency_id"
    )
    return {
        (place, code): people
        for place, code, people in newest.values_list("division__ocd_id", "constituency__code", "people")
    }


def _within(rows: QuerySet, lookup: str, states: Iterable[str] | None) -> QuerySet:
    if states is None:
        return rows
    return rows.filter(Q(**{f"{lookup}__in": list(states)}) | Q(**{f"{lookup}__isnull": True}))
