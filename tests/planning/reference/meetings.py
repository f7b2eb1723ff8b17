"""Step 1: which lists of different partners meet, where, and in which run of days."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from planning.overlaps.duplicates import meet
from planning.overlaps.meetings import Couple
from planning.overlaps.meetings import Meeting as Met
from planning.overlaps.places import Atlas
from planning.overlaps.worklists import WorkList

Bucket = tuple[str, bool, str]
"""Family, whether it is registration, place."""


@dataclass(slots=True, eq=False)
class Meeting(Met):
    """Two lists that meet, to be cut into islands."""

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
    """All lists of one family and kind of work, place by place."""

    def __init__(self, lists: Iterable[WorkList], atlas: Atlas) -> None:
        self.lists = list(lists)
        self.atlas = atlas

    def around(self, bucket: Bucket) -> Iterator[WorkList]:
        """All lists that have ground in common with a place."""
        for one in self.lists:
            if (one.family, one.is_registration) == bucket[:2] and self.atlas.relation(one.place, bucket[2]):
                yield one

    def meetings(self) -> Iterator[Meeting]:
        """Every two lists, one after the other."""
        for a, b in combinations(self.lists, 2):
            if (
                a.partner != b.partner
                and (a.family, a.is_registration) == (b.family, b.is_registration)
                and meet(a.constituencies, b.constituencies)
            ):
                yield from _meet(a, b, self.atlas)


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
