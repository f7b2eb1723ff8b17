"""How much of a plan's people live in a place: all, a part, or nobody knows. Pure; no database.

A plan's people are spread over its own place as voters are. So a plan for a county counts whole for the state, a plan
for the state counts for a county by the county's part of its electorate, and a plan for a district that only partly
lies in a county counts by the share that the crosswalk knows.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from planning.overlaps.places import Atlas


@dataclass(frozen=True, slots=True)
class Part:
    """The share of a plan's people in a place (None: nobody knows it).

    `is_there` tells that the plan is for this place, for one inside it, or for one that partly lies in it; a plan for
    a wider place reaches people here and is not there.
    """

    share: float | None
    is_there: bool


WHOLE = Part(1.0, True)


class Spread:
    """Parts of places in places, by OCD id; each pair is worked out once."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas
        self._known: dict[tuple[str, str], Part | None] = {}

    def part(self, division: str, place: str) -> Part | None:
        """How much of the people of a plan for `division` live in `place`; None: none of them."""
        return self.parts((division,), place).get(division)

    def parts(self, divisions: Iterable[str], place: str) -> dict[str, Part]:
        """How much of the people of plans for each of these live in `place`, without those of which none do."""
        found, home, known = {}, self.atlas.home, self._known
        there = home(place)
        for division in divisions:
            pair = home(division), there
            if pair not in known:
                known[pair] = self._part(*pair)
            if part := known[pair]:
                found[division] = part
        return found

    def _part(self, division: str, place: str) -> Part | None:
        if division == place or place in self.atlas.ancestors(division):
            return WHOLE
        if self._are_apart(division, place):
            return None
        relation = self.atlas.relation(division, place)
        if relation is None:
            return None
        share = relation.share_a
        if division in self.atlas.ancestors(place):
            return Part(share, False)
        # Ground that they may or may not have in common makes no presence.
        return Part(share, bool(share)) if share is None or share > 0 else None

    def _are_apart(self, one: str, two: str) -> bool:
        """Places of one kind have nothing in common unless a crosswalk says so; most pairs are of this sort."""
        places, shares = self.atlas.places, self.atlas.shares
        return places[one].kind == places[two].kind and (one, two) not in shares and (two, one) not in shares
