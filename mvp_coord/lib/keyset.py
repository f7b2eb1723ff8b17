"""Pages of a list by position instead of number: exact while rows come, go and move between two pages.

A page of "rows 51 to 100" skips or repeats rows when something was inserted above. A keyset page asks for the
rows after the last one that was shown, by values of that row. So a row that stays where it is appears on
exactly one page, whatever happens around it, and the database walks an index instead of counting.

The position travels in the address as a cursor: signed, so that nobody can make one up, and bound to its
order. It can be read by who holds it, so the keys of an order are only what its rows show anyway: end an order
with a unique slug or public id, never with a row number.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, Generic, TypeVar

from django.core import signing
from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)
Line = TypeVar("Line")
Other = TypeVar("Other")
Key = str | int | Decimal | dt.date | dt.datetime

_WRITERS: Final[dict[type, tuple[str, Callable[[Any], str]]]] = {
    str: ("s", str),
    int: ("i", str),
    Decimal: ("n", str),
    dt.date: ("d", dt.date.isoformat),
    dt.datetime: ("t", dt.datetime.isoformat),
}
_READERS: Final[dict[str, Callable[[str], Key]]] = {
    "s": str,
    "i": int,
    "n": Decimal,
    "d": dt.date.fromisoformat,
    "t": dt.datetime.fromisoformat,
}


class BadCursor(ValueError):
    """This cursor was not made here for this order: made up, damaged, or of another list."""


@dataclass(frozen=True)
class Order:
    """A total order of rows, by fields or annotations that are never null; "-" before a key turns it around.

    `name` binds cursors to it. The last key must be unique among the rows, or rows could fall between two pages.
    """

    name: str
    keys: tuple[str, ...]

    def sort(self, rows: QuerySet[Row]) -> QuerySet[Row]:
        """These rows in this order."""
        return rows.order_by(*self.keys)

    def after(self, values: Sequence[Key]) -> Q:
        """The condition of all rows that come after a row with these values of the keys."""
        condition = Q()
        for key, value in reversed(list(zip(self.keys, values, strict=True))):
            name, beyond = (key[1:], "lt") if key.startswith("-") else (key, "gt")
            further = Q(**{f"{name}__{beyond}": value})
            # "At or beyond" is said first, because it alone lets the database start in the middle of its index.
            at_or_beyond = Q(**{f"{name}__{beyond}e": value})
            condition = at_or_beyond & (further | condition) if condition else further
        return condition

    def values_of(self, row: Model) -> list[Key]:
        """The values of the keys of one row."""
        return [getattr(row, key.removeprefix("-")) for key in self.keys]


@dataclass(frozen=True)
class Page(Generic[Line]):
    """Some rows of a list, or what is shown of each.

    `before` counts the rows of the pages that led here; `cursor` opens the next page.
    """

    rows: list[Line] = field(default_factory=list)
    before: int = 0
    cursor: str = ""

    @property
    def shown(self) -> int:
        """How many rows the reader has seen at the end of this page."""
        return self.before + len(self.rows)

    def each_as(self, make: Callable[[Line], Other]) -> "Page[Other]":
        """The same page, of what is made of each row."""
        return Page([make(row) for row in self.rows], self.before, self.cursor)


def take_page(rows: QuerySet[Row], order: Order, *, cursor: str = "", size: int = 50) -> Page[Row]:
    """The page of `rows` after `cursor` (empty: the first page), `size` rows at most. One query.

    Raises `BadCursor`. Give it rows that the viewer may see: then neither rows, counts nor cursors tell of others.
    """
    before = 0
    if cursor:
        before, values = _read(cursor, order)
        rows = rows.filter(order.after(values))
    found = list(order.sort(rows)[: size + 1])
    more, found = len(found) > size, found[:size]
    following = _write(order, before + len(found), order.values_of(found[-1])) if more else ""
    return Page(found, before, following)


def _write(order: Order, seen: int, values: Sequence[Key]) -> str:
    words = []
    for value in values:
        sign, write = _WRITERS[type(value)]
        words.append(sign + write(value))
    return signing.dumps([seen, *words], salt=_salt(order), compress=True)


def _read(cursor: str, order: Order) -> tuple[int, list[Key]]:
    try:
        seen, *words = signing.loads(cursor, salt=_salt(order))
    except signing.BadSignature as error:
        raise BadCursor("This position in the list is not valid any more.") from error
    return seen, [_READERS[word[0]](word[1:]) for word in words]


def _salt(order: Order) -> str:
    return f"keyset {order.name} {' '.join(order.keys)}"
