"""Couples put together: two lists that meet, in each run of days that they share without a gap."""

from dataclasses import dataclass

import numpy as np

from .arrays import Flags, Ints, in_order, room, small
from .columns import Columns
from .lists import Lists
from .loops import loop
from .sweep import Couples

# Traits of an activity: it works a list of people; that, but a volume is not known; it may be paid from the same
# money as others; its list has several activities.
LISTED, BLANK, TIED, SEVERAL = 1, 2, 4, 8


@dataclass(frozen=True, slots=True, eq=False)
class Islands:
    """One entry for each: lists `a` and `b` (the lower number first), days, and the way between their places.

    `x` and `y` are the activities of its couples, island by island, those of island n from `begin[n]` on. `alone` is
    why a couple is judged by itself (0: it is not).
    """

    a: Ints
    b: Ints
    first: Ints
    last: Ints
    way: Ints
    alone: Ints | Flags
    begin: Ints
    x: Ints
    y: Ints

    def take(self, chosen: Ints) -> "Islands":
        """Some of them, without their couples."""
        return Islands(
            self.a[chosen],
            self.b[chosen],
            self.first[chosen],
            self.last[chosen],
            self.way[chosen],
            self.alone[chosen],
            self.begin[chosen],
            self.x,
            self.y,
        )


def traits_of(lists: Lists, is_list: Flags, is_blank: Flags, is_tied: Flags) -> Ints:
    """The traits of each activity; `is_list` tells of each list whether it is one of people."""
    listed = is_list[lists.of]
    found = LISTED * listed + BLANK * (listed & is_blank) + TIED * is_tied + SEVERAL * lists.has_several[lists.of]
    return small(found, np.int8)


def islands_of(met: Couples, alone: Ints, traits: Ints, columns: Columns, lists: Lists) -> tuple[Islands, Ints]:
    """Those of some couples (of which the list of `one` comes first). Those that are `alone` (not 0) are each an
    island; the others are cut where a day that they do not share lies between, so a plan split in two at any day
    stays one. And the first couple of each island (a position)."""
    many, of, days = len(alone), lists.of, (columns.starts, columns.ends)
    order = room(many)
    single = _apart(met.one, met.two, alone, traits, order)
    rest = order[single:]
    one, two = met.one[rest], met.two[rest]
    order[single:] = rest[in_order(of[one], of[two], np.maximum(columns.starts[one], columns.starts[two]))]
    a, b, first, last, way, why, x, y = (room(many) for _ in range(8))
    begin = np.empty(many + 1, dtype=np.int64)
    made = a, b, first, last, way, why
    found = _put_together(order, single, met.one, met.two, met.way, alone, of, *days, *made, begin, x, y)
    a, b, first, last, way, why = (column[:found] for column in made)
    return Islands(a, b, first, last, way, why, begin[: found + 1], x, y), order[begin[:found]]


@loop(outputs=1)
def _apart(one, two, alone, traits, order):
    """How many couples are alone, or the only ones of their lists; these come first in `order`, then the others."""
    single, rest = 0, len(one)
    for couple in range(len(one)):
        if alone[couple] or not (traits[one[couple]] | traits[two[couple]]) & SEVERAL:
            order[single] = couple
            single += 1
        else:
            rest -= 1
            order[rest] = couple
    return single


@loop(outputs=9)
def _put_together(
    order, single, one, two, way_of, why, of, starts, ends, a, b, first, last, way, alone, begin, x, y
):  # fmt: skip
    """How many islands there are of couples in `order`: by lists and first day from `single` on, before that one of
    each."""
    found = 0
    for at in range(len(order)):
        couple = order[at]
        x[at], y[at] = one[couple], two[couple]
        since, until = max(starts[x[at]], starts[y[at]]), min(ends[x[at]], ends[y[at]])
        island = found - 1
        is_same = at > single and a[island] == of[x[at]] and b[island] == of[y[at]]
        if is_same and since <= last[island] + 1:
            last[island] = max(last[island], until)
            continue
        a[found], b[found], way[found] = of[x[at]], of[y[at]], way_of[couple]
        first[found], last[found] = since, until
        alone[found], begin[found] = why[couple], at
        found += 1
    begin[found] = len(order)
    return found
