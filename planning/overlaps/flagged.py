"""What is flagged, as columns of links: all that cases are made of."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from .arrays import Flags, Floats, Ints, ints, spread
from .classes import FLAGGED
from .columns import Columns
from .judging import CLASSES, Judge, Verdicts
from .records import DUPLICATE, SAME_MONEY, UNMEASURED
from .shared import UNKNOWN

NOBODY = -1
_CODES = ints([FLAGGED.index(each) if each in FLAGGED else NOBODY for each in CLASSES])
_SINGLE = [FLAGGED.index(each) for each in (SAME_MONEY, UNMEASURED)]


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """One entry for each link: its class (a position in `FLAGGED`), its lists (-1: none), its anchor, the ends by
    which it is linked to others, its days, and the figures of list work (nan elsewhere); `day` ends its worst weeks.

    `couple`, `x` and `y` are its pairs of activities: the link, and both. `island`, `other` and `chance` are third
    lists that competing work meets: the link, the list, and the chance.
    """

    class_: Ints
    a: Ints
    b: Ints
    anchor: Ints
    end_one: Ints
    end_two: Ints
    first: Ints
    last: Ints
    low: Floats
    high: Floats
    touches: Floats
    day: Ints
    is_likely: Flags
    is_unknown: Flags
    couple: Ints
    x: Ints
    y: Ints
    island: Ints
    other: Ints
    chance: Floats


_POINTERS = ("couple", "island")


def flagged(judge: Judge, position: Ints, more: Sequence[Links] = ()) -> Links:
    """All of them, and `more` of other sorts. `position` is that of each activity of the board among all."""
    parts = [*more, *(_of(judge, found, position) for found in judge.verdicts())]
    if not parts:
        return duplicates(judge.columns, ints([]), ints([]))
    before = np.cumsum([0, *(len(part.class_) for part in parts[:-1])]).tolist()
    columns = {}
    for each in fields(Links):
        found = [getattr(part, each.name) for part in parts]
        if each.name in _POINTERS:
            found = [column + lifted for column, lifted in zip(found, before, strict=True)]
        columns[each.name] = np.concatenate(found)
    return Links(**columns)


def duplicates(columns: Columns, one: Ints, two: Ints) -> Links:
    """Pairs of records of one piece of work (positions among all activities)."""
    many, nothing = len(one), np.full(len(one), np.nan)
    nobody, none, no = np.full(many, NOBODY), ints([]), np.zeros(many, dtype=np.bool_)
    starts, ends = columns.starts[one], columns.ends[one]
    class_ = np.full(many, FLAGGED.index(DUPLICATE))
    return Links(
        class_, nobody, nobody, columns.place[one], one, two, starts, ends, nothing, nothing, nothing, nobody, no, no,
        np.arange(many), one, two, none, none, np.zeros(0),
    )  # fmt: skip


def _of(judge: Judge, found: Verdicts, position: Ints) -> Links:
    islands = found.islands
    class_ = _CODES[found.class_]
    at = np.flatnonzero(class_ >= 0)
    link, pair = spread(islands.begin[at], islands.begin[at + 1] - islands.begin[at])
    x, y = position[islands.x[pair]], position[islands.y[pair]]
    class_, a, b, head = class_[at], islands.a[at], islands.b[at], islands.begin[at]
    # Single couples, of one money or without numbers, are linked by the activities, others by the lists.
    is_single = np.isin(class_, _SINGLE)
    ways = judge.terrain.ways
    island, chosen = _chosen(found.chances.island, at)
    return Links(
        class_,
        a,
        b,
        ways.anchor[islands.way[at]],
        np.where(is_single, islands.x[head], a),
        np.where(is_single, islands.y[head], b),
        islands.first[at],
        islands.last[at],
        found.both.low[at],
        found.both.high[at],
        found.rates[at].sum(axis=1),
        found.day[at],
        found.is_likely[at],
        ways.basis[islands.way[at]] == UNKNOWN,
        link,
        x,
        y,
        island,
        found.chances.other[chosen],
        found.chances.chance[chosen],
    )


def _chosen(islands: Ints, at: Ints) -> tuple[Ints, Ints]:
    """Entries of chosen islands: the position among these, and that of the entry."""
    place = np.minimum(np.searchsorted(at, islands), max(len(at) - 1, 0))
    kept = np.flatnonzero(at[place] == islands) if len(at) else ints([])
    return place[kept], kept
