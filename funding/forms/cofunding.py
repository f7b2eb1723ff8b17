"""Which rows of a co-funding page are open: the address says it, and every figure is a link to its rows."""

import re
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from funding.reports.cofunding import KINDS, CoFunding

_WORDS = {
    "funder": re.compile(r"[a-z0-9_-]{1,120}"),
    "period": re.compile(r"[A-Za-z0-9_-]{1,20}"),
    "currency": re.compile(r"[A-Z]{3}"),
    "kind": re.compile("|".join(KINDS)),
}


class RowsAsked:
    """What the address narrows the rows by; what it cannot mean falls back to all."""

    def __init__(self, data: QueryDict) -> None:
        told = {name: str(data.get(name, "")) for name in _WORDS}
        self.chosen = {name: told[name] if form.fullmatch(told[name]) else "" for name, form in _WORDS.items()}
        self.once = data.get("once") == "1"

    @property
    def is_narrowed(self) -> bool:
        return self.once or any(self.chosen.values())

    def rows_of(self, money: CoFunding) -> CoFunding:
        """These rows of the page's money."""
        return money.narrowed(**self.chosen, once=self.once)

    def address(self, **chosen: Any) -> str:
        """The page's address with the rows of one figure open: those that count."""
        return f"?{urlencode({**{name: value for name, value in chosen.items() if value}, 'once': 1})}#rows"

    def is_open(self, **chosen: str) -> bool:
        """Whether just these rows are open."""
        return self.once and self.chosen == {**dict.fromkeys(_WORDS, ""), **chosen}
