"""The library's search: words and filters, all of them in the address, and told back in one sentence."""

from functools import cached_property
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.urls import reverse

from accounts.visibility import Viewer
from mvp_coord.lib.asked import Codes, Part, Words
from partners.models import Partner, Resource
from partners.models.resource import ResourceQuerySet
from partners.reports.facets import Facets, totals_without
from partners.reports.library import LIBRARY_ORDERS, is_told_of_uses
from partners.reports.library_facets import EVERYWHERE, LIBRARY_FACETS, library_facets

_LABELS: Final = {
    "kind": "Kind",
    "tactic": "Tactic",
    "program_type": "Kind of work",
    "state": "State",
    "constituency": "Constituency",
    "issue": "Issue",
    "language": "Language",
}
# What the sentence says before the choices of each filter: "that are guides on door canvass for youth".
_WORDS: Final = {
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
# Filters by a partner come from its page, and stand in the sentence alone.
_PARTNERS: Final = "partner"
SORTS: Final = {"new": "Newest", "used": "Most used", "title": "Title"}


class ResourceSearch(forms.Form):
    """Words, filters and order of the library, for what a viewer may see."""

    q = Words(required=False)
    kind = Codes(required=False)
    tactic = Codes(required=False)
    program_type = Codes(required=False)
    state = Codes(required=False)
    constituency = Codes(required=False)
    issue = Codes(required=False)
    language = Codes(required=False)
    partner = Codes(required=False)
    sort = forms.CharField(required=False)

    def __init__(self, data: Any, *, viewer: Viewer) -> None:
        super().__init__(data)
        self.viewer = viewer
        self.resources = Resource.objects.listed_for(viewer)
        self.is_valid()
        self.words: str = self.cleaned_data["q"]
        self.chosen: dict[str, list[str]] = {name: self.cleaned_data[name] for name in (*LIBRARY_FACETS, _PARTNERS)}
        self.chosen["state"] = list(dict.fromkeys(code.upper() for code in self.chosen["state"]))
        sort = self.cleaned_data.get("sort", "")
        self.sorting: str = sort if sort in self.sorts() else "new"

    def sorts(self) -> dict[str, str]:
        """The orders that there are for this viewer, by their labels: "most used" says nothing to donors."""
        return {name: label for name, label in SORTS.items() if name != "used" or is_told_of_uses(self.viewer)}

    def orders(self) -> list[dict[str, Any]]:
        """The same with their addresses."""
        return [
            {"label": label, "href": self.address(sort=name), "is_now": name == self.sorting}
            for name, label in self.sorts().items()
            if name in LIBRARY_ORDERS
        ]

    def filter(self, *, but: str = "") -> ResourceQuerySet:
        """The resources that match, or would match without the filter named in `but`."""
        found = self.resources
        for name, codes in self.chosen.items():
            if codes and name != but:
                found = self._narrow(found, name, codes)
        return found.matching(self.words) if self.words and but != "q" else found

    def _narrow(self, found: ResourceQuerySet, name: str, codes: list[str]) -> ResourceQuerySet:
        if name in {"kind", "language"}:
            return found.filter(**{f"{name}__in": codes})
        if name == _PARTNERS:
            return found.filter(partner__slug__in=codes)
        if name == "state":
            return found.made_for(codes, or_everywhere=EVERYWHERE in codes)
        return found.tagged(name, codes)

    @cached_property
    def facets(self) -> Facets:
        """All counts of the page, in one query."""
        return library_facets(self.resources, lambda but: self.filter(but=but), self.chosen)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or any(self.chosen.values()))

    def rail(self) -> list[dict[str, Any]]:
        """The filters for the rail: choices that would show something, and those that are chosen."""
        return [
            {"name": name, "label": _LABELS[name], "chosen": len(self.chosen[name]), "options": self._options(name)}
            for name in LIBRARY_FACETS
        ]

    def _options(self, name: str) -> list[dict[str, Any]]:
        chosen = self.chosen[name]
        return [
            {"value": each.value, "label": each.label, "count": each.count, "checked": each.value in chosen}
            for each in self.facets.options[name]
            if each.count or each.value in chosen
        ]

    @cached_property
    def parts(self) -> list[Part]:
        """The sentence after "12 resources", each part with the address that drops it alone."""
        parts = []
        for name, codes in self.chosen.items():
            for index, code in enumerate(codes):
                left = [each for each in codes if each != code]
                word = "or" if index else _WORDS[name]
                parts.append(Part(self._said(name, code), self.address(**{name: left}), word))
        if self.words:
            parts.append(Part(f"“{self.words}”", self.address(q=""), _WORDS["q"]))
        return parts

    def ways_out(self) -> list[Part]:
        """Where nothing matches: each filter as a whole, with what dropping it would show."""
        names = [name for name, codes in self.chosen.items() if codes] + (["q"] if self.words else [])
        if not names:
            return []
        totals = totals_without(lambda but: self.filter(but=but), names)  # type: ignore[arg-type, return-value]
        said = {name: " or ".join(self._said(name, code) for code in self.chosen.get(name, ())) for name in names}
        said |= {"q": self.words} if self.words else {}
        helps = [name for name in names if totals.get(name)] or names
        return [
            Part(said[name], self.address(**{name: "" if name == "q" else []}), count=totals.get(name, 0))
            for name in helps
        ]

    def address(self, **instead: Any) -> str:
        """The page's address with these values in place of its own; values that say nothing are left out."""
        values: dict[str, Any] = {"q": self.words, **self.chosen, "sort": self.sorting, **instead}
        values["sort"] = "" if values["sort"] == "new" else values["sort"]
        query = urlencode({name: value for name, value in values.items() if value}, doseq=True)
        return f"{reverse('partners:resources')}?{query}" if query else reverse("partners:resources")

    def _said(self, name: str, code: str) -> str:
        """A choice as the sentence says it: "script", "Arizona", "door canvass"."""
        if name == _PARTNERS:
            return self._partner_names.get(code, code)
        label = next((each.label for each in self.facets.options[name] if each.value == code), code)
        return label.lower() if name == "kind" else label

    @cached_property
    def _partner_names(self) -> dict[str, str]:
        partners = Partner.objects.visible_to(self.viewer).filter(slug__in=self.chosen[_PARTNERS])
        return dict(partners.values_list("slug", "name"))
