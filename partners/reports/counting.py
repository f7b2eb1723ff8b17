"""Counts beside the filters of a list, all of them in one query: a part for each filter, all parts as one union."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.db.models import Count, QuerySet, Value

from mvp_coord.lib.asked import Option

# The viewer's rows under every filter but the one that is named ("" leaves none out).
Filtered = Callable[[str], Any]
# How many rows have each choice of a filter: by (place, word, value).
Counts = Counter[tuple[Any, str, str]]

_NO_WORD: Final = Value("")
_FIRST: Final = Value(0)


def totals_without(filtered: Filtered, names: list[str]) -> dict[str, int]:
    """For each of these filters, how many there would be without it; one query."""
    first, *others = [counted(filtered(name), name).values_list("facet", "n") for name in names]
    return dict(first.union(*others, all=True)) if others else dict(first)


def counted(
    rows: QuerySet[Any],
    facet: str,
    value: Any = _NO_WORD,
    word: Any = _NO_WORD,
    place: Any = _FIRST,
    *,
    number: Any = None,
) -> QuerySet[Any]:
    """The rows by `value`, under the name of their facet; `place` orders them; a `number` stands for the count."""
    return (
        rows.order_by()
        .annotate(facet=Value(facet), value=value, word_=word, place=place)
        .values("facet", "value", "word_", "place")
        .annotate(n=Count("pk") if number is None else number)
        .values_list("facet", "value", "word_", "place", "n")
    )


def by_facet(parts: Sequence[QuerySet[Any]]) -> Mapping[str, Counts]:
    """The counts of these parts (`counted`) by facet, none where there are no rows; one query."""
    first, *others = parts
    found: dict[str, Counts] = defaultdict(Counter)
    for facet, value, word, place, n in first.union(*others, all=True):
        found[facet][place, word, value] += n
    return found


def fixed(counts: Counts, choices: Sequence[tuple[str, str]]) -> tuple[Option, ...]:
    """The choices of a filter that has always the same ones."""
    numbers = {value: n for (_, _, value), n in counts.items()}
    return tuple(Option(value, label, numbers.get(value, 0)) for value, label in choices)


def in_order(counts: Counts) -> tuple[Option, ...]:
    """The choices that were counted, by place and word."""
    return tuple(Option(value, word, n) for (_, word, value), n in sorted(counts.items()))
