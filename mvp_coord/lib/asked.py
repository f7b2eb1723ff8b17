"""What an address asks of a list: words and codes as anybody may type or paste them, and the sentence they make."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse

from .keyset import Page

_MOST_LETTERS: Final = 100
_MOST_OF_A_LINE: Final = 500
_CODE: Final = re.compile(r"[A-Za-z0-9_-]{1,60}")


def line_sent(data: Mapping[str, Any], name: str, *, most: int = _MOST_OF_A_LINE) -> str:
    """One line as it was sent outside of a form ("" where it was not), as every text field can hold it."""
    return str(data.get(name, "")).replace("\x00", "").strip()[:most]


def addresses_sent(data: QueryDict, name: str) -> list[str]:
    """The addresses of records that were sent under a name, without what can be none."""
    return [each for each in data.getlist(name) if "\x00" not in each]


@dataclass(frozen=True)
class Part:
    """One removable part of the sentence: `href` is the address without it, `count` what that address would show."""

    label: str
    href: str
    word: str = ""
    count: int | None = None


class Words(forms.CharField):
    """Any text that somebody may type or paste, never refused: blanks and invisible letters go, the rest is cut."""

    def to_python(self, value: Any) -> str:
        return " ".join(str(value or "").replace("\x00", " ").split())[:_MOST_LETTERS].strip()

    def run_validators(self, value: Any) -> None:
        """Nothing that can be typed is wrong."""


class Codes(forms.MultipleChoiceField):
    """Codes from the address. One that does not exist finds nothing and is named; what is no code is dropped."""

    def to_python(self, value: Any) -> list[str]:
        return [code for code in dict.fromkeys(map(str, value or ())) if _CODE.fullmatch(code)][:60]

    def valid_value(self, value: str) -> bool:
        return True


@dataclass(frozen=True)
class Option:
    """One choice of a filter: how many rows it would show, with the other filters as they are; and whether the
    address asks for it, or leaves it out."""

    value: str
    label: str
    count: int
    checked: bool = False
    left_out: bool = False


@dataclass(frozen=True)
class Facets:
    """How many rows match (`total`), of how many in all (`of_total`), and the choices of each filter."""

    total: int
    of_total: int
    options: Mapping[str, tuple[Option, ...]]


# Before the name of a filter in the address: these choices are left out ("not_state=GA").
_NOT: Final = "not_"


class ListSearch(forms.Form):
    """Words, filters and order of a list, all of them in its address.

    A list names its `url_name`, the first of its orders (`default_sort`), the labels of the filters in its rail and
    the words that the sentence says before the choices of each filter (also of those that have no place in the
    rail), and says how one filter narrows (`narrow`), what is found by words (`match`), and what there is to count
    (`facets`, `totals_without`). Where it names the words for what is left out (`sentence_without`), choices of
    these filters can be left out too, under names that begin with "not_".
    """

    url_name: ClassVar[str]
    default_sort: ClassVar[str]
    labels: ClassVar[Mapping[str, str]]
    sentence: ClassVar[Mapping[str, str]]
    sentence_without: ClassVar[Mapping[str, str]] = {}

    q = Words(required=False)
    sort = forms.CharField(required=False)

    def __init__(self, data: Any, *, rows: QuerySet[Any]) -> None:
        super().__init__(data)
        self.rows = rows
        self.fields |= {_NOT + name: Codes(required=False) for name in self.sentence_without}
        self.is_valid()
        self.words: str = self.cleaned_data["q"]
        self.chosen = {name: self._codes(name, name) for name in self.sentence if name != "q"}
        self.left_out = {name: self._codes(_NOT + name, name) for name in self.sentence_without}
        for name, codes in self.left_out.items():  # what is chosen and left out at once is left out
            self.chosen[name] = [each for each in self.chosen[name] if each not in codes]
        sort = self.cleaned_data.get("sort", "")
        self.sorting: str = sort if sort in self.sorts() else self.default_sort

    def _codes(self, key: str, name: str) -> list[str]:
        codes: list[str] = self.cleaned_data[key]
        return list(dict.fromkeys(each.upper() for each in codes)) if name == "state" else codes

    def sorts(self) -> Mapping[str, str]:
        """The orders that the address may ask for, by their names there; in words."""
        raise NotImplementedError

    def orders(self) -> list[dict[str, Any]]:
        """The same with their addresses."""
        return [
            {"label": label, "href": self.address(sort=name), "is_now": name == self.sorting}
            for name, label in self.sorts().items()
        ]

    def narrow(self, rows: Any, name: str, codes: list[str]) -> Any:
        """The rows that one filter leaves."""
        raise NotImplementedError

    def totals_without(self, names: list[str]) -> Mapping[str, int]:
        """For each of these filters (by its name in the address), how many rows there would be without it."""
        raise NotImplementedError

    @property
    def facets(self) -> Facets:
        """All counts of the page."""
        raise NotImplementedError

    @property
    def filters(self) -> dict[str, list[str]]:
        """What is chosen and what is left out, by names in the address."""
        return {**self.chosen, **{_NOT + name: codes for name, codes in self.left_out.items()}}

    @property
    def named(self) -> dict[str, list[str]]:
        """The choices that the address names for each filter, to be shown or to be left out."""
        return {name: [*codes, *self.left_out.get(name, ())] for name, codes in self.chosen.items()}

    def among(self, name: str) -> Any:
        """What the counts beside a filter's choices count: the rows without what is left out and under all other
        filters, so that each says what it would show alone in its filter."""
        return self.filter(but=(name,))

    def left_out_by(self, name: str) -> Any:
        """The same for the choices that are left out: what would be there without this filter."""
        return self.filter(but=(name, _NOT + name))

    def filter(self, *, but: Collection[str] = ()) -> Any:
        """The rows that match, or would match without these filters (by their names in the address)."""
        found = self.rows
        for key, codes in self.filters.items():
            if codes and key not in but:
                name = key.removeprefix(_NOT)
                found = self.narrow(found, name, codes) if key == name else self._leave_out(found, name, codes)
        return self.match(found) if self.words and "q" not in but else found

    def match(self, rows: Any) -> Any:
        """The rows that the words find."""
        return rows.matching(self.words)

    def _leave_out(self, rows: Any, name: str, codes: list[str]) -> Any:
        those = self.narrow(rows.model._default_manager.order_by(), name, codes)
        return rows.exclude(pk__in=those.values("pk"))

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or any(self.filters.values()))

    def rail(self) -> list[dict[str, Any]]:
        """The filters for the rail: choices that would show something, and those that are chosen or left out."""
        return [
            {
                "name": name,
                "label": label,
                "chosen": len(self.chosen[name]) + len(self.left_out.get(name, ())),
                "options": self._options(name),
                "may_leave_out": name in self.left_out,
            }
            for name, label in self.labels.items()
        ]

    def _options(self, name: str) -> list[Option]:
        chosen, left_out = self.chosen[name], self.left_out.get(name, [])
        return [
            replace(each, checked=each.value in chosen, left_out=each.value in left_out)
            for each in self.facets.options[name]
            if each.count or each.value in chosen or each.value in left_out
        ]

    def parts(self) -> list[Part]:
        """The sentence after "12 partners", each part with the address that drops it alone."""
        parts = []
        for key, codes in self.filters.items():
            for index, code in enumerate(codes):
                left = [each for each in codes if each != code]
                name = key.removeprefix(_NOT)
                word = ("or" if key == name else "nor") if index else self.word_before(key)
                parts.append(Part(self.said(name, code), self.address(**{key: left}), word))
        if self.words:
            parts.append(Part(f"“{self.words}”", self.address(q=""), self.word_before("q")))
        return parts

    def in_words(self) -> str:
        """The sentence without links: "that are state tables in Arizona"; empty for the whole list."""
        return " ".join(f"{part.word} {part.label}".strip() for part in self.parts())

    def ways_out(self) -> list[Part]:
        """Where nothing matches: each filter as a whole, with what dropping it would show."""
        said = {key: self._all_said(key, codes) for key, codes in self.filters.items() if codes}
        said |= {"q": self.words} if self.words else {}
        totals = self.totals_without(list(said)) if said else {}
        helps = [name for name in said if totals.get(name)] or list(said)
        return [
            Part(said[name], self.address(**{name: "" if name == "q" else []}), count=totals.get(name, 0))
            for name in helps
        ]

    def beyond(self, page: Page[Any], *, size: int) -> dict[str, Any]:
        """How to go on from a page: how many rows the next one adds, or what to drop where nothing matches."""
        left = self.facets.total - page.shown
        return {"step": min(size, left) if left > 0 else None, "ways_out": [] if page.rows else self.ways_out()}

    def _all_said(self, key: str, codes: list[str]) -> str:
        name = key.removeprefix(_NOT)
        words = " or ".join(self.said(name, code) for code in codes)
        return words if key == name else f"not {words}"

    def address(self, **instead: Any) -> str:
        """The list's address with these values in place of its own; values that say nothing are left out."""
        query = self.query(**instead)
        return f"{reverse(self.url_name)}?{query}" if query else reverse(self.url_name)

    def query(self, **instead: Any) -> str:
        """The part of that address after the question mark: the same for everything that shows the same."""
        values: dict[str, Any] = {"q": self.words, **self.filters, "sort": self.sorting, **instead}
        values["sort"] = "" if values["sort"] == self.default_sort else values["sort"]
        return urlencode({name: value for name, value in values.items() if value}, doseq=True)

    def word_before(self, name: str) -> str:
        """What the sentence says before the choices of a filter, by its name in the address."""
        left_out = name.removeprefix(_NOT)
        return self.sentence[name] if left_out == name else self.sentence_without[left_out]

    def said(self, name: str, code: str) -> str:
        """A choice as the sentence says it: "Arizona", "501(c)(4)"."""
        return next((each.label for each in self.facets.options[name] if each.value == code), code)
