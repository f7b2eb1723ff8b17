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
        return self.between(self.atlas.home(division), self.atlas.home(place))

    def parts(self, divisions: Iterable[str], place: str) -> dict[str, Part]:
        """How much of the people of plans for each of these live in `place`, without those of which none do."""
        return Among(self, divisions).parts(place)

    def between(self, division: str, place: str) -> Part | None:
        """`part` of places that are homes (`Atlas.home`)."""
        pair = division, place
        if pair not in self._known:
            self._known[pair] = self._part(division, place)
        return self._known[pair]

    def _part(self, division: str, place: str) -> Part | None:
        if division == place or place in self.atlas.ancestors(division):
            return WHOLE
        relation = self.atlas.relation(division, place)
        if relation is None:
            return None
        share = relation.share_a
        if division in self.atlas.ancestors(place):
            return Part(share, False)
        # Ground that they may or may not have in common makes no presence.
        return Part(share, bool(share)) if share is None or share > 0 else None


class Among:
    """Some divisions, ready to be asked how much of each is in one place after the other.

    Places of one kind have nothing in common, but for a few (`Atlas.alike`): only these are looked at.
    """

    def __init__(self, spread: Spread, divisions: Iterable[str]) -> None:
        self._spread, self.atlas = spread, spread.atlas
        self._by_kind: dict[str, dict[str, list[str]]] = {}
        for division in divisions:
            home = self.atlas.home(division)
            of_kind = self._by_kind.setdefault(self.atlas.places[home].kind, {})
            of_kind.setdefault(home, []).append(division)

    def parts(self, place: str) -> dict[str, Part]:
        """`Spread.parts` of all of them."""
        there = self.atlas.home(place)
        own, alike = self.atlas.places[there].kind, self.atlas.alike(there)
        found = {}
        for kind, homes in self._by_kind.items():
            for home in homes if kind != own else [each for each in alike if each in homes]:
                if part := self._spread.between(home, there):
                    found.update(dict.fromkeys(homes[home], part))
        return found
