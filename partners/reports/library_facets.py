"""The counts beside the library's filters: over what the viewer may see, and under all other filters."""

from typing import Any, Final

from django.db.models import F, QuerySet, Value

from mvp_coord.lib.asked import Facets, ListSearch
from partners.models import Resource, ResourceTag
from partners.models.resource import ResourceQuerySet
from states.models import Constituency, IssueArea, ProgramType, State, Tactic

from .counting import by_facet, counted, fixed, in_order

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


def library_facets(search: ListSearch) -> Facets:
    """All counts of the list page, in one query; terms that are named are there even where they show nothing."""
    parts = [counted(search.filter(), "total"), counted(search.rows, "of_total")]
    for name in LIBRARY_FACETS:
        parts += _parts(name, search.among(name))
        if codes := search.left_out[name]:
            parts += [part.filter(value__in=codes) for part in _parts(name, search.left_out_by(name))]
    for name, (model, word, place) in _TERMS.items():
        if codes := search.named[name]:
            rows = model.objects.filter(code__in=codes)
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


def _parts(name: str, rows: ResourceQuerySet) -> list[QuerySet[Any]]:
    """How many of the rows have each choice of one filter."""
    if name in _PLAIN:
        return [counted(rows, name, F(name))]
    _, word, place = _TERMS[name]
    tags = ResourceTag.objects.filter(resource__in=rows.values("pk"), **{f"{name}__isnull": False})
    parts = [counted(tags, name, F(f"{name}__code"), F(f"{name}__{word}"), _place(place, f"{name}__"))]
    if name == "state":
        everywhere = rows.made_for([], or_everywhere=True)
        parts.append(counted(everywhere, name, Value(EVERYWHERE), Value("Everywhere"), Value(-1)))
    return parts


def _place(column: str, prefix: str) -> Any:
    return F(prefix + column) if column else Value(0)
