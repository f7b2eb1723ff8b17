"""How two places lie to each other, and how many people live in what they have in common."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from .records import CROSSWALK, NESTED, SAME_PLACE, SHARE_UNKNOWN, Place

DISTRICT_KINDS = frozenset({"cd", "sldu", "sldl"})
CROSSING_KINDS = DISTRICT_KINDS | {"county", "place"}
# The usual order of size, for places whose people nobody has counted.
USUAL_SIZE = {
    kind: size
    for size, kinds in enumerate((("place",), ("sldl",), ("sldu",), ("county",), ("cd",)))
    for kind in kinds
}
WIDEST = len(USUAL_SIZE)
# Weights of a crosswalk are rounded; this much of a place counts as all of it.
NEARLY_ALL = 0.98


@dataclass(frozen=True, slots=True)
class Relation:
    """Two places that have ground in common: which one is the anchor (the smaller), and the share of each that lies
    in the other (None: not known)."""

    basis: str
    anchor: str
    share_a: float | None
    share_b: float | None

    def share_of(self, is_a: bool) -> float | None:
        return self.share_a if is_a else self.share_b


class Atlas:
    """The table of places, with what follows from it. `shares`: (a, b) -> the part of a's people who live in b."""

    def __init__(
        self,
        places: Mapping[str, Place],
        shares: Mapping[tuple[str, str], float],
        constituency_electorates: Mapping[tuple[str, str], int],
    ) -> None:
        self.places = places
        self.shares = {pair: float(share) for pair, share in shares.items()}
        self.constituency_electorates = constituency_electorates
        self._relations: dict[tuple[str, str], Relation | None] = {}
        self._ancestors: dict[str, tuple[str, ...]] = {}
        self._made_of: dict[str, Mapping[str, float]] = {}
        self._homes: dict[str, str] = {}
        self._electorates: dict[str, float | None] = {}
        self._sizes: dict[str, float | None] = {}
        self._covered: dict[tuple[str, str], float] = defaultdict(float)
        self._parts: dict[str, list[str]] = defaultdict(list)
        self._counties: dict[str, dict[str, float]] = defaultdict(dict)
        for (a, b), share in self.shares.items():
            if a in places and b in places:
                self._covered[a, places[b].kind] += share
                self._parts[b].append(a)
                if share and places[b].kind == "county" and places[a].kind in DISTRICT_KINDS:
                    self._counties[a][b] = share
        self._districts: dict[tuple[str | None, str], int] = defaultdict(int)
        for place in places.values():
            self._districts[place.state, place.kind] += 1

    def home(self, id: str) -> str:
        """The place itself, or the one that is the same ground and the same people: for an at-large district its
        state, for a house district the senate district with which it coincides."""
        if id not in self._homes:
            self._homes[id] = self._home(id)
        return self._homes[id]

    def _home(self, id: str) -> str:
        place = self.places[id]
        if place.same_as and place.same_as in self.places:
            return place.same_as
        is_at_large = place.kind in DISTRICT_KINDS and id.endswith(":at-large")
        return place.parent if is_at_large and place.parent and place.parent in self.places else id

    def alike(self, id: str) -> list[str]:
        """The places of the same kind that can have ground in common with this one, itself among them: those of which
        a crosswalk or the tree of places says it. In order."""
        return sorted({id, *self._alike.get(id, ())})

    @cached_property
    def _alike(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for one, two in chain(self.shares, ((id, around) for id in self.places for around in self.ancestors(id))):
            if one in self.places and two in self.places and self.places[one].kind == self.places[two].kind:
                found[one].add(two)
                found[two].add(one)
        return found

    def name(self, id: str) -> str:
        """What people call a place."""
        return self.places[id].name

    def ancestors(self, id: str) -> tuple[str, ...]:
        """The places that hold this one, the nearest first."""
        if id not in self._ancestors:
            found: list[str] = []
            above = self.places[id].parent
            while above and above in self.places and above not in found:
                found.append(above)
                above = self.places[above].parent
            self._ancestors[id] = tuple(found)
        return self._ancestors[id]

    def electorate(self, id: str) -> float | None:
        """People to reach in a place; a district's is the sum of its counties' by the crosswalk's weights."""
        if id not in self._electorates:
            stated = self.places[id].electorate
            self._electorates[id] = float(stated) if stated is not None else self._by_crosswalk(id)
        return self._electorates[id]

    def _by_crosswalk(self, id: str) -> float | None:
        people = covered = 0.0
        for part in sorted(self._parts[id]):
            counted = self.places[part].electorate
            if self.places[part].kind != "county" or counted is None:
                continue
            people += counted * self.shares[part, id]
            covered += self.shares.get((id, part), 0.0)
        # Where the crosswalk says which part of the district these counties are, a few of them tell the whole.
        return (people / covered if 0 < covered < NEARLY_ALL else people) or None

    def ceiling(self, id: str) -> float | None:
        """An electorate that the place's own cannot exceed: its own, or that of the nearest place around it."""
        known = (self.electorate(place) for place in (id, *self.ancestors(id)))
        return next((people for people in known if people), None)

    def constituency_electorate(self, id: str, constituencies: frozenset[str]) -> float | None:
        """Known for one constituency at a time: the union of several is not their sum."""
        if len(constituencies) != 1:
            return None
        return self.constituency_electorates.get((id, next(iter(constituencies))))

    def relation(self, a: str, b: str) -> Relation | None:
        """How two places lie to each other; None when they have nothing in common."""
        try:
            return self._relations[a, b]
        except KeyError:
            found = self._relations[a, b] = self._relate(a, b)
            return found

    def forget(self, *, beyond: int) -> None:
        """Remembers none of the relations that it has told, where these are more than so many."""
        if len(self._relations) > beyond:
            self._relations.clear()

    def _relate(self, a: str, b: str) -> Relation | None:
        if a == b:
            return Relation(SAME_PLACE, a, 1.0, 1.0)
        if b in self.ancestors(a):
            return Relation(NESTED, a, 1.0, self._ratio(a, b))
        if a in self.ancestors(b):
            return Relation(NESTED, b, self._ratio(b, a), 1.0)
        return self._crossing(a, b)

    def _ratio(self, part: str, whole: str) -> float | None:
        """The share of `whole` that lies in `part`, by electorate."""
        inside, around = self.electorate(part), self.electorate(whole)
        return min(1.0, inside / around) if inside is not None and around else None

    def _crossing(self, a: str, b: str) -> Relation | None:
        """Districts cross counties, cities and districts of other kinds; others cross only where a crosswalk says."""
        share_a, share_b = self._known_shares(a, b)
        if share_a is not None or share_b is not None:
            share_a = share_a if share_a is not None else self._turned(share_b, b, a)
            share_b = share_b if share_b is not None else self._turned(share_a, a, b)
            return Relation(CROSSWALK, self._smaller(a, b), share_a, share_b) if share_a or share_b else None
        if not self._may_cross(a, b):
            return None
        is_city = "place" in (self.places[a].kind, self.places[b].kind)
        return self._through_county(a, b) if is_city else self._unknown(a, b)

    def _known_shares(self, a: str, b: str) -> tuple[float | None, float | None]:
        """The share of each in the other that the crosswalk or their counties tell."""
        shares = self.shares.get((a, b)), self.shares.get((b, a))
        one, two = self.places[a], self.places[b]
        if shares != (None, None) or one.kind == two.kind or one.state != two.state:
            return shares
        return self.by_counties(a, b), self.by_counties(b, a)

    def _may_cross(self, a: str, b: str) -> bool:
        """Whether places of which no share is known are of kinds and a state that are drawn across each other."""
        one, two = self.places[a], self.places[b]
        if one.kind == two.kind or one.state != two.state:
            return False
        kinds = {one.kind, two.kind}
        if not kinds & DISTRICT_KINDS or not kinds <= CROSSING_KINDS:
            return False
        # When the crosswalk already places all of one of them elsewhere, nothing is left for the other.
        return max(self.covered(a, two.kind), self.covered(b, one.kind)) < NEARLY_ALL

    def meets(self, a: str, b: str) -> bool:
        """Whether two places have ground in common: whether `relation` tells one, in a third of the time."""
        if a == b or b in self.ancestors(a) or a in self.ancestors(b):
            return True
        shares = self._known_shares(a, b)
        if shares != (None, None):
            return any(shares)
        is_city = "place" in (self.places[a].kind, self.places[b].kind)
        return self._may_cross(a, b) and (not is_city or self._through_county(a, b) is not None)

    def counties_of(self, district: str) -> Mapping[str, float]:
        """The counties that make up a district, with the share of it in each; none where they are not all known."""
        if district not in self._made_of:
            parts = self._counties.get(district, {})
            self._made_of[district] = parts if sum(parts.values()) >= NEARLY_ALL else {}
        return self._made_of[district]

    def by_counties(self, a: str, b: str) -> float | None:
        """The share of one district in another of its state and of another kind that their counties tell: 0 where
        they have none in common, 1 where those of the first lie wholly in the second; else None."""
        one, two = self.places[a], self.places[b]
        if one.state != two.state or one.kind == two.kind:
            return None
        mine, theirs = self.counties_of(a), self.counties_of(b)
        if not mine or not theirs:
            return None
        if sum(share for county, share in mine.items() if county in theirs) <= 1 - NEARLY_ALL:
            return 0.0
        inside = sum(share for county, share in mine.items() if self.shares.get((county, b), 0.0) >= NEARLY_ALL)
        return 1.0 if inside >= NEARLY_ALL else None

    def _unknown(self, a: str, b: str) -> Relation:
        return Relation(SHARE_UNKNOWN, self._smaller(a, b), None, None)

    def _through_county(self, a: str, b: str) -> Relation | None:
        """A city against a district: all or nothing where its county is, else not known."""
        city, district = (a, b) if self.places[a].kind == "place" else (b, a)
        for county in self.ancestors(city):
            if self.places[county].kind != "county":
                continue
            around = self.relation(county, district)
            if around is None:
                return None
            if around.basis == CROSSWALK and (around.share_a or 0.0) >= NEARLY_ALL:
                part = self._ratio(city, district)
                shares = (1.0, part) if city == a else (part, 1.0)
                return Relation(CROSSWALK, city, *shares)
        return self._unknown(a, b)

    def _turned(self, share: float | None, of: str, inside: str) -> float | None:
        """The same common people as a share of the other place."""
        people, around = self.electorate(of), self.electorate(inside)
        return min(1.0, share * people / around) if share is not None and people is not None and around else None

    def _smaller(self, a: str, b: str) -> str:
        one, two = self.size(a), self.size(b)
        if one is None or two is None or one == two:
            kind, other = (USUAL_SIZE.get(self.places[id].kind, WIDEST) for id in (a, b))
            return a if (kind, a) < (other, b) else b
        return a if one < two else b

    def covered(self, id: str, kind: str) -> float:
        """Which part of a place the crosswalk places in others of a kind."""
        return self._covered.get((id, kind), 0.0)

    def size(self, id: str) -> float | None:
        """People, for comparing sizes only; None where that cannot be told."""
        if id not in self._sizes:
            self._sizes[id] = self._size(id)
        return self._sizes[id]

    def _size(self, id: str) -> float | None:
        """Districts of one kind hold about as many people each, by law, so neither
        a missing crosswalk nor one that is loaded in part makes a district look smaller than it is."""
        place, counted = self.places[id], self.electorate(id)
        if place.electorate is not None or place.kind not in DISTRICT_KINDS or not self.ancestors(id):
            return counted
        around = self.electorate(self.ancestors(id)[0])
        average = around / self._districts[place.state, place.kind] if around else None
        return max((size for size in (counted, average) if size), default=None)

    def is_local(self, id: str) -> bool:
        """Whether a place is at county level or below: small enough for people on the ground to meet."""
        return USUAL_SIZE.get(self.places[id].kind, WIDEST) <= USUAL_SIZE["county"]
