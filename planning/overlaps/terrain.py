"""The places in use as numbers, and every two of them that have ground in common."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

import numpy as np

from .arrays import Flags, Floats, Ints, ints, offsets, spread
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
    """`ids` are the places in use, in order; a place's number is its position there. `bit` is that of each
    constituency in a mask."""

    def __init__(self, ids: Iterable[str], atlas: Atlas, bit: Mapping[str, int] | None = None) -> None:
        self.atlas = atlas
        self.ids = tuple(sorted(set(ids)))
        self.number = {id: number for number, id in enumerate(self.ids)}
        self.bit = dict(bit or {})
        self.electorate = self._people(atlas.electorate)
        self.ways = self._ways()
        self.first_way = offsets(self.ways.one, len(self.ids))

    def _people(self, counted: Callable[[str], float | None]) -> Floats:
        return np.array([counted(id) for id in self.ids], dtype=np.float64)

    @cached_property
    def ceiling(self) -> Floats:
        """An electorate that each place's own cannot exceed, nan where there is none."""
        return self._people(self.atlas.ceiling)

    @cached_property
    def is_local(self) -> Flags:
        """Whether each place is at county level or below."""
        return np.array([self.atlas.is_local(id) for id in self.ids], dtype=np.bool_)

    def constituency_electorates(self, place: Ints, mask: Ints) -> Floats:
        """People of one constituency in places, nan where not known."""
        found = np.full(len(place), np.nan)
        for bit, people in self._constituencies.items():
            asked = np.flatnonzero(mask == bit)
            found[asked] = people[place[asked]]
        return found

    @cached_property
    def _constituencies(self) -> dict[int, Floats]:
        """The people of each constituency that anybody has counted, place by place."""
        found: dict[int, Floats] = {}
        for (id, code), people in self.atlas.constituency_electorates.items():
            if id in self.number and code in self.bit:
                column = found.setdefault(self.bit[code], np.full(len(self.ids), np.nan))
                column[self.number[id]] = people
        return found

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

    @cached_property
    def thirds(self) -> tuple[Ints, Ints, Floats]:
        """For each way the places that have ground in common with both of its places, and the share of the common
        place that they cover (those of which it is not known are left out); where each way's begin comes first."""
        ways, many = self.ways, len(self.ids)
        keys = ways.one * many + ways.other
        counts = self.first_way[ways.anchor + 1] - self.first_way[ways.anchor]
        way, around = spread(self.first_way[ways.anchor], counts)
        third, one, other = ways.other[around], ways.one[way], ways.other[way]
        share = np.where((third == one) | (third == other), 1.0, ways.share[around])
        kept = share > 0
        for side in (one, other):
            wanted = third * many + side
            at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
            kept &= keys[at] == wanted
        way, third, share = way[kept], third[kept], share[kept]
        return offsets(way, len(ways.one)), third, share

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
