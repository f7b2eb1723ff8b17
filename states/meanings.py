"""The field's synonyms: what else people may have written for the words that somebody searches for.

The code lists are their one home: a term's label and aliases ("GOTV", "get out the vote", "turnout") mean the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connection

# More words than that are no search for a term.
_MOST_WORDS: Final = 12
_LONGEST: Final = 5
# Shorter ones ("VR", "ID") can be searched for, but stand for too much to be looked for in others' texts.
_SHORTEST: Final = 3
# Kinds of terms as tags name them, and their tables.
_TABLES: Final = {
    "program_type": "states_programtype",
    "tactic": "states_tactic",
    "constituency": "states_constituency",
    "issue": "states_issuearea",
}
_FIND: Final = " UNION ALL ".join(
    f"SELECT '{kind}', id, label, aliases FROM {table} WHERE EXISTS (SELECT FROM unnest(aliases || label::varchar)"  # noqa: S608
    " AS word WHERE btrim(translate(lower(word), '-./', '   ')) = ANY(%(phrases)s))"
    for kind, table in _TABLES.items()
)


@dataclass(frozen=True)
class Meaning:
    """One part of what somebody typed: its words; other words for the same; and the terms that it names, by kind,
    with their ids and labels. A part that is no term has only its words."""

    words: str
    others: tuple[str, ...] = ()
    terms: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Term:
    kind: str
    id: int
    label: str
    phrases: frozenset[str]


def meanings_of(words: str) -> list[Meaning]:
    """The parts of a search in their order, the longest terms first: "get out the vote renters" has two.

    One query.
    """
    typed = key_of(words).split()[:_MOST_WORDS]
    spans = {
        " ".join(typed[start : start + length]): None
        for length in range(1, _LONGEST + 1)
        for start in range(len(typed) - length + 1)
    }
    if not spans:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_FIND, {"phrases": list(spans)})
        terms = [
            _Term(kind, pk, label, frozenset(map(key_of, [*aliases, label])))
            for kind, pk, label, aliases in cursor.fetchall()
        ]
    return list(_parts(typed, terms))


def key_of(words: str) -> str:
    """How words are compared: without case, hyphens, dots and slashes."""
    return " ".join(words.lower().translate({ord(sign): " " for sign in "-./"}).split())


def _parts(typed: list[str], terms: list[_Term]) -> Iterable[Meaning]:
    start = 0
    while start < len(typed):
        for length in range(min(_LONGEST, len(typed) - start), 0, -1):
            phrase = " ".join(typed[start : start + length])
            named = [term for term in terms if phrase in term.phrases]
            if named or length == 1:
                break
        yield _meaning(phrase, named)
        start += length


def _meaning(phrase: str, named: list[_Term]) -> Meaning:
    found: dict[str, tuple[int, ...]] = {}
    for term in named:
        found[term.kind] = (*found.get(term.kind, ()), term.id)
    phrases = {each for term in named for each in term.phrases}
    return Meaning(phrase, tuple(_needed(phrases - {phrase})), found, tuple(dict.fromkeys(t.label for t in named)))


def _needed(phrases: set[str]) -> list[str]:
    """Those that find something that no shorter one of them finds: "paid canvass" goes where there is "canvass"."""
    kept: list[str] = []
    for phrase in sorted(phrases, key=lambda each: (len(each), each)):
        if len(phrase) >= _SHORTEST and not any(f" {short} " in f" {phrase} " for short in kept):
            kept.append(phrase)
    return kept
