"""Fingerprints: one number for each of many rows of columns, the same as long as all that goes into it is the same.

Pure; over columns, so that a hundred thousand are told apart in a moment. Two different rows have one number by a
chance of one in eighteen quintillions.
"""

import zlib
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint64]
_STEP, _ONE, _TWO = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_UNKNOWN = -(2**62)


def folded(columns: Iterable[NDArray[np.int64]], many: int) -> Codes:
    """Several columns of whole numbers as one of fingerprints."""
    found = np.zeros(many, dtype=np.uint64)
    for column in columns:
        found = _mixed(found + _STEP + column.astype(np.int64).view(np.uint64))
    return found


def summed(codes: Codes, owner: NDArray[np.int64], many: int) -> NDArray[np.int64]:
    """Fingerprints of what each owner has, in whatever order."""
    found = np.zeros(many, dtype=np.uint64)
    np.add.at(found, owner, codes)
    return found.view(np.int64)


def hundredths(values: NDArray[np.float64], parts: int = 100) -> NDArray[np.int64]:
    """Figures as whole numbers of hundredths (or other parts), unknown ones as a number of their own."""
    known = np.isfinite(values)
    return np.where(known, np.rint(np.where(known, values, 0.0) * parts), _UNKNOWN).astype(np.int64)


def word(text: str) -> int:
    """A number for a text, the same on every day."""
    return zlib.crc32(text.encode()) | zlib.adler32(text.encode()) << 31


def _mixed(found: Codes) -> Codes:
    found = (found ^ (found >> np.uint64(30))) * _ONE
    found = (found ^ (found >> np.uint64(27))) * _TWO
    mixed: Codes = found ^ (found >> np.uint64(31))
    return mixed
