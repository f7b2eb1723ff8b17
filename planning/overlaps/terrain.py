"""The places in use as numbers, and every two of them that have ground in common."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np

from .arrays import Flags, Floats, Ints, ints, offsets
from .places import CROSSING_KINDS, DISTRICT_KINDS, Atlas, Relation
from .records import BASES

_BASIS = {basis: position for position, basis in enumerate(BASES)}


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
        here, there, relations = zip(*self._related(), strict=True) if self.ids else ((), (), ())
        # None becomes nan.
        shares = [
            np.array([getattr(r, name) for r in relations], dtype=np.float64) for name in ("share_a", "share_b")
        ]
        anchor, basis = (ints([self.number[r.anchor] for r in relations]), ints([_BASIS[r.basis] for r in relations]))
        back = np.flatnonzero(ints(here) != ints(there))
        one, other = np.append(here, ints(there)[back]), np.append(there, ints(here)[back])
        keys = one * len(self.ids) + other
        order = np.argsort(keys)
        twice = np.append(np.arange(len(here)), back)[order]
        return Ways(
            one[order].astype(np.int64),
            other[order].astype(np.int64),
            np.append(shares[0], shares[1][back])[order],
            anchor[twice],
            basis[twice],
            np.searchsorted(keys[order], (other * len(self.ids) + one)[order]),
            order < len(here),
        )

    def _related(self) -> Iterator[tuple[int, int, Relation]]:
        """Each with itself, with those around it, and once with those of its state that it crosses."""
        for place, number in self.number.items():
            for above in (place, *self.atlas.ancestors(place)):
                if above in self.number and (relation := self.atlas.relation(place, above)):
                    yield number, self.number[above], relation
        for one, other in self._perhaps_crossing():
            if relation := self.atlas.crossing(one, other):
                yield self.number[one], self.number[other], relation

    def _perhaps_crossing(self) -> set[tuple[str, str]]:
        """Places of one state that a crosswalk names together, or whose kinds are drawn across each other."""
        groups: dict[str | None, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for id in self.ids:
            place = self.atlas.places[id]
            groups[place.state][place.kind].append(id)
        found = {
            (min(pair), max(pair))
            for pair in self.atlas.shares
            if pair[0] in self.number and pair[1] in self.number and self._state(pair[0]) == self._state(pair[1])
        }
        for kinds in groups.values():
            for kind, other in combinations(sorted(kinds), 2):
                if {kind, other} & DISTRICT_KINDS and {kind, other} <= CROSSING_KINDS:
                    found.update((min(pair), max(pair)) for pair in product(kinds[kind], kinds[other]))
        return found

    def _state(self, id: str) -> str | None:
        return self.atlas.places[id].state
