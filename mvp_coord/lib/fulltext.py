"""From what people type to PostgreSQL's full text search: words that begin other words, and phrases as they stand.

Only letters and digits reach the syntax of a query, so that no input can break it. Every text is searched both by its
stems and as written (`search` columns hold both), so that a word that is still being typed is found as well.
"""

import re
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.search import SearchQuery


def beginnings(words: str) -> Any:
    """A search for all these words, each the beginning of a word; None where there is no letter and no digit."""
    return _either(" & ".join(f"'{part}':*" for part in _parts(words)))


def any_phrase(phrases: Iterable[str]) -> Any:
    """A search for at least one of these phrases, as they stand; None where there is none."""
    written = (" <-> ".join(f"'{part}'" for part in _parts(phrase)) for phrase in phrases)
    return _either(" | ".join(f"({phrase})" for phrase in written if phrase))


def _parts(words: str) -> list[str]:
    return re.findall(r"[^\W_]+", words)


def _either(query: str) -> Any:
    if not query:
        return None
    return reduce(or_, (SearchQuery(query, search_type="raw", config=name) for name in ("english", "simple")))
