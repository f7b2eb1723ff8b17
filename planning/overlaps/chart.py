"""The table of places as columns of numbers, closed upward: with a place come all that hold it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from .arrays import Flags, Floats, Ints, ints
from .inferred import inferred, told
from .places import DISTRICT_KINDS, NEARLY_ALL, USUAL_SIZE, WIDEST, Atlas

KINDS = tuple(USUAL_SIZE)
"""Kinds of places that may cross, by their usual size; all others are `WIDEST`."""
IS_DISTRICT = np.array([kind in DISTRICT_KINDS for kind in KINDS] + [False])
PLACE, COUNTY = KINDS.index("place"), KINDS.index("county")
# Deeper than any place lies: city, county, state, country.
DEEPEST = 8


@dataclass(frozen=True, eq=False)
class Chart:
    """One entry for each place, in the order of their ids: the one that holds it (-1: none), its kind (a position in
    `KINDS`), its state as any number, its electorate and its size for comparing (nan: not known), and which part of
    it the crosswalk places in districts of each kind. `share_keys` are (place × places + other), sorted, with the
    part of the one's people in the other."""

    parent: Ints
    kind: Ints
    state: Ints
    people: Floats
    size: Floats
    covered: Floats
    share_keys: Ints
    shares: Floats

    def share(self, one: Ints, other: Ints) -> Floats:
        """The crosswalk's share of the one in the other, nan where it has none."""
        return looked_up(self.share_keys, self.shares, one * len(self.parent) + other)

    @cached_property
    def above(self) -> list[Ints]:
        """Whom each place lies in: its parent, the parent's parent, … (-1: nobody)."""
        levels: list[Ints] = []
        held = self.parent
        while len(levels) < DEEPEST and (held >= 0).any():
            levels.append(held)
            held = np.where(held >= 0, self.parent[held], -1)
        return levels

    @cached_property
    def county(self) -> Ints:
        """The county that holds each place, -1 where none does."""
        found = np.full(len(self.parent), -1)
        for held in reversed(self.above):
            found = np.where((held >= 0) & (self.kind[held] == COUNTY), held, found)
        return ints(found)

    def is_inside(self, one: Ints, other: Ints) -> Flags:
        """Whether either is the other, or lies in it."""
        return (one == other) | self.lies_in(one, other) | self.lies_in(other, one)

    def lies_in(self, one: Ints, other: Ints) -> Flags:
        """Whether the other place holds the one."""
        found = np.zeros(len(one), dtype=np.bool_)
        for held in self.above:
            found |= held[one] == other
        return found


def looked_up(keys: Ints, values: Floats, wanted: Ints) -> Floats:
    """Values by sorted keys, nan for unknown ones."""
    if not len(keys):
        return np.full(len(wanted), np.nan)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, values[at], np.nan)


def chart_of(ids: Iterable[str], atlas: Atlas) -> tuple[tuple[str, ...], Chart]:
    """The chart of these places, and the ids of all that it holds, in order."""
    held = {above for id in ids for above in (id, *atlas.ancestors(id))}
    known = tuple(sorted(held))
    number = {id: position for position, id in enumerate(known)}
    places = [atlas.places[id] for id in known]
    states: dict[str | None, int] = {}
    pairs = [(number[a], number[b], share) for (a, b), share in atlas.shares.items() if a in number and b in number]
    share_keys, shares = _with_inferred(pairs, atlas, known)
    return known, Chart(
        ints([number.get(place.parent or "", -1) for place in places]),
        ints([USUAL_SIZE.get(place.kind, WIDEST) for place in places]),
        ints([states.setdefault(place.state, len(states)) for place in places]),
        np.array([atlas.electorate(id) for id in known], dtype=np.float64),
        np.array([atlas.size(id) for id in known], dtype=np.float64),
        np.array([[atlas.covered(id, kind) for kind in KINDS] + [0.0] for id in known]).reshape(-1, WIDEST + 1),
        share_keys,
        shares,
    )


def _with_inferred(pairs: list[tuple[int, int, float]], atlas: Atlas, known: tuple[str, ...]) -> tuple[Ints, Floats]:
    """The crosswalk's shares by sorted keys; with those that counties tell of districts, where it says nothing."""
    many = len(known)
    one, other, stated = zip(*pairs, strict=True) if pairs else ((), (), ())
    keys, shares = ints(one) * many + ints(other), np.array(stated, dtype=np.float64)
    more = inferred(atlas, known) if atlas.shares else (ints([]), ints([]), np.zeros(0))
    return _merged(keys, shares, *more, many)


def _merged(keys: Ints, shares: Floats, one: Ints, other: Ints, more: Floats, many: int) -> tuple[Ints, Floats]:
    """Shares by sorted keys, with more of them for pairs of which neither direction is there."""
    is_new = ~np.isin(one * many + other, keys) & ~np.isin(other * many + one, keys)
    keys, shares = np.append(keys, (one * many + other)[is_new]), np.append(shares, more[is_new])
    order = np.argsort(keys)
    return ints(keys[order]), shares[order]


def with_inferred(chart: Chart, used: Ints) -> Chart:
    """The chart with what counties tell of the districts among these places (numbers, in order) where the crosswalk
    says nothing: as `inferred` has it, for a chart of all places."""
    many = len(chart.parent)
    one, other = np.divmod(chart.share_keys, max(many, 1))
    districts = used[IS_DISTRICT[chart.kind[used]]]
    rows = np.flatnonzero((chart.kind[other] == COUNTY) & np.isin(one, districts))
    parts = np.bincount(one[rows], chart.shares[rows], many)[districts]
    districts = districts[parts >= NEARLY_ALL]
    found = [
        _of_state(chart, districts[chart.state[districts] == state], one[rows], other[rows], chart.shares[rows])
        for state in np.unique(chart.state[districts]).tolist()
    ]
    if not found:
        return chart
    first, second, more = (np.concatenate(each) for each in zip(*found, strict=True))
    share_keys, shares = _merged(chart.share_keys, chart.shares, first, second, more, many)
    return replace(chart, share_keys=share_keys, shares=shares)


def _of_state(chart: Chart, here: Ints, one: Ints, other: Ints, shares: Floats) -> tuple[Ints, Ints, Floats]:
    """What counties tell of these districts; the crosswalk's rows from a district to a county."""
    mine = np.flatnonzero(np.isin(one, here))
    row = np.searchsorted(here, one[mine])
    counties, column = np.unique(other[mine], return_inverse=True)
    within = np.zeros((len(here), len(counties)))
    within[row, column] = shares[mine]
    holds = np.zeros_like(within)
    holds[row, column] = chart.share(other[mine], one[mine]) >= NEARLY_ALL
    first, second, share = told(chart.kind[here], within, holds)
    return here[first], here[second], share
