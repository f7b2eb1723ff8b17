"""Step 2, people over columns: how many are expected on both lists of an island.

The smaller list's people in the shared place times the other's reach there. One figure where either side works
everyone, or both the same constituency whose electorate is known. Otherwise a range from the figure with everyone's
electorate up to the whole smaller list: nobody knows how alike the lists are. From 0 where the share of the place is
not known.
"""

from dataclasses import dataclass

import numpy as np

from .arrays import Flags, Floats, Ints
from .islands import Both, Islands
from .lists import Lists
from .records import BASES, SHARE_UNKNOWN
from .terrain import Terrain

UNKNOWN = BASES.index(SHARE_UNKNOWN)


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One list of each island: its people in the shared place (at most so many, where its share is not known)."""

    work: Ints
    inside: Floats
    is_known: Flags


class Shared:
    """People of lists in the places that they share."""

    def __init__(self, lists: Lists, terrain: Terrain) -> None:
        self.lists, self.terrain = lists, terrain
        everyone = terrain.ceiling[lists.place]
        around = np.divide(lists.universe, everyone, out=np.zeros(len(everyone)), where=everyone > 0)
        self.least = np.where(np.isnan(lists.reach), np.minimum(around, 1.0), lists.reach)

    def both(self, islands: Islands) -> Both:
        """The people on both lists of each island."""
        one, two = self._sides(islands)
        most = np.minimum(one.inside, two.inside)
        # A list whose own share is known is the surer ground; of two such the smaller one.
        turned = np.where(one.is_known == two.is_known, two.inside < one.inside, two.is_known)
        smaller = np.where(turned, two.inside, one.inside)
        by_one, by_two = self._known_reach(one, islands), self._known_reach(two, islands)
        known = np.where(turned, by_one, by_two)
        least = np.where(turned, self.least[one.work], self.least[two.work])
        low = np.minimum(smaller * np.where(np.isnan(known), least, known), most)
        high = np.where(np.isnan(known), most, low)
        is_unknown = self.terrain.ways.basis[islands.way] == UNKNOWN
        at_most = np.fmin(np.fmin(most, one.inside * by_two), two.inside * by_one)
        return Both(np.where(is_unknown, 0.0, low), np.where(is_unknown, at_most, high), most)

    def _sides(self, islands: Islands) -> tuple[Side, Side]:
        ways = self.terrain.ways
        shares = ways.share[islands.way], ways.share[ways.back[islands.way]]
        anchor = ways.anchor[islands.way]
        one, two = (
            self._side(work, share, anchor) for work, share in zip((islands.a, islands.b), shares, strict=True)
        )
        return one, two

    def _side(self, work: Ints, share: Floats, anchor: Ints) -> Side:
        """The list is spread over its place by electorate. Where its share is not known: of a list in the larger
        place, at most the anchor's part of the electorate lives in the anchor."""
        place, people = self.lists.place[work], self.terrain.electorate
        part, whole = people[anchor], people[place]
        can_tell = (part > 0) & (whole > 0) & (place != anchor)
        most = np.where(
            can_tell, np.minimum(1.0, np.divide(part, whole, out=np.ones(len(part)), where=whole > 0)), 1.0
        )
        is_known = ~np.isnan(share)
        return Side(work, self.lists.universe[work] * np.where(is_known, share, most), is_known)

    def _known_reach(self, side: Side, islands: Islands) -> Floats:
        """Reach that gives one figure, nan where there is none to be had."""
        one, two = self.lists.mask[islands.a], self.lists.mask[islands.b]
        own = np.where(one == two, self._own_reach(side, islands), np.nan)
        return np.where((one == 0) | (two == 0), self.lists.reach[side.work], own)

    def _own_reach(self, side: Side, islands: Islands) -> Floats:
        """Reach among the constituency: in the list's own place, or where only that is counted, in the shared one."""
        ways = self.terrain.ways
        anchor, back = ways.anchor[islands.way], ways.back[islands.way]
        is_a = self.lists.place[islands.a] == anchor
        share = np.where(is_a, ways.share[islands.way], ways.share[back])
        people = self.terrain.constituency_electorates(anchor, self.lists.mask[side.work]) * share
        can_tell = side.is_known & (people > 0)
        there = np.divide(side.inside, people, out=np.full(len(people), np.nan), where=can_tell)
        own = self.lists.own_reach[side.work]
        return np.where(np.isnan(own), np.minimum(there, 1.0), own)
