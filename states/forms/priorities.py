"""Searching the national list of priorities: words and filters, all of them in the address."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.db.models import F

from accounts.visibility import Viewer
from mvp_coord.lib.asked import Codes, Facets, ListSearch
from partners.reports.counting import by_facet, counted, fixed, in_order, totals_without
from states.models import Cycle, Priority
from states.models.priorities import PriorityQuerySet
from states.reports.priorities import TIER_CODE

_TIERS = [(str(tier), label) for tier, label in Priority.Tier.choices]


class PrioritySearch(ListSearch):
    """Words, filters and order of the priorities of one cycle that a viewer may see."""

    url_name = "states:priorities"
    default_sort = "tier"
    labels = {"tier": "Tier", "state": "State", "constituency": "For whom", "work": "Kind of work"}
    sentence = {"tier": "of", "state": "in", "constituency": "for", "work": "for", "q": "matching"}

    tier = Codes(required=False)
    state = Codes(required=False)
    constituency = Codes(required=False)
    work = Codes(required=False)

    def __init__(self, data: Any, *, viewer: Viewer, cycle: Cycle | None) -> None:
        seen = Priority.objects.visible_to(viewer)
        super().__init__(data, rows=seen.in_cycle(cycle) if cycle else seen.none())

    def sorts(self) -> Mapping[str, str]:
        return {"tier": "Tier", "place": "Place"}

    def narrow(self, rows: PriorityQuerySet, name: str, codes: list[str]) -> PriorityQuerySet:
        if name == "tier":
            return rows.filter(tier__in=[int(code) for code in codes if code in dict(_TIERS)])
        if name == "state":
            return rows.filter(division__state__in=codes)
        return rows.filter(**{f"{'program_type' if name == 'work' else name}__code__in": codes})

    @cached_property
    def facets(self) -> Facets:
        """All counts of the page, in one query."""
        whom, work, where = (self.filter(but=name) for name in ("constituency", "work", "state"))
        found = by_facet(
            [
                counted(self.filter(), "total"),
                counted(self.rows, "of_total"),
                counted(self.filter(but="tier"), "tier", TIER_CODE),
                counted(
                    where.exclude(division__state=None), "state", F("division__state_id"), F("division__state__name")
                ),
                counted(
                    whom.exclude(constituency=None), "constituency", F("constituency__code"), F("constituency__label")
                ),
                counted(work.exclude(program_type=None), "work", F("program_type__code"), F("program_type__label")),
            ]
        )
        options = {name: in_order(found[name]) for name in ("state", "constituency", "work")}
        return Facets(
            total=found["total"].total(),
            of_total=found["of_total"].total(),
            options={"tier": fixed(found["tier"], _TIERS), **options},
        )

    def totals_without(self, names: list[str]) -> Mapping[str, int]:
        return totals_without(lambda but: self.filter(but=but), names)

    def said(self, name: str, code: str) -> str:
        """A choice as the sentence says it: "tier 1", "Arizona"."""
        return f"tier {code}" if name == "tier" else super().said(name, code)
