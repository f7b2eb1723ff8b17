"""What is flagged, as columns of links: all that cases are made of."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from .arrays import Flags, Floats, Ints, ints, small, spread
from .classes import FLAGGED
from .columns import Columns
from .judging import CLASSES, Judge, Verdicts
from .records import DUPLICATE
from .shared import UNKNOWN
from .threads import side_by_side

NOBODY = -1
_CODES = ints([FLAGGED.index(each) if each in FLAGGED else NOBODY for each in CLASSES])


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """One entry for each link: its class (a position in `FLAGGED`), its lists (-1: none), its anchor, the ends by
    which it is linked to others, its days, and the figures of list work (nan elsewhere); `day` ends its worst weeks.

    `way` leads from the place of a to that of b. `couple`, `x` and `y` are its pairs of activities: the link, and
    both. All that `flagged` gathers is in whole numbers of four bytes, since of a million plans there are millions:
    who multiplies them takes eight.
    """

    class_: Ints
    a: Ints
    b: Ints
    anchor: Ints
    end_one: Ints
    end_two: Ints
    way: Ints
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


def flagged(judge: Judge, position: Ints, more: Sequence[Links] = ()) -> Links:
    """All of them, and `more` of other sorts. `position` is that of each activity of the board among all."""
    columns: dict[str, list[Any]] = {each.name: [] for each in fields(Links)}
    before = 0
    for part in (duplicates(judge.columns, ints([]), ints([])), *more):
        before += _add(columns, part, before)
    for part in judge.each(lambda found: _of(judge, found, position)):
        before += _add(columns, part, before)
    names = list(columns)
    # No more than two columns at a time are held twice.
    found = side_by_side(lambda name: np.concatenate(columns.pop(name)), names, plans=len(position))
    return Links(**dict(zip(names, found, strict=True)))


def _add(columns: dict[str, list[Any]], part: Links, before: int) -> int:
    """Some more links behind so many; how many they are."""
    for name, found in columns.items():
        column = getattr(part, name)
        column = column + before if name == "couple" else column
        found.append(small(column) if column.dtype == np.int64 else column)
    return len(part.class_)


def duplicates(columns: Columns, one: Ints, two: Ints) -> Links:
    """Pairs of records of one piece of work (positions among all activities)."""
    many, nothing = len(one), np.full(len(one), np.nan)
    nobody, no = np.full(many, NOBODY), np.zeros(many, dtype=np.bool_)
    starts, ends = columns.starts[one], columns.ends[one]
    class_ = np.full(many, FLAGGED.index(DUPLICATE))
    return Links(
        class_, nobody, nobody, columns.place[one], one, two, nobody, starts, ends, nothing, nothing, nothing,
        nobody, no, no, np.arange(many), one, two,
    )  # fmt: skip


def _of(judge: Judge, found: Verdicts, position: Ints) -> Links:
    islands = found.islands
    class_ = _CODES[found.class_]
    at = np.flatnonzero(class_ >= 0)
    link, pair = spread(islands.begin[at], islands.begin[at + 1] - islands.begin[at])
    x, y = position[islands.x[pair]], position[islands.y[pair]]
    class_, a, b, head = class_[at], islands.a[at], islands.b[at], islands.begin[at]
    # Single couples, of one money or without numbers, are linked by the activities, others by the lists.
    is_single = islands.alone[at] != 0
    ways, (rate_a, rate_b, others) = judge.terrain.ways, found.rates
    return Links(
        class_,
        a,
        b,
        ways.anchor[islands.way[at]],
        np.where(is_single, islands.x[head], a),
        np.where(is_single, islands.y[head], b),
        islands.way[at],
        islands.first[at],
        islands.last[at],
        found.both.low[at],
        found.both.high[at],
        rate_a[at] + rate_b[at] + others[at],
        found.day[at],
        found.is_likely[at],
        ways.basis[islands.way[at]] == UNKNOWN,
        link,
        x,
        y,
    )
