"""Step 1: which lists of different partners meet, where, and in which run of days."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from .columns import columns_of
from .duplicates import order
from .places import Atlas, Relation
from .records import Activity
from .sweep import sweep
from .terrain import Terrain
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
                if self.atlas.crossing(place, other):
                    self._crossing[family, registration, place].append(other)
                    self._crossing[family, registration, other].append(place)
            group.append(place)

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
        """Every meeting once, with the couples that the sweep finds."""
        lists = [one for found in self.residents.values() for one in found]
        activities = [activity for one in lists for activity in one.activities]
        of = [one for one in lists for _ in one.activities]
        terrain = Terrain((one.place for one in lists), self.atlas)
        for found in sweep(columns_of(activities, self.atlas, terrain), terrain):
            met: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
            for one, two in zip(found.one.tolist(), found.two.tolist(), strict=True):
                x, y = (one, two) if of[one].number < of[two].number else (two, one)
                met[of[x].number, of[y].number].append((x, y))
            for couples in met.values():
                x, y = couples[0]
                yield _meet(of[x], of[y], [(activities[x], activities[y]) for x, y in couples], self.atlas)


def _meet(a: WorkList, b: WorkList, activities: Iterable[tuple[Activity, Activity]], atlas: Atlas) -> Meeting:
    relation = atlas.relation(a.place, b.place)
    assert relation is not None
    shared = ((x, y, max(x.starts, y.starts).toordinal(), min(x.ends, y.ends).toordinal()) for x, y in activities)
    return Meeting(a, b, relation, sorted(shared, key=lambda couple: (couple[2], order(couple[0]), order(couple[1]))))
