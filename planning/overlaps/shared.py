"""Step 2, people over columns: how many are expected on both lists of an island.

The smaller list's people in the shared place times the other's reach there. One figure where either side works
everyone, or both the same constituency whose electorate is known. Otherwise a range from the figure with everyone's
electorate up to the whole smaller list: nobody knows how alike the lists are. From 0 where the share of the place is
not known.
"""

import numpy as np

from .arrays import ints
from .islands import Both, Islands
from .lists import Lists
from .loops import loop
from .records import BASES, SHARE_UNKNOWN
from .terrain import Terrain

UNKNOWN = BASES.index(SHARE_UNKNOWN)


class Shared:
    """People of lists in the places that they share."""

    def __init__(self, lists: Lists, terrain: Terrain) -> None:
        self.terrain = terrain
        everyone = terrain.ceiling[lists.place]
        around = np.divide(lists.universe, everyone, out=np.zeros(len(everyone)), where=everyone > 0)
        least = np.where(np.isnan(lists.reach), np.minimum(around, 1.0), lists.reach)
        self.lists = lists.place, lists.mask, lists.universe, lists.reach, lists.own_reach, least

    def both(self, islands: Islands) -> Both:
        """The people on both lists of each island."""
        terrain, many = self.terrain, len(islands.a)
        found = Both(*(np.empty(many) for _ in range(3)))
        bits = sorted(terrain.counted)
        counted = np.concatenate([np.zeros(0), *(terrain.counted[bit] for bit in bits)])
        ways = terrain.ways.share, terrain.ways.back, terrain.ways.anchor, terrain.ways.basis
        _count(
            islands.a, islands.b, islands.way, *self.lists, *ways, terrain.electorate, ints(bits), counted,
            found.low, found.high, found.smaller,
        )  # fmt: skip
        return found


@loop(outputs=3)
def _count(
    a, b, way, place, mask, universe, reach, own_reach, least, share, back, anchor, basis, electorate, bits, counted,
    low, high, smaller,
):  # fmt: skip
    """`counted` are the people of the constituency of each of the `bits`, place by place."""
    for island in range(len(a)):
        one, two, here = a[island], b[island], way[island]
        shared, share_one, share_two = anchor[here], share[here], share[back[here]]
        inside_one = _inside(universe[one], share_one, place[one], shared, electorate)
        inside_two = _inside(universe[two], share_two, place[two], shared, electorate)
        by_one, by_two = reach[one], reach[two]
        if mask[one] and mask[two]:
            by_one = by_two = np.nan
            if mask[one] == mask[two]:
                # Among the constituency: in the list's own place, or where only that is counted, in the shared one.
                people, by_one, by_two = np.nan, own_reach[one], own_reach[two]
                for at in range(len(bits)):
                    if bits[at] == mask[one]:
                        people = counted[at * len(electorate) + shared]
                people *= share_one if place[one] == shared else share_two
                if by_one != by_one and share_one == share_one and people > 0:
                    by_one = min(inside_one / people, 1.0)
                if by_two != by_two and share_two == share_two and people > 0:
                    by_two = min(inside_two / people, 1.0)
        most = min(inside_one, inside_two)
        # A list whose own share is known is the surer ground; of two such the smaller one.
        is_known = share_two == share_two
        turned = inside_two < inside_one if (share_one == share_one) == is_known else is_known
        ground, known, at_least = (inside_two, by_one, least[one]) if turned else (inside_one, by_two, least[two])
        smaller[island] = most
        if basis[here] == UNKNOWN:
            low[island], high[island] = 0.0, most
            if by_two == by_two:
                high[island] = min(high[island], inside_one * by_two)
            if by_one == by_one:
                high[island] = min(high[island], inside_two * by_one)
        elif known == known:
            low[island] = high[island] = min(ground * known, most)
        else:
            low[island], high[island] = min(ground * at_least, most), most


def _inside(people, share, place, shared, electorate):
    """A list's people in the shared place. The list is spread over its place by electorate. Where its share is not
    known, at most so many: of a list in the larger place, at most the anchor's part of the electorate lives in the
    anchor."""
    if share == share:
        return people * share
    if place != shared and electorate[shared] > 0 and electorate[place] > 0:
        return people * min(1.0, electorate[shared] / electorate[place])
    return people
