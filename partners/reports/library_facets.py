"""The counts beside the library's filters: over what the viewer may see, and under all other filters."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db.models import F, Value

from mvp_coord.lib.asked import Facets
from partners.models import Resource, ResourceTag
from partners.models.resource import ResourceQuerySet
from states.models import Constituency, IssueArea, ProgramType, State, Tactic

from .counting import Filtered, by_facet, counted, fixed, in_order

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
    found = by_facet(parts)
    return Facets(
        total=found["total"].total(),
        of_total=found["of_total"].total(),
        options={
            name: fixed(found[name], _PLAIN[name]) if name in _PLAIN else in_order(found[name])
            for name in LIBRARY_FACETS
        },
    )


def _place(column: str, prefix: str) -> Any:
    return F(prefix + column) if column else Value(0)
