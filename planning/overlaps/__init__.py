"""Overlaps: the same people tried more often than does any good, by different partners with the same kind of tactic
in the same place and weeks. A pure engine: `find_overlaps` takes plain values and returns plain values with reasons.
"""

from .engine import find_overlaps
from .heavy import heavy_alone
from .records import (
    COMPETING,
    DIFFERENT_GROUND,
    DIFFERENT_PEOPLE,
    DUPLICATE,
    LIKELY,
    POSSIBLE,
    SAME_GROUND,
    SAME_MONEY,
    SEQUENCED,
    UNMEASURED,
    WITHIN_BAND,
    Activity,
    Case,
    Family,
    Heavy,
    Key,
    Pair,
    Place,
    Result,
    Span,
    Vocabulary,
    Window,
)

__all__ = [
    "COMPETING",
    "DIFFERENT_GROUND",
    "DIFFERENT_PEOPLE",
    "DUPLICATE",
    "LIKELY",
    "POSSIBLE",
    "SAME_GROUND",
    "SAME_MONEY",
    "SEQUENCED",
    "UNMEASURED",
    "WITHIN_BAND",
    "Activity",
    "Case",
    "Family",
    "Heavy",
    "Key",
    "Pair",
    "Place",
    "Result",
    "Span",
    "Vocabulary",
    "Window",
    "find_overlaps",
    "heavy_alone",
]
