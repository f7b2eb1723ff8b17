"""Districts and results, for tests about places; plain keyword functions like those of tests.factories."""

from typing import Any

from states.models import Division, ElectionResult

from .factories import make_county, make_state


def make_district(end: str = "cd:6", state: str = "AZ", *, kind: str = "", **facts: Any) -> Division:
    """A district by the end of its OCD id, such as sldu:7."""
    home = make_state(state)
    defaults = {"name": end, "kind": kind or end.partition(":")[0], "state": home, "parent": home.division}
    return Division.objects.get_or_create(ocd_id=f"{home.division.ocd_id}/{end}", defaults={**defaults, **facts})[0]


def make_result(division: Division | None = None, **votes: Any) -> ElectionResult:
    facts = {"office": "president", "year": 2024, "votes_dem": 58, "votes_rep": 40, "votes_total": 100, **votes}
    return ElectionResult.objects.create(division=division or make_county(), counted="county", source="test", **facts)
