"""Which places matter most in a cycle: the national list by tier, what stands of a state, and what became of each."""

from typing import Any, Final

from django.db.models import CharField, F, OuterRef, Subquery
from django.db.models.functions import Cast

from accounts.history import Version, versions_of
from accounts.visibility import Viewer
from mvp_coord.lib.keyset import Order, Page, take_page
from states.models import Cycle, Priority, Race
from states.models.priorities import PriorityQuerySet

PRIORITY_PAGE_SIZE: Final = 50
PRIORITY_ORDERS: Final = {
    "tier": Order("priorities, by tier", ("tier", "place", "public_id")),
    "place": Order("priorities, by place", ("place", "tier", "public_id")),
}
TIER_CODE: Final = Cast(F("tier"), CharField())
_NEVER_TOLD: Final = frozenset({"public_id"})


def priorities_page(rows: PriorityQuerySet, *, sort: str, cursor: str) -> Page[Priority]:
    """Some of these priorities (rows the viewer may see) after `cursor`; raises `keyset.BadCursor`. One query."""
    return take_page(with_words(rows), PRIORITY_ORDERS[sort], cursor=cursor, size=PRIORITY_PAGE_SIZE)


def with_words(rows: PriorityQuerySet) -> Any:
    """With what a line shows: what `with_place` adds, and who set it."""
    return with_place(rows).select_related("set_by")


def with_place(rows: PriorityQuerySet) -> Any:
    """With the place, the cycle, for whom and what work; `place` is its name."""
    related = ("division", "cycle", "constituency", "program_type")
    return rows.select_related(*related).annotate(place=F("division__name"))


def priority_history(priority: Priority, viewer: Viewer) -> list[Version]:
    """What became of it, newest first: all of it for staff and admins, for others since it was shared as it is."""
    versions = versions_of(priority, hidden=_NEVER_TOLD)
    if viewer.is_insider:
        return versions
    opened = (at for at, each in enumerate(versions) if not each.is_first and _changed_level(each))
    return versions[: next(opened, len(versions))]


def races_by_tier(viewer: Viewer, state: str, cycle: Cycle | None) -> list[tuple[int | None, list[Race]]]:
    """The races of a state in a cycle under the tier of the place that decides them, the first tier first.

    A place's tier is that of its priority for everybody and all work, as far as the viewer may see it; races of other
    places come last, under None. One query.
    """
    if cycle is None:
        return []
    shown = Priority.objects.visible_to(viewer).in_cycle(cycle).for_everything().order_by()
    own = Subquery(shown.filter(division=OuterRef("division")).values("tier")[:1])
    races: Any = Race.objects.in_state(state).in_cycle(cycle).select_related("election", "division")
    found: dict[int | None, list[Race]] = {}
    for race in races.annotate(tier=own):
        found.setdefault(race.tier, []).append(race)
    return sorted(found.items(), key=lambda each: each[0] or len(Priority.Tier) + 1)


def _changed_level(version: Version) -> bool:
    return "visibility" in {change.name for change in version.changes}
