"""Columns of numbers, and the few moves on them that everything here is made of."""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def ints(values: object) -> Ints:
    return np.asarray(values, dtype=np.int64)


def spread(starts: Ints, counts: Ints) -> tuple[Ints, Ints]:
    """Ranges of positions written out: for each position the range that it belongs to, and the position itself."""
    owners = np.repeat(np.arange(len(counts)), counts)
    before = np.cumsum(counts) - counts
    return owners, np.arange(len(owners)) + np.repeat(starts - before, counts)


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
