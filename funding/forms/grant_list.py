"""Searching the published grants: words and filters, all of them in the address."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, cast

from django.db.models import Q

from accounts.visibility import Viewer
from funding.models import Grant
from funding.models.grant import GrantQuerySet
from funding.reports.grant_list import grant_facets, in_years, linked
from mvp_coord.lib.asked import Codes, Facets, ListSearch
from partners.models import Partner
from partners.reports.counting import totals_without


class GrantSearch(ListSearch):
    """Words, filters and order of the published grants that a viewer may see."""

    url_name = "funding:grants"
    default_sort = "new"
    labels = {"currency": "Currency", "year": "Awarded", "funder": "Funder"}
    sentence = {"currency": "in", "year": "awarded in", "funder": "of", "recipient": "to", "q": "matching"}

    currency = Codes(required=False)
    year = Codes(required=False)
    funder = Codes(required=False)
    recipient = Codes(required=False)

    def __init__(self, data: Any, *, viewer: Viewer) -> None:
        self.viewer = viewer
        super().__init__(data, rows=Grant.objects.visible_to(viewer))

    def sorts(self) -> Mapping[str, str]:
        return {"new": "Newest", "old": "Oldest"}

    def narrow(self, rows: GrantQuerySet, name: str, codes: list[str]) -> GrantQuerySet:
        if name == "year":
            return in_years(rows, codes)
        if name == "link":
            return linked(rows, self.viewer, codes)
        return rows.filter(**{f"{name if name == 'currency' else f'{name}__slug'}__in": codes})

    def match(self, rows: GrantQuerySet) -> GrantQuerySet:
        named = Q(recipient__name__icontains=self.words) | Q(funder__name__icontains=self.words)
        return rows.filter(named | Q(title__icontains=self.words) | Q(identifier=self.words))

    @cached_property
    def facets(self) -> Facets:
        """All counts of the page, in one query."""
        return grant_facets(
            cast("GrantQuerySet", self.rows), self.among, self.viewer, with_links="link" in self.labels
        )

    def totals_without(self, names: list[str]) -> Mapping[str, int]:
        return totals_without(lambda name: self.filter(but=(name,)), names)

    def said(self, name: str, code: str) -> str:
        """A choice as the sentence says it: "2019", "Harbor Giving"."""
        if name in ("funder", "recipient"):
            return self._names.get(code, code)
        return super().said(name, code)

    @cached_property
    def _names(self) -> dict[str, str]:
        slugs = [*self.chosen["funder"], *self.chosen["recipient"]]
        return dict(Partner.objects.visible_to(self.viewer).filter(slug__in=slugs).values_list("slug", "name"))


class StaffGrantSearch(GrantSearch):
    """The same, and whether a grant is, or may be, an allocation that is recorded here."""

    labels = {"link": "Counted twice?", **GrantSearch.labels}
    sentence = {"link": "", **GrantSearch.sentence}

    link = Codes(required=False)

    def said(self, name: str, code: str) -> str:
        """ "that may be an allocation here"."""
        words = {"open": "that may be an allocation here", "said": "that are an allocation here"}
        return words.get(code, code) if name == "link" else super().said(name, code)
