"""Changes of where plans work: one of them only a part of its place, or several of one place each another part."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Final

from mvp_coord.lib import wording
from planning.overlaps import Activity
from planning.overlaps.places import DISTRICT_KINDS, NEARLY_ALL, Atlas
from planning.terms import SPLIT_TURF

from .trial import Room, Trial, Way, all_of

MOST_PLANS: Final = 3
# Of the parts of one place, or of ways to share a place out, so many are tried: those that keep most people.
MOST_PARTS: Final = 4
# Ground that nobody works any more is a gap: of their place one plan keeps so much, several together so much.
LEAST_ALONE: Final = 0.4
LEAST_TOGETHER: Final = 0.6
# A part with less of the place than this is no turf of its own.
SMALLEST_PART: Final = 0.2
_KINDS: Final = DISTRICT_KINDS | {"county"}


@dataclass(frozen=True, slots=True)
class Turf:
    """A place inside another one, what it is called, and the share of the other's electorate in it."""

    place: str
    name: str
    share: float


class Turfs:
    """To which parts of its place a plan can be narrowed; with `only_local`, of places no wider than a county."""

    def __init__(self, atlas: Atlas, *, only_local: bool = False) -> None:
        self.atlas, self.only_local = atlas, only_local
        self._known: dict[str, list[Turf]] = {}

    def parts_of(self, place: str) -> list[Turf]:
        """The counties and districts inside a place that hold a fifth of its people or more, and not nearly all of
        them, the largest first. None where that is not known."""
        home = self.atlas.home(place)
        if home not in self._known:
            is_asked = not self.only_local or self.atlas.is_local(home)
            self._known[home] = self._parts(home) if is_asked else []
        return self._known[home]

    def _parts(self, home: str) -> list[Turf]:
        by_kind: dict[str, list[Turf]] = defaultdict(list)
        for id, each in self.atlas.places.items():
            if each.state == self.atlas.places[home].state and each.kind in _KINDS and self.atlas.home(id) == id:
                relation = self.atlas.relation(id, home)
                if relation and (relation.share_a or 0.0) >= NEARLY_ALL and id != home:
                    by_kind[each.kind].append(Turf(id, each.name, relation.share_b or 0.0))
        # More than all of it is in places of one kind where they lie over one another (New Hampshire's house
        # districts), or where counts do not fit together: then no share of them can be relied on.
        sound = [each for each in by_kind.values() if sum(turf.share for turf in each) <= 2 - NEARLY_ALL]
        found = [turf for each in sound for turf in each if SMALLEST_PART <= turf.share < NEARLY_ALL]
        return sorted(found, key=lambda turf: (-turf.share, turf.place))

    def are_apart(self, place: str, others: Iterable[str]) -> bool:
        """Whether a place has no ground in common with any of the others."""
        home = self.atlas.home(place)
        return not any(self.atlas.meets(home, self.atlas.home(other)) for other in others)


def narrower(plans: Sequence[Activity], trial: Trial, turfs: Turfs, room: Room) -> Iterator[Way]:
    """Of each of the first plans that has not begun, the largest part of its place where no other one works that
    clears by itself."""
    for plan in plans[:MOST_PLANS]:
        others = {each.division for each in plans if each is not plan}
        large = [
            turf
            for turf in turfs.parts_of(plan.division)
            if turf.share >= LEAST_ALONE and room.is_ahead(plan) and turfs.are_apart(turf.place, others)
        ]
        found = next((turf for turf in large[:MOST_PARTS] if trial.clears([_narrowed(plan, turf)])), None)
        if found:
            yield _way([plan], [found], turfs)


def other_parts(plans: Sequence[Activity], trial: Trial, turfs: Turfs, room: Room) -> Way | None:
    """Two or all of the first plans, of one place and not begun, each in another part of it: the way of those that
    clear that keeps most people on the lists, by the first plans that have one."""
    chosen = [each for each in plans[:MOST_PLANS] if room.is_ahead(each)]
    for many in range(2, len(chosen) + 1):
        for group in combinations(chosen, many):
            if len({turfs.atlas.home(each.division) for each in group}) > 1:
                continue
            for option in _shared_out(group, plans, turfs)[:MOST_PARTS]:
                if trial.clears([_narrowed(plan, turf) for plan, turf in zip(group, option, strict=True)]):
                    return _way(group, option, turfs)
    return None


def _shared_out(group: Sequence[Activity], plans: Sequence[Activity], turfs: Turfs) -> list[tuple[Turf, ...]]:
    """The ways to give each of these plans a part of their place, the one that keeps most people first."""
    others = {each.division for each in plans if each not in group}
    free = [turf for turf in turfs.parts_of(group[0].division) if turfs.are_apart(turf.place, others)]
    found = [
        option
        for option in product(free, repeat=len(group))
        if sum(turf.share for turf in option) >= LEAST_TOGETHER
        and all(turfs.are_apart(one.place, [two.place]) for one, two in combinations(option, 2))
    ]
    return sorted(found, key=lambda option: -sum(map(_kept, group, option)))


def _kept(plan: Activity, turf: Turf) -> float:
    return turf.share * (plan.universe or plan.attempts or 1)


def _narrowed(plan: Activity, turf: Turf) -> Activity:
    """The plan in a part of its place: with the part of its list that lives there, and as many tries for each. Lists
    are taken to lie as the electorate does."""
    universe, attempts = (number and max(1, round(number * turf.share)) for number in (plan.universe, plan.attempts))
    return replace(plan, division=turf.place, universe=universe, attempts=attempts)


def _way(plans: Sequence[Activity], option: Sequence[Turf], turfs: Turfs) -> Way:
    told = [_told(plan, turf, turfs.atlas.name(plan.division)) for plan, turf in zip(plans, option, strict=True)]
    becomes = tuple(_narrowed(plan, turf) for plan, turf in zip(plans, option, strict=True))
    return Way(all_of(told), becomes, sum(1 - turf.share for turf in option), SPLIT_TURF)


def _told(plan: Activity, turf: Turf, place: str) -> str:
    where = (
        f"{plan.partner_name} working only in {turf.name} ({wording.share(turf.share)} of the electorate of {place})"
    )
    step = _narrowed(plan, turf)
    if plan.universe:
        listed = f"{wording.count(step.universe)} people of its list of {wording.count(plan.universe)}"
        return f"{where}: about {listed}" + (", with as many tries for each" if plan.attempts else "")
    if plan.attempts:
        return f"{where}: {wording.count(step.attempts)} tries, not {wording.count(plan.attempts)}"
    return where
