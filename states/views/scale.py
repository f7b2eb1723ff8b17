"""Shades for figures on maps and in matrices: equal steps from nothing to the highest figure. Pure."""

import math
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

SHADES = 5


@dataclass(frozen=True)
class Scale:
    """`bounds` are the highest figures of each shade, rising; at most five of them."""

    bounds: tuple[int, ...]

    @classmethod
    def up_to(cls, most: int | Decimal) -> "Scale":
        """A scale whose deepest shade ends at `most`; small figures get a shade each."""
        steps = {math.ceil(most * step / SHADES) for step in range(1, SHADES + 1)}
        return cls(tuple(sorted(step for step in steps if step > 0)))

    def level(self, amount: int | Decimal) -> int:
        """0 for nothing, else 1 (palest) to 5."""
        if amount <= 0 or not self.bounds:
            return 0
        return min(bisect_left(self.bounds, amount), len(self.bounds) - 1) + 1

    def legend(self, shown: Callable[[int], str]) -> list[tuple[int, str]]:
        """What each shade stands for, in words: (0, "none"), (1, "up to 3") …"""
        if not self.bounds:
            return []
        return [(0, "none"), *((level, f"up to {shown(bound)}") for level, bound in enumerate(self.bounds, start=1))]
