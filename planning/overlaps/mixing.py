"""An anchor in parts, where districts cross it: which lists of a case are in which part."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np

from .arrays import Flags, Floats


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Parts of an anchor: what each weighs, and which lists (a column for each) are in it."""

    weight: Floats
    is_there: Flags


def cells_of(crossing: Sequence[tuple[str, Hashable, float] | None]) -> Cells | None:
    """The anchor in cells: districts of one kind lie side by side in it, those of different kinds independently.

    For each list the kind of its place, the place, and the share of the anchor in it; None where it works all of it.
    None where all lists do.
    """
    kinds: dict[str, dict[Hashable, float]] = {}
    for kind, place, share in filter(None, crossing):
        kinds.setdefault(kind, {})[place] = share
    if not kinds:
        return None
    # Each place of a kind with its share, and what none of them covers.
    choices: list[list[tuple[Hashable, float]]] = [
        [*sorted(kinds[kind].items(), key=str), (None, max(0.0, 1.0 - sum(kinds[kind].values())))]
        for kind in sorted(kinds)
    ]
    cells = [({place for place, _ in chosen}, prod(share for _, share in chosen)) for chosen in product(*choices)]
    is_there = [[each is None or each[1] in places for each in crossing] for places, _ in cells]
    return Cells(np.array([weight for _, weight in cells]), np.array(is_there, dtype=np.bool_))
