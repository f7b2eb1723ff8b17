"""The directory's search: words and filters, all of them in the address, and told back in one sentence."""

from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from typing import Any, Final

from mvp_coord.lib.asked import Codes, Facets, ListSearch
from partners.models.partner import PartnerQuerySet
from partners.reports import ORDERS, facets_of, totals_without

_NARROW: Final[dict[str, Callable[[PartnerQuerySet, Collection[str]], PartnerQuerySet]]] = {
    "kind": PartnerQuerySet.of_kinds,
    "state": PartnerQuerySet.in_states,
    "vehicle": PartnerQuerySet.with_vehicles,
    "constituency": PartnerQuerySet.for_constituencies,
}


class PartnerSearch(ListSearch):
    """Words, filters and order of the directory, for the partners that a viewer may see."""

    url_name = "partners:list"
    default_sort = "name"
    labels = {"kind": "Kind", "state": "State", "vehicle": "Vehicle", "constituency": "Constituency"}
    # "that are state tables in Arizona for youth"
    sentence = {"kind": "that are", "state": "in", "vehicle": "with", "constituency": "for", "q": "matching"}

    kind = Codes(required=False)
    state = Codes(required=False)
    vehicle = Codes(required=False)
    constituency = Codes(required=False)

    def sorts(self) -> Mapping[str, Any]:
        return ORDERS

    def narrow(self, rows: PartnerQuerySet, name: str, codes: list[str]) -> PartnerQuerySet:
        return _NARROW[name](rows, codes)

    @cached_property
    def facets(self) -> Facets:
        """All counts of the page, in one query."""
        return facets_of(self.rows, lambda but: self.filter(but=but))  # type: ignore[arg-type]

    def totals_without(self, names: list[str]) -> Mapping[str, int]:
        return totals_without(lambda but: self.filter(but=but), names)

    def word_before(self, name: str) -> str:
        return "that is one of" if name == "kind" and self.facets.total == 1 else super().word_before(name)

    def said(self, name: str, code: str) -> str:
        """A choice as the sentence says it: "state tables", "Arizona", "501(c)(4)"."""
        label = super().said(name, code)
        return f"{label[:1].lower()}{label[1:]}s" if name == "kind" and label != code else label
