"""A list to work through that is held in memory: tabs by where its rows stand, and choices that narrow it.

For what is worked out for the viewer and not kept as rows of a table. Counts are over the same rows that the viewer
is shown, so they tell nothing hidden, and each is the number of rows that its address shows.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any, ClassVar, Final
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page, Paginator

PER_PAGE: Final = 50


class WorkList(forms.Form):
    """The tabs, choices and page of such a list, all of them in its address.

    A list names its `tab_labels` (the first is shown where the address names none), the `words` that its sentence
    says before the choice of each filter, the filters that are `offered`, with their label and the words for no
    choice, and says which values a row has for each filter (`facts_of`, for "show" the
    tabs that it stands under) and how the values of a filter are called (`labels_of`).
    """

    tab_labels: ClassVar[Mapping[str, str]]
    words: ClassVar[Mapping[str, str]]
    offered: ClassVar[Mapping[str, tuple[str, str]]]

    show = forms.CharField(required=False)

    def __init__(self, data: Any, *, rows: Sequence[Any]) -> None:
        super().__init__(data)
        self.fields |= {name: forms.CharField(required=False) for name in self.words}
        self.full_clean()
        self.rows = rows
        self.chosen = {name: str(self.cleaned_data.get(name) or "") for name in self.fields}
        if self.chosen["show"] not in self.tab_labels:
            self.chosen["show"] = self._first
        if "state" in self.chosen:
            self.chosen["state"] = self.chosen["state"].upper()
        self._facts = [(row, self.facts_of(row)) for row in rows]

    def facts_of(self, row: Any) -> Mapping[str, Collection[str]]:
        """The values that a row has for each filter."""
        raise NotImplementedError

    def labels_of(self, name: str) -> Mapping[str, str]:
        """What the values of a filter are called, in the order in which they are offered."""
        raise NotImplementedError

    @property
    def _first(self) -> str:
        return next(iter(self.tab_labels))

    def page(self) -> Page:
        """The page of matching rows that the address asks for; an odd page number gives the nearest."""
        return Paginator(self._matching(), PER_PAGE).get_page(self.data.get("page"))

    def tabs(self) -> list[dict[str, Any]]:
        """Where rows stand, each with its count under the other filters."""
        return [
            {
                "label": label,
                "href": self._address(show=show),
                "count": len(self._matching(show=show)),
                "current": show == self.chosen["show"],
            }
            for show, label in self.tab_labels.items()
        ]

    def rail(self) -> list[dict[str, Any]]:
        """The filters to choose from, each with its choices."""
        return [
            {"name": name, "label": label, "every": every, "options": self.options(name)}
            for name, (label, every) in self.offered.items()
        ]

    def carried(self) -> list[tuple[str, str]]:
        """What is chosen and has no place among the filters to choose from."""
        return [(name, value) for name, value in self.chosen.items() if value and name not in self.offered]

    def options(self, name: str) -> list[dict[str, Any]]:
        """The choices of one filter that would show something, and the one that is chosen."""
        fits = [facts for _, facts in self._fitting(**{name: ""})]
        counts = Counter(value for facts in fits for value in set(facts[name]))
        return [
            {"value": value, "label": label, "count": counts[value], "checked": value == self.chosen[name]}
            for value, label in self.labels_of(name).items()
            if counts[value] or value == self.chosen[name]
        ]

    def parts(self) -> list[dict[str, Any]]:
        """The filters in force, each with the address that drops it."""
        return [
            {
                "label": self.labels_of(name).get(self.chosen[name], self.chosen[name]),
                "word": word,
                "href": self._address(**{name: ""}),
            }
            for name, word in self.words.items()
            if self.chosen[name]
        ]

    def _matching(self, **instead: str) -> list[Any]:
        return [row for row, _ in self._fitting(**instead)]

    def _fitting(self, **instead: str) -> list[tuple[Any, Mapping[str, Collection[str]]]]:
        wanted = {name: value for name, value in {**self.chosen, **instead}.items() if value}
        return [
            (row, facts) for row, facts in self._facts if all(value in facts[name] for name, value in wanted.items())
        ]

    def _address(self, **instead: str) -> str:
        chosen = {**self.chosen, **instead}
        if chosen["show"] == self._first:
            chosen["show"] = ""
        return "?" + urlencode({name: value for name, value in chosen.items() if value})
