"""Columns of numbers, and the few moves on them that everything here is made of."""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


# Up to so many numbers for each key are a list worth making.
CLOSE = 8


def ints(values: object) -> Ints:
    return np.asarray(values, dtype=np.int64)


def small(values: object, dtype: type = np.int32) -> Ints:
    """Whole numbers of four bytes or fewer: where there are very many of them, and nobody multiplies them."""
    return np.asarray(values, dtype=dtype)


def room(many: int, dtype: type = np.int32) -> Ints:
    """Room for so many of them."""
    return np.empty(many, dtype=dtype)


def spread(starts: Ints, counts: Ints) -> tuple[Ints, Ints]:
    """Ranges of positions written out: for each position the range that it belongs to, and the position itself."""
    return np.repeat(np.arange(len(counts)), counts), positions(starts, counts)


def positions(starts: Ints, counts: Ints) -> Ints:
    """The same without the range of each."""
    ends = np.cumsum(counts)
    found = np.repeat(starts - ends + counts, counts)
    found += np.arange(len(found))
    return found


def in_order(*columns: Ints) -> Ints:
    """The positions of rows by their first column, then by the second, …; equal rows as they come.

    One number for all columns and the row, where they fit into one, is sorted in a tenth of the time.
    """
    many = len(columns[0])
    rows = np.arange(many)
    key, most = np.zeros(many, dtype=np.int64), 1
    for column in (*columns, rows):
        lowest = int(column.min(initial=np.iinfo(column.dtype).max))
        span = int(column.max(initial=lowest)) - lowest + 1
        most *= span
        if most > np.iinfo(np.int64).max:
            return np.lexsort(columns[::-1]) if column is not rows else np.argsort(key, kind="stable")
        # In place: with a million plans there are millions of rows.
        key *= span
        key += column
        key -= lowest
    key.sort()
    key %= max(many, 1)
    return key


def distinct(values: Ints) -> Ints:
    """All values in order, each once: as `np.unique` has it, which is slow for very many."""
    found = np.sort(values)
    fresh = np.ones(len(found), dtype=np.bool_)
    fresh[1:] = found[1:] != found[:-1]
    return found[fresh]


def offsets(sorted_codes: Ints, how_many: int) -> Ints:
    """Where each code from 0 to `how_many` begins in a sorted column; the last entry is its length."""
    return np.searchsorted(sorted_codes, np.arange(how_many + 1)).astype(np.int64)


def batches(sizes: Ints, most: int) -> list[tuple[int, int]]:
    """Runs of neighbors (from, until) whose sizes add up to about `most`; one that is larger goes alone."""
    if not len(sizes):
        return []
    group = (np.cumsum(sizes) - sizes) // most
    cuts = np.flatnonzero(np.diff(group)) + 1
    return list(zip([0, *cuts.tolist()], [*cuts.tolist(), len(sizes)], strict=True))


def find(keys: Ints, wanted: Ints) -> Ints:
    """The positions of some keys in a sorted column without doubles, -1 for those that are not there.

    Keys that lie close together, as those of a table do, are found through a list of all numbers between the first
    and the last: of very many that takes a tenth of the time.
    """
    if not len(keys):
        return np.full(len(wanted), -1)
    first, span = keys[0], int(keys[-1] - keys[0]) + 1
    if span > CLOSE * (len(keys) + len(wanted)):
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return np.where(keys[at] == wanted, at, -1)
    # Before the first and behind the last there is a number that stands for all others.
    position = np.full(span + 2, -1)
    position[keys - first + 1] = np.arange(len(keys))
    return position[np.clip(wanted - first + 1, 0, span + 1)]
