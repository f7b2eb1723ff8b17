"""The lists of a case at work together, in any 28 days, one list after the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from planning.overlaps.classes import Finding
from planning.overlaps.money import SameMoney
from planning.overlaps.places import Atlas
from planning.overlaps.records import SHARE_UNKNOWN, Span
from planning.overlaps.windows import DAYS
from planning.overlaps.worklists import WorkList, reach

from .mixing import Mixer


@dataclass(frozen=True, slots=True)
class Scene:
    """Some of the lists at work: the people on two or more, and what each list's rate adds to their mean touches."""

    people: Span
    weights: tuple[tuple[WorkList, float], ...]

    def touches(self, day: int) -> float:
        return sum(one.rate(day) * weight for one, weight in self.weights)


class Together:
    """The lists of a case, as independent draws from the people of the anchor, and the plans around it."""

    def __init__(self, findings: Sequence[Finding], atlas: Atlas, money: SameMoney) -> None:
        lists = {one.number: one for f in findings for one in (f.meeting.a, f.meeting.b)}
        others = {one.number: one for f in findings for one, _ in f.others if one.number not in lists}
        repeated = money.repeated(lists.values(), others.values())
        self.lists = [lists[number].without(repeated) for number in sorted(lists)]
        self.others = {number: others[number].without(repeated) for number in sorted(others)}
        self.findings = findings
        self.atlas = atlas
        self.anchor = findings[0].meeting.relation.anchor
        self.electorate = atlas.electorate(self.anchor)
        self.mixer = Mixer(self.lists, self.anchor, atlas)
        self._scenes: dict[frozenset[int], Scene | None] = {}

    def days(self) -> list[int]:
        """Days on which the worst window may end."""
        first = min(f.meeting.first for f in self.findings)
        until = max(f.meeting.last for f in self.findings) + DAYS - 1
        turns = {min(max(day, first), until) for one in (*self.lists, *self.others.values()) for day in one.turns()}
        return sorted(turns | {f.touches.day for f in self.findings if f.touches})

    def scene(self, day: int) -> Scene | None:
        """The lists at work in the 28 days ending on `day`; None if no two of them compete."""
        active = frozenset(one.number for one in self.lists if one.rate(day) > 0)
        if active not in self._scenes:
            met = [f for f in self.findings if f.meeting.a.number in active and f.meeting.b.number in active]
            self._scenes[active] = (
                self._scene([one for one in self.lists if one.number in active], met) if met else None
            )
        return self._scenes[active]

    def _scene(self, active: list[WorkList], met: list[Finding]) -> Scene:
        mix = self.mixer.mix(active, self._guesses)
        shares = [(one, mix.on_this_too[one.number] / mix.on_two if mix.on_two else 0.0) for one in active]
        return Scene(self._people(active, met), (*shares, *self._by_chance(met)))

    def _by_chance(self, met: list[Finding]) -> Iterable[tuple[WorkList, float]]:
        """Plans outside the case, as its pairs meet them, weighed by the pairs' people."""
        sums = dict.fromkeys(self.others, 0.0)
        for finding in met:
            for number, chance in self._outside[finding]:
                sums[number] += chance * _most(finding)
        total = sum(_most(finding) for finding in met)
        return [(self.others[number], found / total) for number, found in sums.items() if found]

    @cached_property
    def _outside(self) -> dict[Finding, list[tuple[int, float]]]:
        return {f: [(one.number, c) for one, c in f.others if one.number in self.others] for f in self.findings}

    @cached_property
    def _guesses(self) -> dict[int, float]:
        """Reaches for the mean touches alone: where one is not known, that by the people of a place around, or as if
        the lists held different people."""
        everybody = sum(one.universe for one in self.lists)
        found = {}
        for one in self.lists:
            around = self.atlas.ceiling(one.place) or everybody
            found[one.number] = one.reach if one.reach is not None else reach(one.universe, around) or 0.0
        return found

    @cached_property
    def _sure(self) -> dict[int, float]:
        """Reaches that are known, of lists whose share of the anchor is."""
        found = {}
        for one in self.lists:
            relation = self.atlas.relation(self.anchor, one.place)
            is_sure = relation and relation.basis != SHARE_UNKNOWN and relation.share_a is not None
            if is_sure and one.reach is not None:
                found[one.number] = one.reach
        return found

    def _people(self, active: list[WorkList], met: list[Finding]) -> Span:
        """Independent reaches, corrected by what the pairs know better, and never more than the lists can hold."""
        pairs = [f.people.both for f in met if f.people]
        sizes = [self._inside(one) for one in active]
        ceiling = _most_on_two(sizes)
        if not self.electorate:
            return Span(max(pair.low for pair in pairs), min(ceiling, sum(pair.high for pair in pairs)))
        # Nor more than there are: the electorate or, where a list names more than that, the longest list.
        ceiling = min(ceiling, max(self.electorate, *sizes))
        base = (
            self.electorate * self.mixer.mix([one for one in active if one.number in self._sure], self._sure).on_two
        )
        expected = sum(self._expected[f] for f in met)
        low = min(max(0.0, base + sum(pair.low for pair in pairs) - expected), ceiling)
        return Span(low, max(low, min(base + sum(pair.high for pair in pairs) - expected, ceiling)))

    @cached_property
    def _expected(self) -> dict[Finding, float]:
        """What independent reaches say of each pair."""
        found = {}
        for f in self.findings:
            pair = [one for one in (f.meeting.a, f.meeting.b) if one.number in self._sure]
            both = self.mixer.mix(pair, self._sure).on_two if len(pair) == 2 else 0.0
            found[f] = both * (self.electorate or 0.0)
        return found

    def _inside(self, one: WorkList) -> float:
        """People of a list who live in the anchor; all of them where that is not known."""
        relation = self.atlas.relation(self.anchor, one.place)
        share = relation.share_b if relation else None
        return one.universe * (1.0 if share is None else share)


def _most(finding: Finding) -> float:
    return finding.people.both.high if finding.people else 0.0


def _most_on_two(sizes: Sequence[float]) -> float:
    """The most people who can be on two or more lists of these sizes."""
    total = sum(sizes)
    return min(total / 2, total - max(sizes))
