"""The directory's search: words and filters, all of them in the address, and told back in one sentence."""

from collections.abc import Callable, Collection
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.urls import reverse

from mvp_coord.lib.asked import Codes, Part, Words
from partners.models.partner import PartnerQuerySet
from partners.reports import FACETS, ORDERS, Facets, facets_of, totals_without

LABELS: Final = {"kind": "Kind", "state": "State", "vehicle": "Vehicle", "constituency": "Constituency"}
# What the sentence says before the choices of each filter: "that are state tables in Arizona for youth".
_WORDS: Final = {"kind": "that are", "state": "in", "vehicle": "with", "constituency": "for", "q": "matching"}
_NARROW: Final[dict[str, Callable[[PartnerQuerySet, Collection[str]], PartnerQuerySet]]] = {
    "kind": PartnerQuerySet.of_kinds,
    "state": PartnerQuerySet.in_states,
    "vehicle": PartnerQuerySet.with_vehicles,
    "constituency": PartnerQuerySet.for_constituencies,
}


class PartnerSearch(forms.Form):
    """Words, filters and order of the directory, for the partners that a viewer may see."""

    q = Words(required=False)
    kind = Codes(required=False)
    state = Codes(required=False)
    vehicle = Codes(required=False)
    constituency = Codes(required=False)
    sort = forms.CharField(required=False)

    def __init__(self, data: Any, *, partners: PartnerQuerySet) -> None:
        super().__init__(data)
        self.partners = partners
        self.is_valid()
        self.words: str = self.cleaned_data["q"]
        self.chosen: dict[str, list[str]] = {name: self.cleaned_data[name] for name in FACETS}
        self.chosen["state"] = list(dict.fromkeys(code.upper() for code in self.chosen["state"]))
        sort = self.cleaned_data.get("sort", "")
        self.sorting: str = sort if sort in ORDERS else "name"

    def filter(self, partners: PartnerQuerySet | None = None, *, but: str = "") -> PartnerQuerySet:
        """The partners that match, or would match without the filter named in `but`."""
        found = self.partners if partners is None else partners
        for name, codes in self.chosen.items():
            if codes and name != but:
                found = _NARROW[name](found, codes)
        return found.matching(self.words) if self.words and but != "q" else found

    @cached_property
    def facets(self) -> Facets:
        """All counts of the page, in one query."""
        return facets_of(self.partners, lambda but: self.filter(but=but))

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or any(self.chosen.values()))

    def rail(self) -> list[dict[str, Any]]:
        """The filters for the rail: choices that would show something, and those that are chosen."""
        return [
            {
                "name": name,
                "label": LABELS[name],
                "chosen": len(self.chosen[name]),
                "options": [
                    {"value": each.value, "label": each.label, "count": each.count, "checked": is_chosen}
                    for each in self.facets.options[name]
                    if (is_chosen := each.value in self.chosen[name]) or each.count
                ],
            }
            for name in FACETS
        ]

    def parts(self) -> list[Part]:
        """The sentence after "12 partners", each part with the address that drops it alone."""
        parts = []
        words = {**_WORDS, "kind": "that is one of"} if self.facets.total == 1 else _WORDS
        for name, codes in self.chosen.items():
            for index, code in enumerate(codes):
                left = [each for each in codes if each != code]
                word = "or" if index else words[name]
                parts.append(Part(self._said(name, code), self.address(**{name: left}), word))
        if self.words:
            parts.append(Part(f"“{self.words}”", self.address(q=""), _WORDS["q"]))
        return parts

    def ways_out(self) -> list[Part]:
        """Where nothing matches: each filter as a whole, with what dropping it would show."""
        names = [name for name in FACETS if self.chosen[name]] + (["q"] if self.words else [])
        if not names:
            return []
        totals = totals_without(lambda but: self.filter(but=but), names)
        said = {name: " or ".join(self._said(name, code) for code in self.chosen.get(name, ())) for name in names}
        if self.words:
            said["q"] = self.words
        helps = [name for name in names if totals.get(name)] or names
        return [
            Part(said[name], self.address(**{name: "" if name == "q" else []}), count=totals.get(name, 0))
            for name in helps
        ]

    def address(self, **instead: Any) -> str:
        """The page's address with these values in place of its own; values that say nothing are left out."""
        values: dict[str, Any] = {"q": self.words, **self.chosen, "sort": self.sorting, **instead}
        values["sort"] = "" if values["sort"] == "name" else values["sort"]
        query = urlencode({name: value for name, value in values.items() if value}, doseq=True)
        return f"{reverse('partners:list')}?{query}" if query else reverse("partners:list")

    def _said(self, name: str, code: str) -> str:
        """A choice as the sentence says it: "state tables", "Arizona", "501(c)(4)"."""
        label = next((each.label for each in self.facets.options[name] if each.value == code), code)
        return f"{label[:1].lower()}{label[1:]}s" if name == "kind" and label != code else label
