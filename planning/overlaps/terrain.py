"""The places in use as numbers, and every two of them that have ground in common."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .arrays import Flags, Floats, Ints, ints, offsets, room
from .chart import COUNTY, Chart, chart_of
from .crossing import related
from .loops import loop
from .places import Atlas
from .steps import first_from


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
    """`used` are the places in use, by their numbers in the chart, in order; a place's number here is its position
    there. `counted` are the people of constituencies: by bit of a mask, place by place (nan: not counted)."""

    def __init__(self, chart: Chart, used: Ints, counted: Mapping[int, Floats] | None = None) -> None:
        self.chart, self.used = chart, used
        self.counted = counted or {}
        self.places = len(used)
        self.electorate = chart.people[used]
        self.ways = self._ways()
        self.first_way = offsets(self.ways.one, self.places)

    @cached_property
    def ceiling(self) -> Floats:
        """An electorate that each place's own cannot exceed, nan where there is none."""
        people = self.electorate
        for held in self.chart.above:
            above = held[self.used]
            people = np.where((people > 0) | (above < 0), people, self.chart.people[above])
        return np.where(people > 0, people, np.nan)

    @cached_property
    def is_local(self) -> Flags:
        """Whether each place is at county level or below."""
        flags: Flags = self.chart.kind[self.used] <= COUNTY
        return flags

    def constituency_electorates(self, place: Ints, mask: Ints) -> Floats:
        """People of one constituency in places, nan where not known."""
        found = np.full(len(place), np.nan)
        for bit, people in self.counted.items():
            asked = np.flatnonzero(mask == bit)
            found[asked] = people[place[asked]]
        return found

    def _ways(self) -> Ways:
        found = related(self.chart, self.used)
        number = np.full(len(self.chart.parent), -1)
        number[self.used] = np.arange(self.places)
        here, there, anchor = number[found.one], number[found.other], number[found.anchor]
        back = np.flatnonzero(here != there)
        one, other = np.append(here, there[back]), np.append(there, here[back])
        keys = one * self.places + other
        order = np.argsort(keys)
        twice = np.append(np.arange(len(here)), back)[order]
        return Ways(
            ints(one[order]),
            ints(other[order]),
            np.append(found.share, found.back[back])[order],
            anchor[twice],
            found.basis[twice],
            np.searchsorted(keys[order], (other * self.places + one)[order]),
            order < len(here),
        )

    @cached_property
    def thirds(self) -> tuple[Ints, Ints, Floats]:
        """For each way the places that have ground in common with both of its places, and the share of the common
        place that they cover (those of which it is not known are left out); where each way's begin comes first."""
        ways, first = self.ways, self.first_way
        most = int((first[ways.anchor + 1] - first[ways.anchor]).sum())
        begin, stamp = np.empty(len(ways.one) + 1, dtype=np.int64), np.full(self.places, -1)
        third, share = room(most), np.empty(most)
        many = _thirds(ways.one, ways.other, ways.anchor, ways.share, first, stamp, begin, third, share)
        return begin, third[:many], share[:many]


@loop(outputs=4)
def _thirds(one, other, anchor, share_of, first_way, stamp, begin, third, share):
    """How many third places there are; `stamp` has a number for each place that no place has."""
    found, before = 0, -1
    for way in range(len(one)):
        begin[way] = found
        if one[way] != before:
            before = one[way]
            for near in range(first_way[before], first_way[before + 1]):
                stamp[other[near]] = before
        for around in range(first_way[anchor[way]], first_way[anchor[way] + 1]):
            place = other[around]
            part = 1.0 if place == before or place == other[way] else share_of[around]
            if part > 0 and stamp[place] == before and _is_among(place, other[way], first_way, other):
                third[found], share[found] = place, part
                found += 1
    begin[len(one)] = found
    return found


def _is_among(place, one, first_way, other):
    """Whether a place has ground in common with another one."""
    end = first_way[one + 1]
    at = first_from(place, first_way[one], end, other)
    return at < end and other[at] == place


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """A terrain with the number of each place in use by its id."""

    terrain: Terrain
    number: Mapping[str, int]


def terrain_of(ids: Iterable[str], atlas: Atlas, bit: Mapping[str, int] | None = None) -> Named:
    """The terrain of these places. `bit` is that of each constituency in a mask."""
    used = sorted(set(ids))
    number = {id: position for position, id in enumerate(used)}
    known, chart = chart_of(used, atlas)
    counted: dict[int, Floats] = {}
    for (id, code), people in atlas.constituency_electorates.items():
        if id in number and code in (bit or {}):
            column = counted.setdefault((bit or {})[code], np.full(len(used), np.nan))
            column[number[id]] = people
    return Named(Terrain(chart, ints(np.flatnonzero([id in number for id in known])), counted), number)
