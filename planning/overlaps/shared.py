"""Step 2, people over columns: how many are expected on both lists of an island.

The smaller list's people in the shared place times the other's reach there. One figure where either side works
everyone, or both the same constituency whose electorate is known. Otherwise a range from the figure with everyone's
electorate up to the whole smaller list: nobody knows how alike the lists are. From 0 where the share of the place is
not known.
"""

from dataclasses import dataclass

import numpy as np

from .arrays import Floats, Ints, ints, room
from .islands import BLANK, LISTED, TIED
from .lists import Lists
from .loops import loop
from .records import BASES, SHARE_UNKNOWN
from .sweep import Couples
from .terrain import Terrain, Ways

UNKNOWN = BASES.index(SHARE_UNKNOWN)
# The least difference that counts.
ABOVE = 1e-6
FEWEST_PEOPLE = 200
FEWEST_SHARE = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Both:
    """People on both lists, from `low` to `high`, the smaller list's people in the shared place, and the `fewest` on
    both that compete: nan where volumes are not known, and of work that is not on lists."""

    low: Floats
    high: Floats
    smaller: Floats
    fewest: Floats


class Shared:
    """People of lists in the places that they share."""

    def __init__(self, lists: Lists, terrain: Terrain) -> None:
        ways, people = terrain.ways, terrain.electorate
        everyone = terrain.ceiling[lists.place]
        around = np.divide(lists.universe, everyone, out=np.zeros(len(everyone)), where=everyone > 0)
        least = np.where(np.isnan(lists.reach), np.minimum(around, 1.0), lists.reach)
        bits = sorted(terrain.counted)
        counted = np.concatenate([np.zeros(0), *(terrain.counted[bit] for bit in bits)])
        self.known = (
            lists.of, lists.mask, lists.universe, lists.reach, lists.own_reach, least, ways.share,
            _inside(ways, people), ways.one == ways.anchor, ways.back, ways.anchor, ways.basis, len(people),
            ints(bits), counted,
        )  # fmt: skip

    def sifted(self, met: Couples, traits: Ints, *, recorded: bool) -> tuple[Couples, Ints, Both]:
        """Couples, the list that comes first before the other, why each of them may be judged alone (0: it may not),
        and the people on both lists. Those that have too few of these to compete are only given if `recorded`."""
        many = len(met.one)
        one, two, way = met.one.copy(), met.two.copy(), met.way.copy()
        alone, both = room(many, np.int8), [np.empty(many) for _ in range(4)]
        kept = slice(_sift(*self.known, traits, recorded, one, two, way, alone, *both))
        return Couples(one[kept], two[kept], way[kept]), alone[kept], Both(*(column[kept] for column in both))


def _inside(ways: Ways, people: Floats) -> Floats:
    """The part of a list that is in the shared place, for each way. The list is spread over its place by electorate.
    Where its share is not known, at most so many: of a list in the larger place, at most the anchor's part of the
    electorate lives in the anchor."""
    shared, own = people[ways.anchor], people[ways.one]
    is_larger = (ways.one != ways.anchor) & (shared > 0) & (own > 0)
    most = np.divide(shared, own, out=np.ones(len(shared)), where=is_larger)
    return np.where(np.isnan(ways.share), np.minimum(most, 1.0), ways.share)


@loop(outputs=8)
def _sift(
    of, mask, universe, reach, own_reach, least, share, inside, is_anchor, back, anchor, basis, places, bits, counted,
    traits, recorded, one, two, way, alone, low, high, smaller, fewest,
):  # fmt: skip
    """How many couples are left, which are put to the front of their columns. `counted` are the people of the
    constituency of each of the `bits`, place by place."""
    left = 0
    for couple in range(len(one)):
        x, y, here = one[couple], two[couple], way[couple]
        if of[x] > of[y]:
            x, y, here = y, x, back[here]
        either, why = traits[x] | traits[y], (traits[x] | traits[y]) & BLANK | traits[x] & traits[y] & TIED
        is_dropped = not recorded and not why
        low_both = high_both = most = enough = np.nan
        if either & (LISTED | BLANK) == LISTED:
            a, b, there = of[x], of[y], back[here]
            in_a, in_b, by_a, by_b = universe[a] * inside[here], universe[b] * inside[there], reach[a], reach[b]
            most = min(in_a, in_b)
            # What is exactly 200 people must not fall short by the rounding of a product.
            enough = max(FEWEST_PEOPLE, FEWEST_SHARE * most) - ABOVE
            if most < enough and is_dropped:
                continue
            if mask[a] and mask[b]:
                by_a = by_b = people = np.nan
                if mask[a] == mask[b]:
                    for at in range(len(bits)):
                        if bits[at] == mask[a]:
                            people = counted[at * places + anchor[here]]
                    people *= share[here] if is_anchor[here] else share[there]
                    by_a = _among(own_reach[a], in_a, share[here], people)
                    by_b = _among(own_reach[b], in_b, share[there], people)
            low_both, high_both = _both(
                in_a, in_b, by_a, by_b, least[a], least[b], share[here], share[there], basis[here]
            )
            if high_both < enough and is_dropped:
                continue
        low[left], high[left], smaller[left], fewest[left] = low_both, high_both, most, enough
        one[left], two[left], way[left], alone[left] = x, y, here, why
        left += 1
    return left


def _among(own_reach, inside, share, people):
    """A list's reach among the constituency: in its own place, or where only that is counted, in the shared one."""
    if own_reach != own_reach and share == share and people > 0:
        return min(inside / people, 1.0)
    return own_reach


def _both(inside_a, inside_b, by_a, by_b, least_a, least_b, share_a, share_b, basis):
    """From how many to how many people are on both lists."""
    most = min(inside_a, inside_b)
    if basis == UNKNOWN:
        high = most
        if by_b == by_b:
            high = min(high, inside_a * by_b)
        if by_a == by_a:
            high = min(high, inside_b * by_a)
        return 0.0, high
    # A list whose own share is known is the surer ground; of two such the smaller one.
    is_known = share_b == share_b
    turned = inside_b < inside_a if (share_a == share_a) == is_known else is_known
    ground, known, at_least = (inside_b, by_a, least_a) if turned else (inside_a, by_b, least_b)
    if known == known:
        return min(ground * known, most), min(ground * known, most)
    return min(ground * at_least, most), most
