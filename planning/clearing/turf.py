"""Changes of where plans work: one of them only a part of its place, or two of them each another part."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Final

from mvp_coord.lib import wording
from planning.overlaps import Activity
from planning.overlaps.places import DISTRICT_KINDS, NEARLY_ALL, Atlas

from .trial import LEAST_LEFT, SPLIT_TURF, Trial, Way, all_of

MOST_PLANS: Final = 3
# Of the parts of one place, or of pairs of parts of two, so many are tried: those with most people.
MOST_PARTS: Final = 4
# Ground that nobody works any more is a gap: of its place one plan keeps so much, two of the same place so much.
LEAST_ALONE: Final = 0.4
LEAST_TOGETHER: Final = 0.6
_KINDS: Final = DISTRICT_KINDS | {"county"}


@dataclass(frozen=True, slots=True)
class Turf:
    """A place inside another one: what it and that one are called, and the share of that one's people in it."""

    place: str
    name: str
    of: str
    share: float


_Step = tuple[Activity, Turf]


class Turfs:
    """To which parts of its place a plan can be narrowed; with `only_local`, of places no wider than a county."""

    def __init__(self, atlas: Atlas, *, only_local: bool = False) -> None:
        self.atlas, self.only_local = atlas, only_local

    def of(self, place: str) -> list[Turf]:
        """The counties and districts inside a place of one state that hold a fifth of its people or more, and not
        nearly all of them, the largest first. None where that is not known."""
        home = self.atlas.home(place)
        state = self.atlas.places[home].state
        if state is None or (self.only_local and not self.atlas.is_local(home)):
            return []
        inside = (id for id, each in self.atlas.places.items() if each.state == state and each.kind in _KINDS)
        found = (turf for id in inside if self.atlas.home(id) == id and (turf := self._turf(id, home)))
        return sorted(found, key=lambda turf: (-turf.share, turf.place))

    def _turf(self, id: str, around: str) -> Turf | None:
        relation = self.atlas.relation(id, around)
        if not relation or (relation.share_a or 0.0) < NEARLY_ALL:
            return None
        share = relation.share_b or 0.0
        if not LEAST_LEFT <= share < NEARLY_ALL:
            return None
        return Turf(id, self.atlas.name(id), self.atlas.name(around), share)

    def are_apart(self, place: str, others: Iterable[str]) -> bool:
        """Whether a place has no ground in common with any of the others."""
        home = self.atlas.home(place)
        return not any(self.atlas.meets(home, self.atlas.home(other)) for other in others)


def narrower(plans: Sequence[Activity], trial: Trial, turfs: Turfs) -> Iterator[Way]:
    """Of each of the first plans the largest part of its place where no other one works that clears by itself."""
    for plan in plans[:MOST_PLANS]:
        large = [turf for turf in _free(plan, [plan], plans, turfs) if turf.share >= LEAST_ALONE]
        steps = (_step(plan, turf) for turf in large[:MOST_PARTS])
        found = next((step for step in steps if trial.clears([step[0]])), None)
        if found:
            yield _way([plan], [found])


def other_parts(plans: Sequence[Activity], trial: Trial, turfs: Turfs) -> Way | None:
    """Two of the first plans, each in another part of its place, with the most people together that clears."""
    for pair in combinations(plans[:MOST_PLANS], 2):
        free = product(*(_free(plan, pair, plans, turfs) for plan in pair))
        options = [
            (one, two)
            for one, two in free
            if one.share + two.share >= LEAST_TOGETHER and turfs.are_apart(one.place, [two.place])
        ]
        options.sort(key=lambda option: -sum(turf.share for turf in option))
        for option in options[:MOST_PARTS]:
            steps = [_step(plan, turf) for plan, turf in zip(pair, option, strict=True)]
            if trial.clears([plan for plan, _ in steps]):
                return _way(pair, steps)
    return None


def _free(plan: Activity, moving: Sequence[Activity], plans: Sequence[Activity], turfs: Turfs) -> list[Turf]:
    """The parts of a plan's place where none of these works but those that move."""
    others = {each.division for each in plans if each not in moving}
    return [turf for turf in turfs.of(plan.division) if turfs.are_apart(turf.place, others)]


def _step(plan: Activity, turf: Turf) -> _Step:
    """The plan in a part of its place: with the part of its list that lives there, and as many tries for each."""
    universe, attempts = (
        None if number is None else round(number * turf.share) for number in (plan.universe, plan.attempts)
    )
    return replace(plan, division=turf.place, universe=universe, attempts=attempts), turf


def _way(plans: Sequence[Activity], steps: Sequence[_Step]) -> Way:
    told = []
    for plan, (step, turf) in zip(plans, steps, strict=True):
        whom = ""
        if plan.universe and plan.attempts:
            listed = f"{wording.count(step.universe)} people of its list of {wording.count(plan.universe)}"
            whom = f": {listed}, with as many tries for each"
        part = f"{wording.share(turf.share)} of the electorate of {turf.of}"
        told.append(f"{plan.partner_name} working only in {turf.name} ({part}){whom}")
    change = sum(1 - turf.share for _, turf in steps)
    return Way(all_of(told), tuple(step for step, _ in steps), change, SPLIT_TURF)
