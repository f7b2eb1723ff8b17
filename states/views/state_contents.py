"""The table of contents of a state's page: its parts in their order, with the counts that they show."""

from collections.abc import Sized
from typing import Any

from mvp_coord.lib import wording

from .state_page import StatePage


def contents_of(page: StatePage) -> list[dict[str, str]]:
    """Each part with its address on the page, and how many it shows where it counts (`count`, as text)."""
    parts: list[tuple[str, str, Any]] = [
        ("Who is there", "roles", page.facts.partners),
        ("Due next", "next-days", page.time.next_days),
    ]
    if page.plans.volumes:
        parts.append(("By kind", "volumes", page.plans.volumes))
    if page.reads_plans:
        parts += [
            ("Overlaps", "overlaps", page.overlaps.total if page.overlaps else None),
            ("Gaps", "gaps", None),
            ("Priorities", "priorities", page.time.priorities),
        ]
    parts.append(("Races", "races", page.time.number_of_races))
    if page.plans.has_any:
        parts.append(("What where", "matrix", page.matrix.lines))
    if page.timeline:
        parts.append(("Who when", "timeline", page.timeline.total))
    parts.append(("Activities", "activities", page.plans.chosen))
    if page.money:
        parts.append(("Money", "money", None))
    parts.append(("People", "around", None))
    return [{"label": label, "href": f"#{anchor}", "count": _count(many)} for label, anchor, many in parts]


def _count(many: Sized | int | None) -> str:
    number = len(many) if isinstance(many, Sized) else many
    return "" if number is None else wording.count(number)
