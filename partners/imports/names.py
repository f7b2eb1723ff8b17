"""Names of organizations: when two spellings are one name, and when two names only look alike."""

import re
from collections.abc import Mapping

from rapidfuzz import fuzz, process

from states.names import word_key

_LEGAL = re.compile(r"(?: (?:inc|incorporated|llc|l l c|ltd|limited|corp|(?:nonprofit )?corporation|nfp|pbc))+$")
_ALIKE = 86
# One name inside another ("Ocotillo Votes" in "Ocotillo Votes Action Fund") is as likely as this.
_INSIDE = 90


def name_key(name: str) -> str:
    """What remains of a name without case, punctuation, accents, a leading "The" and legal endings.

    "The Ocotillo Fund, Inc." and "OCOTILLO FUND" are one name; "Ocotillo" and "Ocotillo Fund" are two.
    """
    key = word_key(name)
    bare = _LEGAL.sub("", key).removeprefix("the ")
    return bare or key


def alike(name: str, others: Mapping[int, str]) -> list[tuple[int, int]]:
    """Those of `others` (name keys by any number) that may be the same organization: (number, likeness 86–100).

    Likeliest first, at most six. Likeness is by letters, in any order of the words, or one name inside the other.
    """
    key = name_key(name)
    hits = process.extract(key, others, scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE, limit=6)
    found = {number: round(score) for _, score, number in hits}
    for other, _, number in process.extract(key, others, scorer=fuzz.token_set_ratio, score_cutoff=100, limit=20):
        if min(len(key.split()), len(other.split())) > 1:
            found[number] = max(found.get(number, 0), _INSIDE)
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:6]
