"""Who else works the people of the lists of cases: of all pairs of a case at once."""

from dataclasses import dataclass

import numpy as np

from .arrays import Floats, Ints
from .chances import look_up_outside
from .crowds import FOR_EACH, Crowds
from .islands import Islands


@dataclass(frozen=True, slots=True, eq=False)
class Outside:
    """The lists of cases, each once (those of case n from `first_list[n]` on), and `one` and `two` of each pair
    (positions there). Third lists outside the case, pair by pair (those of pair n from `first_met[n]` on), and the
    chance that somebody on both is on it as well."""

    first_list: Ints
    work: Ints
    one: Ints
    two: Ints
    first_met: Ints
    met: Ints
    chance: Floats


def outside(crowds: Crowds, first_pair: Ints, pairs: Islands) -> Outside:
    """What comes on top of the lists of cases, whose pairs come case by case, each from `first_pair` on."""
    many, terrain, lists = len(pairs.a), crowds.terrain, len(crowds.kind)
    columns = pairs.a, pairs.b, pairs.first, pairs.last, pairs.way
    first_line, starts, ends, latest, _, *of_lines = crowds.lines
    lines = first_line, starts, ends, latest, crowds.line_list, *of_lines[:3], np.diff(crowds.lists.first_run) > 1
    buckets, runs, room = len(first_line) - 1, len(starts), FOR_EACH * many
    while True:
        seen = (np.zeros(size, dtype=np.int64) for size in (lists, lists, buckets))
        near = (np.empty(size, dtype=np.int64) for size in (buckets, buckets, runs, runs))
        first_list, work, one, two, begin, met = (
            np.empty(size, dtype=np.int64) for size in (len(first_pair), 2 * many, many, many, many + 1, room)
        )
        chance = np.empty(room)
        if look_up_outside(
            first_pair, *columns, *terrain.thirds, crowds.kind, crowds.partner, crowds.lists.mask, crowds.bucket_of,
            terrain.places, *lines, *seen, *near, first_list, work, one, two, begin, met, chance,
        ):  # fmt: skip
            lists, many = int(first_list[-1]), int(begin[-1])
            return Outside(first_list, work[:lists], one, two, begin, met[:many], chance[:many])
        room *= 2
