"""Counting rows by their values without asking the database: one long string of bits for each value, a bit a row.

"How many of these rows have this value?" is then one "and" and one count of bits, microseconds for 100,000 rows, so
a list can show the counts of a hundred choices at once. Sets of rows are plain integers here (their bits): combine
them with `&` and `|`.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator
from functools import reduce
from operator import and_, or_
from typing import Any, Final

from django.db.models import Q

# One value of one fact, and the ids of the rows that have it.
Posting = tuple[str, Hashable, Collection[int]]
# The fact that every row has.
ROW: Final = "row"


class Tally:
    """Which rows have which values of which facts."""

    def __init__(self) -> None:
        self._places: dict[int, int] = {}
        self._having: dict[str, dict[Hashable, int]] = {}
        self._seats = 0
        self.every = 0

    def replaced(self, ids: Collection[int], postings: Iterable[Posting]) -> "Tally":
        """A tally that forgot what it knew of the rows `ids`, and has learned what they have now; a posting of `ROW`
        names those that there are. Ids that are in no such posting are gone. This one stays as it is, for other
        threads that are counting with it."""
        other = Tally()
        other._places, other._seats, other.every = dict(self._places), self._seats, self.every
        other._having = {fact: dict(values) for fact, values in self._having.items()}
        other._forget(ids)
        for fact, value, rows in postings:
            other._learn(fact, value, rows)
        return other

    def _learn(self, fact: str, value: Hashable, rows: Collection[int]) -> None:
        bits = self._seated(rows)
        if fact == ROW:
            self.every |= bits
        else:
            values = self._having.setdefault(fact, {})
            values[value] = values.get(value, 0) | bits

    def _forget(self, ids: Collection[int]) -> None:
        gone = self.of(ids)
        if not gone:
            return
        self.every &= ~gone
        for values in self._having.values():
            for value, bits in list(values.items()):
                values[value] = bits & ~gone
                if not values[value]:
                    del values[value]

    def _seated(self, ids: Collection[int]) -> int:
        """These rows, each on its place; new ones are given one."""
        for row in ids:
            if row not in self._places:
                self._places[row] = self._seats
                self._seats += 1
        return self.of(ids)

    def of(self, ids: Iterable[int]) -> int:
        """The rows with these ids, as far as they are known."""
        found, places = bytearray(self._seats // 8 + 1), self._places
        for row in ids:
            place = places.get(row)
            if place is not None:
                found[place >> 3] |= 1 << (place & 7)
        return int.from_bytes(found, "little")

    def having(self, fact: str, values: Iterable[Any]) -> int:
        """The rows with at least one of these values."""
        known = self._having.get(fact, {})
        return reduce(or_, (known.get(value, 0) for value in values), 0)

    def values(self, fact: str) -> Iterator[tuple[Any, int]]:
        """Each value of a fact that some row has, with these rows."""
        return iter(self._having.get(fact, {}).items())

    def where(self, condition: Q) -> int:
        """The rows that meet a condition of `fact`, `fact__in` and `pk__in`, as querysets would read it."""
        parts = [self.where(each) if isinstance(each, Q) else self._meeting(*each) for each in condition.children]  # type: ignore[arg-type, misc]
        if condition.connector not in {Q.AND, Q.OR}:
            raise NotImplementedError(condition.connector)
        found = reduce(and_, parts, self.every) if condition.connector == Q.AND else reduce(or_, parts, 0)
        return self.every & ~found if condition.negated else found & self.every

    def _meeting(self, lookup: str, value: Any) -> int:
        fact, _, how = lookup.partition("__")
        if how not in {"", "in"}:
            raise NotImplementedError(lookup)
        values = value if how else [value]
        return self.of(values) if fact == "pk" else self.having(fact, values)
