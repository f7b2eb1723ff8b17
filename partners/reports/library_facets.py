"""The counts beside the library's filters: over what the viewer may see, and under all other filters."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.db.models import Count, F, QuerySet, Value

from mvp_coord.lib.asked import Facets, Option
from partners.models import Resource, ResourceTag
from partners.models.resource import ResourceQuerySet
from states.models import Constituency, IssueArea, ProgramType, State, Tactic

# The viewer's rows under every filter, but without the one that is named ("" leaves none out).
Filtered = Callable[[str], Any]

LIBRARY_FACETS: Final = ("kind", "tactic", "program_type", "state", "constituency", "issue", "language")
# As a code of the filter by state: what no state is named for.
EVERYWHERE: Final = "US"
# What tags name: the model, its column for people, and the one that orders it.
_TERMS: Final[dict[str, tuple[Any, str, str]]] = {
    "tactic": (Tactic, "label", "position"),
    "program_type": (ProgramType, "label", "position"),
    "state": (State, "name", ""),
    "constituency": (Constituency, "label", "position"),
    "issue": (IssueArea, "label", "position"),
}
_PLAIN: Final[dict[str, list[tuple[str, str]]]] = {
    "kind": Resource.Kind.choices,
    "language": Resource.Language.choices,
}

_NO_WORD: Final = Value("")
_FIRST: Final = Value(0)


def library_facets(everyone: ResourceQuerySet, filtered: Filtered, chosen: Mapping[str, Sequence[str]]) -> Facets:
    """All counts of the list page, in one query; terms that are chosen are there even where they show nothing."""
    parts = [counted(filtered(""), "total"), counted(everyone, "of_total")]
    parts += [counted(filtered(name), name, F(name)) for name in _PLAIN]
    parts += [
        counted(
            filtered("state").made_for([], or_everywhere=True),
            "state",
            Value(EVERYWHERE),
            Value("Everywhere"),
            Value(-1),
        )
    ]
    for name, (_, word, place) in _TERMS.items():
        tags = ResourceTag.objects.filter(resource__in=filtered(name).values("pk"), **{f"{name}__isnull": False})
        parts.append(counted(tags, name, F(f"{name}__code"), F(f"{name}__{word}"), _place(place, f"{name}__")))
    for name, (model, word, place) in _TERMS.items():
        if chosen[name]:
            rows = model.objects.filter(code__in=chosen[name])
            parts.append(counted(rows, name, F("code"), F(word), _place(place, ""), number=Value(0)))
    first, *others = parts
    found: dict[str, Counter[tuple[Any, ...]]] = {}
    for facet, value, word, place, n in first.union(*others, all=True):
        found.setdefault(facet, Counter())[place, word, value] += n
    return Facets(
        total=found.get("total", Counter()).total(),
        of_total=found.get("of_total", Counter()).total(),
        options={name: _options(name, found.get(name, Counter())) for name in LIBRARY_FACETS},
    )


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


def _place(column: str, prefix: str) -> Any:
    return F(prefix + column) if column else Value(0)


def _options(name: str, counts: Mapping[tuple[Any, ...], int]) -> tuple[Option, ...]:
    if name in _PLAIN:
        by_value = {value: n for (_, _, value), n in counts.items()}
        return tuple(Option(value, label, by_value.get(value, 0)) for value, label in _PLAIN[name])
    return tuple(Option(value, word, n) for (_, word, value), n in sorted(counts.items()))
