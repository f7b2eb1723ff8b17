"""How the people of an anchor are spread over the lists of a case, as if each list were drawn by itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np

from planning.overlaps.arrays import Floats
from planning.overlaps.places import Atlas
from planning.overlaps.records import CROSSWALK, Key
from planning.overlaps.worklists import WorkList


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of the anchor, and the crossing places that cover it."""

    weight: float
    places: frozenset[str]


@dataclass(frozen=True, slots=True)
class Mix:
    """The chance that somebody is on the lists of two partners or more; and for each list (by its number) that
    somebody is on it and on another partner's. Two lists of one partner are its own affair."""

    on_two: float
    on_this_too: dict[int, float]


class Mixer:
    """The anchor in cells: districts of one kind lie side by side in it, those of different kinds independently."""

    def __init__(self, lists: Sequence[WorkList], anchor: str, atlas: Atlas) -> None:
        shares: dict[str, dict[str, float]] = {}
        for one in lists:
            relation = atlas.relation(anchor, one.place)
            if relation and relation.basis == CROSSWALK and relation.share_a is not None:
                shares.setdefault(atlas.places[one.place].kind, {})[one.place] = relation.share_a
        self._crossing = {place for kind in shares.values() for place in kind}
        kinds = [shares[kind] for kind in sorted(shares)]
        # Each place of a kind with its share, and what none of them covers.
        choices = [[*sorted(kind.items()), ("", max(0.0, 1.0 - sum(kind.values())))] for kind in kinds]
        self._cells = [
            Cell(prod(share for _, share in chosen), frozenset(place for place, _ in chosen))
            for chosen in product(*choices)
        ]

    def together(self, lists: Sequence[WorkList]) -> Floats:
        """For every two of some lists the part of the anchor in which both may be."""
        is_there = np.array(
            [[one.place not in self._crossing or one.place in cell.places for one in lists] for cell in self._cells],
            dtype=np.float64,
        )
        weight = np.array([cell.weight for cell in self._cells])
        found: Floats = is_there.T @ (is_there * weight[:, None])
        return found

    def mix(self, lists: Sequence[WorkList], reaches: dict[int, float]) -> Mix:
        """Over some of the lists, with the reach of each by its number."""
        on_two, on_this_too = 0.0, {one.number: 0.0 for one in lists}
        for cell in self._cells:
            here = [one for one in lists if one.place not in self._crossing or one.place in cell.places]
            missed: dict[Key, float] = {}
            for one in here:
                missed[one.partner] = missed.get(one.partner, 1.0) * (1.0 - reaches[one.number])
            on_two += cell.weight * _two_or_more(missed.values())
            by_others = _without_each(missed)
            for one in here:
                on_this_too[one.number] += cell.weight * reaches[one.number] * (1.0 - by_others[one.partner])
        return Mix(on_two, on_this_too)


def _two_or_more(missed: Iterable[float]) -> float:
    """The chance that at least two of several independent things do not miss."""
    none, once, more = 1.0, 0.0, 0.0
    for miss in missed:
        none, once, more = none * miss, once * miss + none * (1 - miss), more + once * (1 - miss)
    return more


def _without_each(missed: dict[Key, float]) -> dict[Key, float]:
    """For each partner the chance that all others miss."""
    before: dict[Key, float] = {}
    passed = 1.0
    for partner, miss in missed.items():
        before[partner] = passed
        passed *= miss
    after = 1.0
    for partner in reversed(missed):
        before[partner] *= after
        after *= missed[partner]
    return before
