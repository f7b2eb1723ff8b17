"""Names of organizations: when two spellings are one name, and when two names only look alike."""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

from states.names import word_key

_LEGAL = re.compile(
    r"(?: (?:inc|incorporated|llc|l l c|ltd|limited|corp|corporation|nonprofit corporation|nfp|pbc))+$"
)
_ALIKE = 86


def name_key(name: str) -> str:
    """What remains of a name without case, punctuation, accents, a leading "The" and legal endings.

    "The Ocotillo Fund, Inc." and "OCOTILLO FUND" are one name; "Ocotillo" and "Ocotillo Fund" are two.
    """
    key = word_key(name)
    bare = _LEGAL.sub("", key).removeprefix("the ")
    return bare or key


def alike(name: str, others: Iterable[str]) -> list[tuple[str, int]]:
    """Those of `others` that may be the same organization, likeliest first, each with its likeness (0–100)."""
    key = name_key(name)
    scored = ((other, likeness(key, name_key(other))) for other in others)
    return sorted(
        ((other, score) for other, score in scored if score >= _ALIKE), key=lambda pair: (-pair[1], pair[0])
    )


def likeness(key: str, other: str) -> int:
    """How alike two name keys are, 0–100: by letters in any order of words, or one inside the other."""
    score = fuzz.token_sort_ratio(key, other)
    shorter = min(key, other, key=lambda text: len(text.split()))
    if len(shorter.split()) > 1 and fuzz.token_set_ratio(key, other) == 100:
        score = max(score, 90)
    return round(score)
