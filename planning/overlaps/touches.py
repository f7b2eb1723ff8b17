"""What comes together on somebody who is on two lists."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from .arrays import Floats, Ints, ints
from .worklists import WorkList

Chance = tuple[WorkList, float]
"""A third list, and the chance that somebody on both lists is on it too."""


@dataclass(frozen=True, slots=True, eq=False)
class Others:
    """Third lists by their numbers in `work`, and the chance of each."""

    work: Sequence[WorkList]
    number: Ints
    chance: Floats

    def __iter__(self) -> Iterator[Chance]:
        for number, chance in zip(self.number.tolist(), self.chance.tolist(), strict=True):
            yield self.work[number], chance


NOBODY = Others((), ints([]), np.zeros(0))


@dataclass(frozen=True, slots=True)
class Touches:
    """Attempts for one person on both lists in the 28 days that end on `day` (an ordinal), by parts."""

    rate_a: float
    rate_b: float
    others: float
    day: int

    @property
    def total(self) -> float:
        return self.rate_a + self.rate_b + self.others

    @property
    def lesser(self) -> float:
        return min(self.rate_a, self.rate_b)
