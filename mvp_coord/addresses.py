"""Where a number's rows are: the addresses that pages give to the figures they show."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse

from funding.reports.pipeline import COUNTED

# For `cycle`, where a list shows all of them.
EVERY_CYCLE = "all"


def partners(**filters: str) -> str:
    """The directory, narrowed (state="AZ", kind="state_table", status="unconfirmed")."""
    return _address("partners:list", list(filters.items()))


def states(**choices: str) -> str:
    """The page of all states (measure="activities", sort="activities")."""
    return _address("states:list", list(choices.items()))


def state(code: str, *, anchor: str = "", **filters: str) -> str:
    """A state's page: its list narrowed (tactic=, place=, family=, partner=), its matrix by a measure (show=)."""
    pairs = [(name, value) for name, value in filters.items() if value]
    query = f"?{urlencode(pairs)}" if pairs else ""
    return reverse("states:detail", args=[code.lower()]) + query + (f"#{anchor}" if anchor else "")


def calendar(code: str) -> str:
    """The calendar of a state: its elections and deadlines."""
    return reverse("states:calendar", args=[code.lower()])


def priorities(**filters: str) -> str:
    """The places that matter most in the cycle, narrowed (state="AZ", tier="1")."""
    return _address("states:priorities", list(filters.items()))


def places(code: str, **filters: str) -> str:
    """The counties or districts of a state (kind="sldl", q="12")."""
    pairs = [(name, value) for name, value in filters.items() if value]
    return reverse("states:places", args=[code.lower()]) + (f"?{urlencode(pairs)}" if pairs else "")


def overlaps(**filters: str) -> str:
    """Open overlap cases of the cycle that pages are about, or of `cycle`, narrowed (state="AZ", partner=slug)."""
    return _address("planning:overlaps", list(filters.items()))


def gaps(**filters: str) -> str:
    """What is missing where it matters, narrowed (state="AZ", tier="1")."""
    return _address("planning:gaps", list(filters.items()))


def resources(**filters: str) -> str:
    """The library, narrowed (state="AZ", partner=slug)."""
    return _address("partners:resources", list(filters.items()))


def notes(*, whose: str, stand: tuple[str, ...], sort: str) -> str:
    """The notes whose next action stands so (partners.models.note.Stand) and is somebody's ("me")."""
    return _address("partners:notes", [("whose", whose), *(("stand", each) for each in stand), ("sort", sort)])


def counted_money(*, state: str = "", vehicle: str = "", fund: str = "", cycle: str = "") -> str:
    """The allocations that a total of counted dollars sums: each dollar once, of these vehicles and groups."""
    pairs = [("state", state), ("fund", fund), ("vehicle", vehicle), ("cycle", cycle)]
    pairs += [("status", status) for status in COUNTED]
    return _address("funding:list", [*pairs, ("currency", "USD"), ("once", "1")])


def late_money(*, owners: Sequence[str]) -> str:
    """The allocations of these funders that would come too late for their work."""
    return _address("funding:list", [*(("owner", slug) for slug in owners), ("late", "1")])


def money(*, state: str, vehicle: str, status: str, cycle: str = "") -> str:
    """The allocations behind one cell of the totals by vehicle and status."""
    pairs = [("state", state), ("vehicle", vehicle), ("cycle", cycle), ("status", status)]
    pairs += [("currency", "USD"), ("once", "1")]
    return _address("funding:list", pairs)


def _address(name: str, pairs: list[tuple[str, str]]) -> str:
    kept = [(key, value) for key, value in pairs if value]
    return reverse(name) + (f"?{urlencode(kept)}" if kept else "")
