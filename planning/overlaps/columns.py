"""Activities as columns of numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .arrays import Floats, Ints, ints
from .places import Atlas
from .records import Activity

# Sets of constituencies are kept in the bits of one number.
MOST_CONSTITUENCIES = 62


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """One entry for each activity: its partner, kind of work (family and whether it is registration) and place as
    numbers, its days as ordinals, its constituencies as bits (0: everyone), its volumes (nan: unknown)."""

    partner: Ints
    kind: Ints
    place: Ints
    starts: Ints
    ends: Ints
    mask: Ints
    universe: Floats
    attempts: Floats


def numbered(values: Iterable[object]) -> Ints:
    """The same number for the same value, as they come."""
    numbers: dict[object, int] = {}
    return ints([numbers.setdefault(value, len(numbers)) for value in values])


def bits(codes: Iterable[str]) -> dict[str, int]:
    """A bit for each constituency. Raises ValueError for more than a number has."""
    known = sorted(set(codes))
    if len(known) > MOST_CONSTITUENCIES:
        raise ValueError(f"{len(known)} constituencies are more than can be compared ({MOST_CONSTITUENCIES})")
    return {code: 1 << position for position, code in enumerate(known)}


def columns_of(activities: Sequence[Activity], atlas: Atlas, number: Mapping[str, int]) -> Columns:
    """Columns of plain values; `number` is that of each place in use."""
    bit = bits(code for a in activities for code in a.constituencies)
    return Columns(
        numbered(a.partner for a in activities),
        numbered((a.family, a.is_registration) for a in activities),
        ints([number[atlas.home(a.division)] for a in activities]),
        ints([a.starts.toordinal() for a in activities]),
        ints([a.ends.toordinal() for a in activities]),
        ints([sum(bit[code] for code in a.constituencies) for a in activities]),
        _volumes(a.universe for a in activities),
        _volumes(a.attempts for a in activities),
    )


def _volumes(values: Iterable[int | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
