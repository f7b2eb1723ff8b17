"""How near the work of two partners is: in places, weeks and people. Pure: plain values in, a reason in words out.

Near is what is in the same place, inside one another, or in places that a crosswalk says share ground or a district;
in weeks that meet, or lie less than four weeks apart. Whether two neighbors are too many is another question, which
overlaps answer.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final, NamedTuple

SOON_DAYS: Final = 28


class Reach(IntEnum):
    """How two places lie to each other, the nearest first."""

    SAME = 0
    INSIDE = 1
    CROSSING = 2
    ADJOINING = 3


@dataclass(frozen=True)
class Work:
    """One line of a plan: its row, its place (a row of a division), its days, for whom (in words; none: everyone)."""

    key: int
    place: int
    starts: dt.date
    ends: dt.date
    people: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Ground:
    """The places that are spoken of: names, what each lies in, and which share ground by a crosswalk."""

    names: Mapping[int, str]
    parents: Mapping[int, int | None]
    shared: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def around(self, place: int) -> list[int]:
        """The places around this one, from the inside out, itself not among them."""
        found: list[int] = []
        up = self.parents.get(place)
        while up is not None and up not in found:
            found.append(up)
            up = self.parents.get(up)
        return found

    def reach(self, own: int, other: int) -> tuple[Reach, str] | None:
        """How the other place lies to one's own, with that in words; None where they have nothing in common."""
        crossing = self.shared.get(own, frozenset())
        if own == other:
            return Reach.SAME, f"also in {self.names[own]}"
        if own in self.around(other):
            return Reach.INSIDE, f"in {self.names[other]}, inside {self.names[own]}"
        if other in self.around(own):
            return Reach.INSIDE, f"all over {self.names[other]}, around {self.names[own]}"
        if other in crossing:
            return Reach.CROSSING, f"in {self.names[other]}, which shares ground with {self.names[own]}"
        if between := crossing & self.shared.get(other, frozenset()):
            joint = min(self.names[place] for place in between)
            return Reach.ADJOINING, f"in {self.names[other]}, which {joint} joins to {self.names[own]}"
        return None


class Far(NamedTuple):
    """How far two lines of work are, in the order that counts. Days together are below zero: more come first."""

    reach: Reach
    days_apart: int
    for_others: bool
    fewer_days: int


@dataclass(frozen=True, order=True)
class Closeness:
    """How near two lines of work are, the nearest first, with the reason in words."""

    far: Far
    reason: str = field(compare=False)


def nearest(own: Sequence[Work], others: Iterable[Work], ground: Ground) -> dict[int, Closeness]:
    """For each line of others that is near some line of one's own the closest it comes, by its row.

    Places are compared once for each pair of them, and words are found only for what is closest.
    """
    mine: dict[int, list[Work]] = {}
    for work in own:
        mine.setdefault(work.place, []).append(work)
    places: dict[int, list[tuple[tuple[Reach, str], list[Work]]]] = {}
    found: dict[int, Closeness] = {}
    for other in others:
        if other.place not in places:
            reached = ((ground.reach(place, other.place), works) for place, works in mine.items())
            places[other.place] = sorted(((where, works) for where, works in reached if where), key=_by_reach)
        best = _closest(other, places[other.place])
        if best and (other.key not in found or best < found[other.key]):
            found[other.key] = best
    return found


def _by_reach(reached: tuple[tuple[Reach, str], list[Work]]) -> Reach:
    return reached[0][0]


def _closest(other: Work, reached: Sequence[tuple[tuple[Reach, str], list[Work]]]) -> Closeness | None:
    """The closest of one's own lines, which are given by place, the nearest places first."""
    best: tuple[Far, Work, str] | None = None
    for (reach, where), works in reached:
        if best and reach > best[0].reach:
            break
        for own in works:
            far = _far(own, other, reach)
            if far and (best is None or far < best[0]):
                best = far, own, where
    if best is None:
        return None
    far, own, where = best
    return Closeness(far, ", ".join(filter(None, [where, _days_said(far), _people_said(own, other)])))


def _far(own: Work, other: Work, reach: Reach) -> Far | None:
    """How far two lines in places of this reach are; None where too far."""
    apart = max((other.starts - own.ends).days, (own.starts - other.ends).days, 1) - 1
    if apart > SOON_DAYS:
        return None
    both = (min(own.ends, other.ends) - max(own.starts, other.starts)).days + 1
    return Far(reach, apart, bool(own.people and other.people and not own.people & other.people), -max(both, 0))


def _days_said(far: Far) -> str:
    apart, both = far.days_apart, -far.fewer_days
    if both > 0:
        return "in the same days" if both == 1 else f"{both} days together"
    return "right before or after yours" if apart == 0 else f"{apart} days before or after yours"


def _people_said(own: Work, other: Work) -> str:
    same = own.people & other.people
    if same:
        return "for " + " and ".join(sorted(same))
    return "for other people" if own.people and other.people else ""
