"""Who could fill a gap, and why one should think so."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from planning.overlaps import Window
from planning.overlaps.places import Atlas
from planning.overlaps.words import figure

from .records import NEARBY, OFFERED, PEOPLE, PRESENT, Aim, Candidate, Filler, Shortfall
from .volunteers import offer_reason

# A page names a handful; the rest adds nothing to a phone list.
MOST = 6


class Pool:
    """All candidates, those with the largest lists first, by where they are: asked once for each gap."""

    def __init__(self, candidates: Iterable[Candidate], atlas: Atlas) -> None:
        self.atlas = atlas
        self._at: dict[tuple[str, bool, bool], list[Candidate]] = defaultdict(list)
        self._in_state: dict[tuple[str | None, bool], list[Candidate]] = defaultdict(list)
        self._around: dict[tuple[str, bool, bool], list[Candidate]] = {}
        for each in sorted(candidates, key=_largest_first):
            home = atlas.home(each.division)
            self._at[home, each.is_offered, each.is_registration].append(each)
            if not each.is_offered:
                self._in_state[atlas.places[home].state, each.is_registration].append(each)

    def meeting(self, home: str, *, is_offered: bool, is_registration: bool) -> list[Candidate]:
        """Those whose place has ground in common with this one."""
        key = (home, is_offered, is_registration)
        if key not in self._around:
            found = [
                each
                for (place, offered, registers), those in self._at.items()
                if (offered, registers) == (is_offered, is_registration) and self.atlas.relation(home, place)
                for each in those
            ]
            self._around[key] = sorted(found, key=_largest_first)
        return self._around[key]

    def nearby(self, home: str, *, is_registration: bool) -> Iterator[Candidate]:
        """Those at work elsewhere in the same state."""
        for each in self._in_state[self.atlas.places[home].state, is_registration]:
            if self.atlas.relation(home, self.atlas.home(each.division)) is None:
                yield each


def find_fillers(aim: Aim, weeks: Window, pool: Pool, by_way: Sequence[Shortfall]) -> tuple[Filler, ...]:
    """Partners that could do what is short: each once, by its best reason; those who offered it first."""
    labels = {way.family: way.words for way in by_way if way.takes > 0}
    found: dict[object, Filler] = {}
    for filler in _best_first(aim, weeks, pool, by_way, labels):
        found.setdefault(filler.partner, filler)
        if len(found) == MOST:
            break
    return tuple(found.values())


def _best_first(
    aim: Aim, weeks: Window, pool: Pool, by_way: Sequence[Shortfall], labels: dict[str, str]
) -> Iterator[Filler]:
    """By offer in this place, by hours of people on offer, by work in it, by the same work in its neighborhood."""
    home, registers = pool.atlas.home(aim.division), aim.program_type == "registration"

    def named(candidates: Iterable[Candidate], basis: str) -> Iterator[Filler]:
        for each in candidates:
            if each.family in labels and _fits(aim, weeks, each, basis):
                reason = _reason(each, basis, labels[each.family], pool.atlas)
                yield Filler(each.partner, each.partner_name, each.family, basis, reason)

    yield from named(pool.meeting(home, is_offered=True, is_registration=registers), OFFERED)
    yield from _with_people(by_way, labels, pool.atlas)
    yield from named(pool.meeting(home, is_offered=False, is_registration=registers), PRESENT)
    yield from named(pool.nearby(home, is_registration=registers), NEARBY)


def _fits(aim: Aim, weeks: Window, candidate: Candidate, basis: str) -> bool:
    """Whether it is for the people of the priority, and an offer in time."""
    whom = candidate.constituencies
    if basis == NEARBY:
        return aim.constituency in whom if aim.constituency else True
    is_for_them = not whom or aim.constituency is None or aim.constituency in whom
    return is_for_them and (basis == PRESENT or (candidate.ends >= weeks.first and candidate.starts <= weeks.last))


def _with_people(by_way: Sequence[Shortfall], labels: dict[str, str], atlas: Atlas) -> Iterator[Filler]:
    """Those who offer hours of their people for what is short, by how many of them fall into the weeks."""
    offered = [(there, way) for way in by_way if way.family in labels for there in way.on_offer]
    for there, way in sorted(offered, key=lambda each: (-each[0].hours, each[0].offer.partner_name, each[1].family)):
        offer = there.offer
        reason = offer_reason(there, labels[way.family], atlas)
        yield Filler(offer.partner, offer.partner_name, way.family, PEOPLE, reason)


def _largest_first(candidate: Candidate) -> tuple[float, str, str, str]:
    return -float(candidate.universe or 0), candidate.partner_name, candidate.family, candidate.division


def _reason(candidate: Candidate, basis: str, label: str, atlas: Atlas) -> str:
    place, tactic = atlas.places[candidate.division].name, label
    whom = f" of {figure(candidate.universe)} people" if candidate.universe else ""
    if basis == OFFERED:
        return f"has said that it could work {place} if asked ({tactic}{', a list' + whom if whom else ''})"
    if basis == PRESENT:
        return f"works {place} already ({tactic}{', a list' + whom if whom else ''})"
    return f"does the same work in {place} ({tactic})"
