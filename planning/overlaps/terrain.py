"""The places in use as numbers, and every two of them that have ground in common."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from .arrays import Flags, Floats, Ints, ints, offsets
from .places import Atlas, Relation
from .records import BASES


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """Ordered pairs of places with ground in common, sorted: row by row the one place and the other, the share
    of the one that lies in the other (nan: not known), the anchor, and how that is known (a position in `BASES`).

    `back` is the row of the same two the other way round. A pair of places is looked at in one of its rows only
    (`is_met`): from the smaller one, and of places that cross from the one whose id comes first.
    """

    one: Ints
    other: Ints
    share: Floats
    anchor: Ints
    basis: Ints
    back: Ints
    is_met: Flags


class Terrain:
    """`ids` are the places in use, in order; a place's number is its position there."""

    def __init__(self, ids: Iterable[str], atlas: Atlas) -> None:
        self.atlas = atlas
        self.ids = tuple(sorted(set(ids)))
        self.number = {id: number for number, id in enumerate(self.ids)}
        self.ways = self._ways()
        self.first_way = offsets(self.ways.one, len(self.ids))

    def _ways(self) -> Ways:
        found = sorted(self._related())
        one, other = (ints([row[side] for row in found]) for side in (0, 1))
        keys = one * len(self.ids) + other
        relations = [relation for _, _, relation, _ in found]
        shares = [np.nan if r.share_a is None else r.share_a for r in relations]
        return Ways(
            one,
            other,
            np.array(shares, dtype=np.float64),
            ints([self.number[r.anchor] for r in relations]),
            ints([BASES.index(r.basis) for r in relations]),
            np.searchsorted(keys, other * len(self.ids) + one),
            np.array([is_met for *_, is_met in found], dtype=np.bool_),
        )

    def _related(self) -> Iterator[tuple[int, int, Relation, bool]]:
        """Each with itself, with those around it, and with those of its state that it crosses."""
        for place, number in self.number.items():
            for above in (place, *self.atlas.ancestors(place)):
                if above in self.number:
                    yield from self._both_ways(number, self.number[above])
        of_state = defaultdict(list)
        for place in self.ids:
            of_state[self.atlas.places[place].state].append(place)
        for group in of_state.values():
            for position, one in enumerate(group):
                for other in group[position + 1 :]:
                    if self.atlas.crosses(one, other):
                        yield from self._both_ways(self.number[one], self.number[other])

    def _both_ways(self, one: int, other: int) -> Iterator[tuple[int, int, Relation, bool]]:
        for here, there, is_met in ((one, other, True), (other, one, False))[: 1 + (one != other)]:
            relation = self.atlas.relation(self.ids[here], self.ids[there])
            assert relation is not None
            yield here, there, relation, is_met
