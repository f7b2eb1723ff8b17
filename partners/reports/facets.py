"""The counts beside the directory's filters: over what the viewer may see, and under all other filters."""

from collections.abc import Callable
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value

from mvp_coord.lib.asked import Facets, Option
from partners.models import LegalEntity, Partner
from partners.models.family import Vehicle
from partners.models.partner import PartnerQuerySet
from states.models import Constituency, State

# The viewer's rows under every filter, but without the one that is named ("" leaves none out).
Filtered = Callable[[str], Any]


def facets_of(everyone: PartnerQuerySet, filtered: Filtered) -> Facets:
    """All counts of the list page, in one query. Every state and constituency is there, those without any partner
    too, since the address may name them."""
    columns = ("facet", "value", "word", "n", "place")
    parts = [_in_all("total", filtered("")), _in_all("of_total", everyone)]
    parts += [_kinds(filtered("kind")), _vehicles(filtered("vehicle"))]
    parts += [_states(filtered("state")), _constituencies(filtered("constituency"))]
    first, *others = [part.order_by().values_list(*columns) for part in parts]
    found: dict[str, list[tuple[Any, ...]]] = {}
    for facet, *rest in sorted(first.union(*others, all=True), key=lambda row: (row[4], row[2], row[1])):
        found.setdefault(facet, []).append(tuple(rest))
    return Facets(
        total=sum(row[2] for row in found.get("total", ())),
        of_total=sum(row[2] for row in found.get("of_total", ())),
        options={
            "kind": _labeled(found.get("kind", []), Partner.Kind.choices),
            "vehicle": _labeled(found.get("vehicle", []), Vehicle.choices),
            "state": tuple(Option(value, label, n) for value, label, n, _ in found.get("state", ())),
            "constituency": tuple(Option(value, label, n) for value, label, n, _ in found.get("constituency", ())),
        },
    )


def totals_without(filtered: Filtered, names: list[str]) -> dict[str, int]:
    """For each of these filters, how many partners there would be without it; one query."""
    first, *others = [_in_all(name, filtered(name)).order_by().values_list("facet", "n") for name in names]
    return dict(first.union(*others, all=True)) if others else dict(first)


def _in_all(name: str, partners: PartnerQuerySet) -> QuerySet[Any]:
    """One row with their number; none where there are none."""
    return _marked(partners.order_by(), name, Value(""), Value("")).annotate(n=Count("pk"))


def _kinds(partners: PartnerQuerySet) -> QuerySet[Any]:
    return _marked(partners.order_by(), "kind", F("kind"), Value("")).annotate(n=Count("pk"))


def _vehicles(partners: PartnerQuerySet) -> QuerySet[Any]:
    entities = LegalEntity.objects.order_by().filter(partner__in=partners.values("pk"))
    return _marked(entities, "vehicle", F("vehicle"), Value("")).annotate(n=Count("partner", distinct=True))


def _states(partners: PartnerQuerySet) -> QuerySet[Any]:
    those = Count("partner_states", filter=Q(partner_states__partner__in=partners.values("pk")))
    return _marked(State.objects.order_by(), "state", F("code"), F("name")).annotate(n=those)


def _constituencies(partners: PartnerQuerySet) -> QuerySet[Any]:
    those = Count("partners", filter=Q(partners__in=partners.values("pk")))
    terms = Constituency.objects.order_by()
    return _marked(terms, "constituency", F("code"), F("label"), F("position")).annotate(n=those)


def _marked(rows: QuerySet[Any], facet: str, value: Any, label: Any, place: Any = None) -> QuerySet[Any]:
    """The rows grouped by `value`, under the name of their facet; `place` orders them."""
    return rows.annotate(
        facet=Value(facet), value=value, word=label, place=place if place is not None else Value(0)
    ).values("facet", "value", "word", "place")


def _labeled(rows: list[tuple[Any, ...]], choices: list[tuple[str, str]]) -> tuple[Option, ...]:
    counts = {value: n for value, _, n, _ in rows}
    return tuple(Option(value, label, counts.get(value, 0)) for value, label in choices)
