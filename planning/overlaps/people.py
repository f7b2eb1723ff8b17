"""The people on two lists."""

from dataclasses import dataclass

from .records import Span


@dataclass(frozen=True, slots=True)
class People:
    """Those expected on both lists, and how many of the smaller list there are in the shared place at all."""

    both: Span
    smaller: float
