"""Names of organizations: when two spellings are one name. Whether two names only look alike: `partners.matching`."""

import functools
import re
import unicodedata

from states.names import word_key

_LEGAL = re.compile(r"(?: (?:inc|incorporated|llc|l l c|ltd|limited|corp|(?:nonprofit )?corporation|nfp|pbc))+$")


@functools.lru_cache(maxsize=20_000)
def name_key(name: str) -> str:
    """What remains of a name without case, punctuation, accents, a leading "The" and legal endings.

    "The Ocotillo Fund, Inc." and "OCOTILLO FUND" are one name; "Ocotillo" and "Ocotillo Fund" are two. A name in
    another script than Latin is itself, but for case and blanks.
    """
    key = word_key(name)
    bare = _LEGAL.sub("", key).removeprefix("the ")
    return bare or key or " ".join(unicodedata.normalize("NFKC", name).casefold().split())
