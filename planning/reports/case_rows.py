"""What a check found as rows to be kept: the figures, days and members of each case, and what its words need."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from typing import Any, Final

import numpy as np

from planning.overlaps.arrays import Ints, positions
from planning.overlaps.classes import FLAGGED
from planning.overlaps.records import LIKELY, POSSIBLE
from planning.overlaps.tables import Figures

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


def rows_of(found: FoundCases, chosen: Ints, figures: Figures | None) -> Iterator[tuple[Any, ...]]:
    """The columns `COLUMNS` of these cases (positions), all of competing work (with its figures) or none.

    What they need of the database is asked for before the first row: they may come while rows are being copied.
    """
    if figures:
        found.costs  # noqa: B018
    return chain.from_iterable(
        zip(*_columns(found, chosen[begin : begin + AT_ONCE], figures), strict=True)
        for begin in range(0, len(chosen), AT_ONCE)
    )


def _columns(found: FoundCases, at: Ints, figures: Figures | None) -> list[Iterable[Any]]:
    """The same column by column: single values come out of arrays slowly."""
    cases, (class_, family, anchor) = found.cases, (each[at] for each in found.kinds)
    *measures, basis = _measures(found, at, figures) if figures else _nothing(len(at))
    return [
        [FLAGGED[code] for code in class_.tolist()],
        *measures,
        *_all(date.fromordinal, cases.first[at], cases.last[at]),
        basis,
        _lists(cases.begin[at], cases.begin[at + 1], found.world.keys[cases.members]),
        cases.pairs[at].tolist(),
        cases.longest[at].tolist(),
        found.is_counted[at].tolist(),
        *_places(found, at),
        family.tolist(),
        anchor.tolist(),
        [found.state[each] for each in at.tolist()],
        found.fingerprints(at, figures).tolist(),
    ]


def _measures(found: FoundCases, at: Ints, figures: Figures) -> Iterator[list[Any]]:
    """Certainty, people, touches, excess attempts and dollars of competing work, and what a try was taken to cost."""
    costs, low, high = found.costs, figures.excess_low[at], figures.excess_high[at]
    yield np.where(found.cases.is_likely[at], LIKELY, POSSIBLE).tolist()
    yield from _all(whole, figures.low[at], figures.high[at])
    yield from _all(often, figures.touches[at], figures.touches[at])
    yield from _all(whole, low, high)
    yield from _all(cents, low * costs.dollars[at], high * costs.dollars[at])
    yield [_BASES[basis] for basis in zip(*(each[at].tolist() for each in costs.bases), strict=True)]


def _nothing(many: int) -> list[list[Any]]:
    return [[""] * many, *([[None] * many] * 8), [""] * many]


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
