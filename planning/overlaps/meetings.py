"""Step 1: which lists of different partners meet, where, and in which run of days."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from .duplicates import meet
from .places import Atlas, Relation
from .records import Activity
from .worklists import WorkList

Couple = tuple[Activity, Activity, int, int]
"""An activity of list a, one of list b, and the first and last day (ordinals) that they share."""

Bucket = tuple[str, bool, str]
"""Family, whether it is registration, place."""


@dataclass(slots=True, eq=False)
class Meeting:
    """Two lists that meet; `couples` are the activities of theirs that share days, by the first of these."""

    a: WorkList
    b: WorkList
    relation: Relation
    couples: list[Couple]

    @property
    def first(self) -> int:
        return self.couples[0][2]

    @property
    def last(self) -> int:
        return max(couple[3] for couple in self.couples)

    def islands(self, couples: Iterable[Couple]) -> Iterator["Meeting"]:
        """Some of the couples, cut wherever a day that they do not share lies between.

        Shared days that follow one another are one meeting, so a plan split in two at any day stays one. A partner
        that works a place in spring and again in fall meets twice with whoever works it all year.
        """
        island: list[Couple] = []
        until = 0
        for couple in couples:
            if island and couple[2] > until + 1:
                yield replace(self, couples=island)
                island = []
            until = max(until, couple[3])
            island.append(couple)
        if island:
            yield replace(self, couples=island)


class Ground:
    """Lists by family and place, to be found from any place that has ground in common with theirs."""

    def __init__(self, lists: Iterable[WorkList], atlas: Atlas) -> None:
        self.atlas = atlas
        self.residents: dict[Bucket, list[WorkList]] = defaultdict(list)
        for one in lists:
            self.residents[one.family, one.is_registration, one.place].append(one)
        self._inside: dict[Bucket, list[str]] = defaultdict(list)
        self._crossing: dict[Bucket, list[str]] = defaultdict(list)
        self._find_neighbors()

    def _find_neighbors(self) -> None:
        """For each bucket the places in use inside it, and those that cross it (only within one state)."""
        local: dict[tuple[str, bool, str | None], list[str]] = defaultdict(list)
        for family, registration, place in sorted(self.residents):
            for above in self.atlas.ancestors(place):
                self._inside[family, registration, above].append(place)
            group = local[family, registration, self.atlas.places[place].state]
            for other in group:
                if self._crosses(place, other):
                    self._crossing[family, registration, place].append(other)
                    self._crossing[family, registration, other].append(place)
            group.append(place)

    def _crosses(self, one: str, two: str) -> bool:
        kinds = self.atlas.places[one].kind, self.atlas.places[two].kind
        if kinds == ("county", "county") and not self.atlas.shares:
            return False
        relation = self.atlas.relation(one, two)
        return relation is not None and one not in self.atlas.ancestors(two) and two not in self.atlas.ancestors(one)

    def above(self, bucket: Bucket) -> Iterator[Bucket]:
        family, registration, place = bucket
        for ancestor in self.atlas.ancestors(place):
            if (family, registration, ancestor) in self.residents:
                yield family, registration, ancestor

    def around(self, bucket: Bucket) -> Iterator[WorkList]:
        """All lists that have ground in common with a place."""
        family, registration, _place = bucket
        yield from self.residents.get(bucket, ())
        for other in self.above(bucket):
            yield from self.residents[other]
        for other_place in (*self._inside[bucket], *self._crossing[bucket]):
            yield from self.residents[family, registration, other_place]

    def meetings(self) -> Iterator[Meeting]:
        """Every meeting once, found from the smaller place; crossing places are looked at from one side only."""
        for bucket in sorted(self.residents):
            family, registration, place = bucket
            crossing = ((family, registration, other) for other in self._crossing[bucket] if other > place)
            for other in (bucket, *self.above(bucket), *crossing):
                for a, b in _sharing_days(self.residents[bucket], self.residents[other], bucket == other):
                    yield from _meet(a, b, self.atlas)


def _sharing_days(
    residents: list[WorkList], visitors: list[WorkList], is_same: bool
) -> Iterator[tuple[WorkList, WorkList]]:
    """Lists of different partners, for people in common, whose days may meet: a sweep over lists sorted by start."""
    visitors = sorted(visitors, key=lambda one: (one.starts, one.number))
    starts = [one.starts for one in visitors]
    latest = list(accumulate((one.ends for one in visitors), max))
    for one in residents:
        at = bisect_right(starts, one.ends) - 1
        while at >= 0 and latest[at] >= one.starts:
            two = visitors[at]
            at -= 1
            if two.ends < one.starts or one.partner == two.partner or (is_same and two.number <= one.number):
                continue
            if meet(one.constituencies, two.constituencies):
                yield (one, two) if one.number < two.number else (two, one)


def _meet(a: WorkList, b: WorkList, atlas: Atlas) -> Iterator[Meeting]:
    relation = atlas.relation(a.place, b.place)
    couples: list[Couple] = []
    for x in a.activities:
        for y in b.activities:
            first, last = max(x.starts, y.starts), min(x.ends, y.ends)
            if first <= last:
                couples.append((x, y, first.toordinal(), last.toordinal()))
    if relation is not None and couples:
        yield Meeting(a, b, relation, sorted(couples, key=lambda couple: couple[2]))
