"""What a check found as rows to be kept: the figures, days and members of each case, and what its words need."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

import numpy as np

from planning.overlaps.arrays import Ints, positions
from planning.overlaps.classes import FLAGGED
from planning.overlaps.records import COMPETING, LIKELY, POSSIBLE

from .figures import FIGURES, cents, often, whole
from .found import FoundCases

COLUMNS: Final = (
    *FIGURES, "pair_count", "longest_days", "is_counted", "places_around", "places_across", "places_unknown",
    "family_id", "anchor_id", "state_id", "fingerprint",
)  # fmt: skip
# So many are written out as plain values at once.
AT_ONCE = 5_000
_BUDGET, _USUAL = "budget per attempt", "usual cost"
_BASES: Final = {
    (False, False): "",
    (True, False): _BUDGET,
    (False, True): _USUAL,
    (True, True): f"{_BUDGET} and {_USUAL}",
}


def rows_of(found: FoundCases, chosen: Ints) -> Iterator[tuple[Any, ...]]:
    """The columns `COLUMNS` of these cases (positions)."""
    for begin in range(0, len(chosen), AT_ONCE):
        yield from zip(*_columns(found, chosen[begin : begin + AT_ONCE]), strict=True)


def _columns(found: FoundCases, at: Ints) -> list[Iterable[Any]]:
    """The same column by column: single values come out of arrays slowly."""
    cases, costs = found.cases, found.costs
    class_, family, anchor = (each[at] for each in found.kinds)
    is_competing = class_ == FLAGGED.index(COMPETING)
    certainty = np.where(is_competing, np.where(cases.is_likely[at], LIKELY, POSSIBLE), "")
    low, high = cases.excess_low[at], cases.excess_high[at]
    touches = [often(each) for each in cases.touches[at].tolist()]
    by_budget, by_usual = ((each[at] & is_competing).tolist() for each in (costs.by_budget, costs.by_usual))
    return [
        [FLAGGED[code] for code in class_.tolist()],
        certainty.tolist(),
        *_all(whole, cases.low[at], cases.high[at]),
        touches,
        touches,
        *_all(whole, low, high),
        *_all(cents, low * costs.dollars[at], high * costs.dollars[at]),
        *_all(date.fromordinal, cases.first[at], cases.last[at]),
        [_BASES[basis] for basis in zip(by_budget, by_usual, strict=True)],
        _lists(cases.begin[at], cases.begin[at + 1], found.world.keys[cases.members]),
        cases.pairs[at].tolist(),
        cases.longest[at].tolist(),
        found.is_counted[at].tolist(),
        *_places(found, at),
        family.tolist(),
        anchor.tolist(),
        [found.state[each] for each in at.tolist()],
        found.fingerprints[at].tolist(),
    ]


def _all(rule: Any, *columns: np.ndarray) -> Iterator[list[Any]]:
    for column in columns:
        yield [rule(each) for each in column.tolist()]


def _places(found: FoundCases, at: Ints) -> Iterator[list[list[int]]]:
    """The places (keys) where members work that hold the anchors, those that only meet them, and those of which
    nobody knows how much of the anchors they hold."""
    elsewhere, divisions = found.elsewhere, found.world.division
    unknown = found.cases.unknown
    for case, place in (
        (elsewhere.case[elsewhere.is_around], elsewhere.place[elsewhere.is_around]),
        (elsewhere.case[~elsewhere.is_around], elsewhere.place[~elsewhere.is_around]),
        unknown,
    ):
        yield _lists(np.searchsorted(case, at), np.searchsorted(case, at, side="right"), divisions[place])


def _lists(begin: Ints, end: Ints, keys: Ints) -> list[list[int]]:
    """Some of these keys for each case."""
    at = positions(begin, end - begin)
    those, ends = keys[at].tolist(), np.cumsum(end - begin).tolist()
    return [those[first:last] for first, last in zip([0, *ends], ends, strict=False)]
