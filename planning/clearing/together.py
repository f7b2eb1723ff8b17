"""Changes of several plans that clear a case together, where no change of one of them is enough."""

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import Final

from planning.overlaps import Activity

from .alone import cut_of, fewer_tries, move_of, smaller_lists, smaller_of
from .trial import Room, Trial, Way

MOST_PLANS: Final = 4
# Three plans go one after another, or two step aside to either side of the third: weeks of the one and of the other.
STEPS: Final = (2, 4, 6, 8)
PATTERNS: Final = ((1, -1), (-1, 1), (1, 2), (2, 1), (-1, -2), (-2, -1))


def ways_together(plans: Sequence[Activity], trial: Trial, room: Room) -> Iterator[Way]:
    """All plans with the same part of their tries; or of two plans the smallest cut, part of their lists, and move.

    Two plans are tried only if the case would be gone without them."""
    if len(plans) > 2:
        fewer = fewer_tries(plans, trial, room)
        if fewer:
            yield cut_of(plans, fewer)
    chosen = plans[:MOST_PLANS]
    for pair in combinations(chosen, 2):
        fewer = fewer_tries(pair, trial, room)
        if fewer:
            yield cut_of(pair, fewer)
            smaller = smaller_lists(pair, trial, room)
            if smaller:
                yield smaller_of(pair, smaller)
    for pair in combinations(chosen, 2):
        way = _apart(pair, trial, room)
        if way:
            yield way


def _apart(pair: Sequence[Activity], trial: Trial, room: Room) -> Way | None:
    """The least move of both."""
    for weeks, (one, two) in product(STEPS, PATTERNS):
        steps = room.moved(pair[0], one * weeks), room.moved(pair[1], two * weeks)
        if steps[0] and steps[1] and trial.clears([steps[0], steps[1]]):
            return move_of(pair, [steps[0], steps[1]])
    return None
