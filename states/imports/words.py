"""Words for coded facts, both ways: choices, terms of code lists, links, years, days."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from mvp_coord.lib.tabular import Value
from mvp_coord.lib.wording import join_words
from mvp_coord.lib.written import NotUnderstoodError, shown
from mvp_coord.lib.written_dates import read_date
from mvp_coord.sheets.cells import join_items, plain, plain_line, split_items
from mvp_coord.sheets.fields import text_of
from states.names import word_key

_is_address = URLValidator(["http", "https"])


class Choices:
    """One of a few words: by its label, its code, or another word for it."""

    def __init__(self, what: str, labels: Mapping[str, str], others: Mapping[str, str] | None = None) -> None:
        self.what, self.labels = what, dict(labels)
        self._codes = {word_key(word): code for word, code in (others or {}).items()}
        self._codes |= {word_key(text): code for code, label in self.labels.items() for text in (code, label)}

    def read(self, value: Value, _: Any = None) -> str:
        """The code; raises `NotUnderstoodError` with all that may stand here."""
        code = self._codes.get(word_key(shown(value)))
        if code is None:
            known = join_words(list(self.labels.values()), "or")
            raise NotUnderstoodError(f"is no {self.what} that is known here: write {known}")
        return code

    def write(self, code: str, _: Any = None) -> str:
        return self.labels.get(code, code)


class Terms:
    """A code list in cells that name several of its terms. Retired terms are read by those who have them."""

    def __init__(self, rows: list[tuple[str, str, list[str]]], find_all: Callable[[str], tuple[str, ...]]) -> None:
        self._find_all = find_all
        self._codes: dict[str, str] = {}
        for code, label, _ in rows:
            self._codes.setdefault(word_key(label), code)
        self._codes |= {word_key(code): code for code, _, _ in rows}
        self._labels = {code: label if self._codes[word_key(label)] == code else code for code, label, _ in rows}
        self._known: dict[str, tuple[str, ...]] = {}

    def read(self, text: str) -> tuple[str, ...]:
        """The codes, sorted; raises `NotUnderstoodError`."""
        if text not in self._known:
            items = split_items(text)
            codes = [self._codes.get(word_key(each)) for each in items]
            found = codes if all(codes) else self._find_all(text)
            self._known[text] = tuple(sorted({str(code) for code in found}))
        return self._known[text]

    def write(self, codes: tuple[str, ...]) -> str:
        return join_items(self._labels.get(code, code) for code in codes)


def read_line(longest: int, *, is_name: bool = False) -> Callable[[Value, Any], str]:
    """A text of one line."""

    def read(value: Value, _: Any = None) -> str:
        text = plain_line(text_of(value))
        if len(text) > longest:
            raise NotUnderstoodError(f"has more than {longest} letters")
        if is_name and not re.search(r"\w", text):
            raise NotUnderstoodError("is no name")
        return text

    return read


def read_text(value: Value, _: Any = None) -> str:
    """A text of several lines."""
    return plain(text_of(value))


def read_names(value: Value, _: Any = None) -> tuple[str, ...]:
    return split_items(text_of(value))


def write_names(names: tuple[str, ...], _: Any = None) -> str:
    return join_items(names)


def read_link(value: Value, _: Any = None) -> str:
    """A web address; "ocotillo.example" without its beginning is one too."""
    text = plain_line(text_of(value)).replace(" ", "%20")
    address = text if re.match(r"[a-z][a-z0-9+.-]*:", text, re.I) else f"https://{text}"
    try:
        _is_address(address)
        urlsplit(address)
    except (ValidationError, ValueError) as fault:
        raise NotUnderstoodError("is no web address: write it as https://example.org") from fault
    if len(address) > 200:
        raise NotUnderstoodError("has more than 200 letters")
    return address


def read_slug(value: Value, _: Any = None) -> str:
    """The end of a record's address, or the whole address."""
    return shown(value).rstrip("/").rsplit("/", 1)[-1].lower()


def read_year(value: Value, _: Any = None) -> int:
    text = shown(value)
    if not re.fullmatch(r"[0-9]{4}", text) or not 1600 <= int(text) <= 2100:
        raise NotUnderstoodError("is no year: write it as 2009")
    return int(text)


def read_day(value: Value, _: Any = None) -> dt.date:
    day = read_date(value)
    if day is None:
        raise NotUnderstoodError("is not a date: write it as 2027-09-06")
    return day


def as_it_is(fact: Any, _: Any = None) -> Any:
    """What needs no words: a text, a number, a day; nothing where there is none."""
    return "" if fact is None else fact
