"""The library's search: words and filters, all of them in the address, and told back in one sentence."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final

from accounts.visibility import Viewer
from mvp_coord.lib.asked import Codes, Facets, ListSearch
from partners.models import Partner, Resource
from partners.models.resource import ResourceQuerySet
from partners.reports.counting import totals_without
from partners.reports.library import is_told_of_uses
from partners.reports.library_facets import EVERYWHERE, library_facets
from states.meanings import Meaning, meanings_of

SORTS: Final = {"new": "Newest", "used": "Most used", "title": "Title"}


class ResourceSearch(ListSearch):
    """Words, filters and order of the library, for what a viewer may see."""

    url_name = "partners:resources"
    default_sort = "new"
    labels = {
        "kind": "Kind",
        "tactic": "Tactic",
        "program_type": "Kind of work",
        "state": "State",
        "constituency": "Constituency",
        "issue": "Issue",
        "language": "Language",
    }
    # "of the kind script on door canvass for youth". The filter by a partner comes from its page.
    sentence = {
        "kind": "of the kind",
        "tactic": "on",
        "program_type": "for",
        "state": "made for",
        "constituency": "for",
        "issue": "about",
        "language": "in",
        "partner": "shared by",
        "q": "matching",
    }
    sentence_without = {
        "kind": "not of the kind",
        "tactic": "not on",
        "program_type": "not for",
        "state": "not made for",
        "constituency": "not for",
        "issue": "not about",
        "language": "not in",
    }

    kind = Codes(required=False)
    tactic = Codes(required=False)
    program_type = Codes(required=False)
    state = Codes(required=False)
    constituency = Codes(required=False)
    issue = Codes(required=False)
    language = Codes(required=False)
    partner = Codes(required=False)

    def __init__(self, data: Any, *, viewer: Viewer) -> None:
        self.viewer = viewer
        super().__init__(data, rows=Resource.objects.listed_for(viewer))

    def sorts(self) -> Mapping[str, str]:
        """The orders that there are for this viewer, by their labels: "most used" says nothing to donors."""
        return {name: label for name, label in SORTS.items() if name != "used" or is_told_of_uses(self.viewer)}

    def narrow(self, rows: ResourceQuerySet, name: str, codes: list[str]) -> ResourceQuerySet:
        if name in {"kind", "language"}:
            return rows.filter(**{f"{name}__in": codes})
        if name == "partner":
            return rows.filter(partner__slug__in=codes)
        if name == "state":
            return rows.made_for(codes, or_everywhere=EVERYWHERE in codes)
        return rows.tagged(name, codes)

    def match(self, rows: ResourceQuerySet) -> ResourceQuerySet:
        return rows.matching(self.words, self.meanings)

    @cached_property
    def meanings(self) -> list[Meaning]:
        """The parts of the words, with the field's other words for each."""
        return meanings_of(self.words)

    @cached_property
    def facets(self) -> Facets:
        """All counts of the page, in one query."""
        return library_facets(self)

    def totals_without(self, names: list[str]) -> Mapping[str, int]:
        return totals_without(lambda name: self.filter(but=(name,)), names)

    def said(self, name: str, code: str) -> str:
        """A choice as the sentence says it: "script", "Arizona", "door canvass"."""
        if name == "partner":
            return self._partner_names.get(code, code)
        label = super().said(name, code)
        return label.lower() if name == "kind" else label

    @cached_property
    def _partner_names(self) -> dict[str, str]:
        partners = Partner.objects.visible_to(self.viewer).filter(slug__in=self.chosen["partner"])
        return dict(partners.values_list("slug", "name"))
