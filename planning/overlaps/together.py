"""The lists of a case at work together, in all 28 days that may be the worst at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .arrays import Flags, Floats, Ints, ints
from .classes import Finding
from .mixing import Mixer
from .money import SameMoney
from .places import Atlas
from .records import SHARE_UNKNOWN, Span
from .windows import DAYS
from .worklists import WorkList, reach


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """Days on which the same lists have been at work in the last 28: their positions among all days, the people on
    two lists or more, and the mean touches of these on each of the days."""

    days: Ints
    people: Span
    touches: Floats


class Together:
    """The lists of a case, as independent draws from the people of the anchor, and the plans around it."""

    def __init__(self, findings: Sequence[Finding], atlas: Atlas, money: SameMoney) -> None:
        lists = {one.number: one for f in findings for one in (f.meeting.a, f.meeting.b)}
        self.findings, self.atlas = findings, atlas
        self.met_by_chance, others = _others(findings, lists)
        repeated = money.repeated(lists.values(), others)
        self.lists = [lists[number].without(repeated) for number in sorted(lists)]
        self.others = [one.without(repeated) for one in others]
        self.anchor = findings[0].meeting.relation.anchor
        self.electorate = atlas.electorate(self.anchor)
        self.mixer = Mixer(self.lists, self.anchor, atlas)
        position = {one.number: n for n, one in enumerate(self.lists)}
        self.a, self.b = (ints([position[one.number] for one in side]) for side in _sides(findings))
        self.days = self._days()
        self.rates, self.other_rates = rates_of(self.lists, self.days), rates_of(self.others, self.days)

    def _days(self) -> Ints:
        """Days on which the worst window may end."""
        first = min(f.meeting.first for f in self.findings)
        until = max(f.meeting.last for f in self.findings) + DAYS - 1
        turns = [day for one in (*self.lists, *self.others) for day in one.turns()]
        worst = [f.touches.day for f in self.findings if f.touches]
        return np.unique(np.append(np.clip(ints(turns), first, until), ints(worst)))

    def scenes(self) -> Iterable[Scene]:
        """All of them in which two lists compete."""
        active = self.rates > 0
        patterns: dict[bytes, list[int]] = {}
        for day, pattern in enumerate(np.packbits(active, axis=0).T):
            patterns.setdefault(pattern.tobytes(), []).append(day)
        for days in patterns.values():
            here = active[:, days[0]]
            met = here[self.a] & here[self.b]
            if met.any():
                yield self._scene(ints(days), here, met)

    def _scene(self, days: Ints, here: Flags, met: Flags) -> Scene:
        active = [one for one, is_here in zip(self.lists, here.tolist(), strict=True) if is_here]
        mix = self.mixer.mix(active, self._guesses)
        shares = np.array([mix.on_this_too[one.number] / mix.on_two if mix.on_two else 0.0 for one in active])
        touches = shares @ self.rates[np.ix_(here, days)] + self._by_chance(met) @ self.other_rates[:, days]
        return Scene(days, self._people(active, here, met), touches)

    def _by_chance(self, met: Flags) -> Floats:
        """Plans outside the case, as its pairs meet them, weighed by the pairs' people."""
        finding, other, chance = self.met_by_chance
        most, chosen = self._pairs[1], met[finding]
        weighed = (chance * most[finding])[chosen]
        found: Floats = np.bincount(other[chosen], weighed, len(self.others)) / most[met].sum()
        return found

    @cached_property
    def _pairs(self) -> tuple[Floats, Floats]:
        """The people of each pair, low and high."""
        spans = [f.people.both if f.people else Span(0.0, 0.0) for f in self.findings]
        return np.array([each.low for each in spans]), np.array([each.high for each in spans])

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

    def _people(self, active: list[WorkList], here: Flags, met: Flags) -> Span:
        """Independent reaches, corrected by what the pairs know better, and never more than the lists can hold."""
        lows, highs = (ends[met] for ends in self._pairs)
        sizes = self._inside[here]
        # The most people who can be on two or more lists of these sizes.
        ceiling = min(float(sizes.sum()) / 2, float(sizes.sum() - sizes.max()))
        if not self.electorate:
            return Span(float(lows.max()), min(ceiling, float(highs.sum())))
        # Nor more than there are: the electorate or, where a list names more than that, the longest list.
        ceiling = min(ceiling, max(self.electorate, float(sizes.max())))
        sure = self.mixer.mix([one for one in active if one.number in self._sure], self._sure).on_two
        base, expected = self.electorate * sure, float(self._expected[met].sum())
        low = min(max(0.0, base + float(lows.sum()) - expected), ceiling)
        return Span(low, max(low, min(base + float(highs.sum()) - expected, ceiling)))

    @cached_property
    def _expected(self) -> Floats:
        """What independent reaches say of each pair; nothing where one of them is not sure."""
        reaches = np.array([self._sure.get(one.number, 0.0) for one in self.lists])
        together = self.mixer.together(self.lists)
        found: Floats = reaches[self.a] * reaches[self.b] * together[self.a, self.b] * (self.electorate or 0.0)
        return found

    @cached_property
    def _inside(self) -> Floats:
        """People of each list who live in the anchor; all of them where that is not known."""
        found = []
        for one in self.lists:
            relation = self.atlas.relation(self.anchor, one.place)
            share = relation.share_b if relation else None
            found.append(one.universe * (1.0 if share is None else share))
        return np.array(found)


def _sides(findings: Sequence[Finding]) -> tuple[list[WorkList], list[WorkList]]:
    return [f.meeting.a for f in findings], [f.meeting.b for f in findings]


def _others(
    findings: Sequence[Finding], lists: dict[int, WorkList]
) -> tuple[tuple[Ints, Ints, Floats], list[WorkList]]:
    """Lists outside the case; and which finding meets which of them (positions) by what chance."""
    counts = [len(f.others.number) for f in findings]
    number = np.concatenate([f.others.number for f in findings])
    outside = np.flatnonzero(~np.isin(number, ints(list(lists))))
    finding = np.repeat(np.arange(len(findings)), counts)[outside]
    chance = np.concatenate([f.others.chance for f in findings])[outside]
    known, position = np.unique(number[outside], return_inverse=True)
    work = findings[0].others.work
    return (ints(finding), ints(position), chance), [work[n] for n in known.tolist()]


def rates_of(lists: Sequence[WorkList], days: Ints) -> Floats:
    """For each list and day the attempts for one person on the list in the 28 days that end then."""
    runs = [(n, *run) for n, one in enumerate(lists) if one.universe for run in one.runs]
    if not runs:
        return np.zeros((len(lists), len(days)))
    owner, first, last, daily = (np.array(column) for column in zip(*runs, strict=True))
    since = np.maximum(first[:, None], days - DAYS + 1)
    within = np.maximum(np.minimum(last[:, None], days) - since + 1, 0) * daily[:, None]
    begins = np.flatnonzero(np.diff(owner, prepend=-1))
    found = np.zeros((len(lists), len(days)))
    people = np.array([lists[n].universe for n in owner[begins].tolist()])
    found[owner[begins]] = np.add.reduceat(within, begins, axis=0) / people[:, None]
    return found
