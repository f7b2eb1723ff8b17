"""Which records may be one piece of work that two partners have both put on record, found over columns.

Whether two of them are, their names tell (`duplicates`): of very many plans there are few to be asked.
"""

from collections.abc import Sequence

import numpy as np

from .arrays import Flags, Floats, Ints, in_order, ints
from .columns import Columns
from .duplicates import CLOSE


def close_pairs(columns: Columns) -> tuple[Ints, Ints]:
    """Positions of measured activities of different partners, of one kind, place and window, with nearly the same
    volumes and people in common."""
    parts = (columns.kind, columns.place, columns.starts, columns.ends)
    at = np.flatnonzero(~np.isnan(columns.universe + columns.attempts))
    at = at[in_order(*(part[at] for part in parts))]
    fresh = _fresh(parts, at)
    # Most are the only ones of their group.
    at = at[~(fresh & np.append(fresh[1:], True))]
    at = at[in_order(*(part[at] for part in parts), -ints(columns.attempts[at]))]
    group = np.cumsum(_fresh(parts, at))
    found: list[tuple[Ints, Ints]] = []
    # Each with the next, the one after that, … of its group, as long as any are near: the largest come first.
    step, first = 1, np.arange(len(at) - 1)
    while len(first):
        first = first[first + step < len(at)]
        one, two = at[first], at[first + step]
        near = (group[first] == group[first + step]) & _within(columns.attempts[one], columns.attempts[two])
        first, one, two = first[near], one[near], two[near]
        kept = _may_be_one(columns, one, two)
        found.append((one[kept], two[kept]))
        step += 1
    if not found:
        return at[:0], at[:0]
    ones, twos = zip(*found, strict=True)
    return np.concatenate(ones), np.concatenate(twos)


def _fresh(parts: Sequence[Ints], at: Ints) -> Flags:
    """Which of these differ from the one before."""
    fresh = np.ones(len(at), dtype=np.bool_)
    fresh[1:] = np.any([np.diff(part[at]) != 0 for part in parts], axis=0)
    return fresh


def _may_be_one(columns: Columns, one: Ints, two: Ints) -> Flags:
    mask, other = columns.mask[one], columns.mask[two]
    meet = (mask == 0) | (other == 0) | (mask & other != 0)
    different = columns.partner[one] != columns.partner[two]
    near: Flags = meet & different & _within(columns.universe[one], columns.universe[two])
    return near


def _within(one: Floats, two: Floats) -> Flags:
    near: Flags = np.abs(one - two) <= CLOSE * np.maximum(one, two)
    return near
