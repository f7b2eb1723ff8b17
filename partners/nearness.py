"""How near the work of two partners is: in places, weeks and people. Pure: plain values in, a reason in words out.

Near is what is in the same place, inside one another, or in places that a crosswalk says share ground or a district;
in weeks that meet, or lie less than four weeks apart. Whether two neighbors are too many is another question, which
overlaps answer.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

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


@dataclass(frozen=True, order=True)
class Closeness:
    """How near two lines of work are, the nearest first, with the reason in words."""

    reach: Reach
    days_apart: int
    for_others: bool
    fewer_days: int
    reason: str = field(compare=False, default="")
    keys: tuple[int, int] = field(compare=False, default=(0, 0))


def closeness(own: Work, other: Work, ground: Ground) -> Closeness | None:
    """How near `other` is to `own`; None where it is not."""
    where = ground.reach(own.place, other.place)
    return _closeness(own, other, where) if where else None


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
        best = _best(other, places[other.place])
        if best and (other.key not in found or best < found[other.key]):
            found[other.key] = best
    return found


def _by_reach(reached: tuple[tuple[Reach, str], list[Work]]) -> Reach:
    return reached[0][0]


def _best(other: Work, reached: Sequence[tuple[tuple[Reach, str], list[Work]]]) -> Closeness | None:
    """The closest of one's own lines, which are given by place, the nearest places first."""
    best: tuple[tuple[int, int, bool, int], Work, tuple[Reach, str]] | None = None
    for where, works in reached:
        if best and where[0] > best[2][0]:
            break
        for own in works:
            far = _far(own, other, where[0])
            if far and (best is None or far < best[0]):
                best = far, own, where
    return _closeness(best[1], other, best[2]) if best else None


def _far(own: Work, other: Work, reach: Reach) -> tuple[int, int, bool, int] | None:
    """How far two lines in places of this reach are, in the order of `Closeness`; None where too far."""
    apart = max((other.starts - own.ends).days, (own.starts - other.ends).days, 1) - 1
    if apart > SOON_DAYS:
        return None
    both = (min(own.ends, other.ends) - max(own.starts, other.starts)).days + 1
    return reach, apart, bool(own.people and other.people and not own.people & other.people), -max(both, 0)


def _closeness(own: Work, other: Work, where: tuple[Reach, str]) -> Closeness | None:
    far = _far(own, other, where[0])
    if far is None:
        return None
    _, apart, for_others, fewer_days = far
    said = [where[1], _weeks_said(apart, -fewer_days), _people_said(own, other)]
    reason = ", ".join(filter(None, said))
    return Closeness(where[0], apart, for_others, fewer_days, reason, (own.key, other.key))


def _weeks_said(apart: int, both: int) -> str:
    if both > 0:
        return "in the same days" if both == 1 else f"{both} days together"
    return "right before or after yours" if apart == 0 else f"{apart} days before or after yours"


def _people_said(own: Work, other: Work) -> str:
    same = own.people & other.people
    if same:
        return "for " + " and ".join(sorted(same))
    return "for other people" if own.people and other.people else ""
