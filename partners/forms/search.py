"""The directory's search: words and filters, all of them in the address, and told back in one sentence."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, Final

from django.http import QueryDict
from django.utils import timezone

from accounts.visibility import Viewer
from mvp_coord.lib.asked import Codes, Facets, ListSearch
from mvp_coord.lib.written import NotUnderstoodError
from partners.imports.vehicles import read_vehicle
from partners.models import Partner
from partners.models.family import Vehicle
from partners.models.partner import PartnerQuerySet
from partners.reports import COLUMNS, FOR_WORKERS, ORDERS, USUAL_COLUMNS, DirectoryCounts
from partners.reports.spelling import spelled_alike
from states.meanings import Meaning, meanings_of

_NARROW: Final[dict[str, Callable[[PartnerQuerySet, Collection[str]], PartnerQuerySet]]] = {
    "kind": PartnerQuerySet.of_kinds,
    "state": PartnerQuerySet.in_states,
    "vehicle": PartnerQuerySet.with_vehicles,
    "constituency": PartnerQuerySet.for_constituencies,
    "issue": PartnerQuerySet.for_issues,
    "status": PartnerQuerySet.in_statuses,
}
LONGEST_QUERY: Final = 4_000
# So many ids are told to the database again rather than searched for again.
_FEW: Final = 1000
# With so few found, something else may have been meant.
_VERY_FEW: Final = 3


class PartnerSearch(ListSearch):
    """Words, filters and order of the directory, for the partners that a viewer may see."""

    url_name = "partners:list"
    default_sort = "name"
    labels = {
        "kind": "Kind",
        "state": "State",
        "vehicle": "Vehicle",
        "constituency": "Constituency",
        "issue": "Issue",
        "freshness": "Freshness",
        "status": "Status",
    }
    # "that are state tables in Arizona, not in Nevada, for youth"
    sentence = {
        "kind": "that are",
        "state": "in",
        "vehicle": "with",
        "constituency": "for",
        "issue": "on",
        "freshness": "",
        "status": "",
        "q": "matching",
    }
    sentence_without = {
        "kind": "that are not",
        "state": "not in",
        "vehicle": "without",
        "constituency": "not for",
        "issue": "not on",
        "freshness": "not",
        "status": "not",
    }

    kind = Codes(required=False)
    state = Codes(required=False)
    vehicle = Codes(required=False)
    constituency = Codes(required=False)
    issue = Codes(required=False)
    freshness = Codes(required=False)
    status = Codes(required=False)
    columns = Codes(required=False)

    def __init__(self, data: Any, *, viewer: Viewer) -> None:
        self.viewer, self.today = viewer, timezone.localdate()
        self.is_by_spelling = False
        self.opens_elsewhere = False
        self.sees_work = viewer.is_insider or bool(viewer.partner_ids)
        super().__init__(data, rows=Partner.objects.visible_to(viewer).listed())
        asked = [name for name in self._open(COLUMNS) if name in self.cleaned_data["columns"]]
        self.showing: list[str] = asked or self._open(USUAL_COLUMNS)

    def _open(self, names: Iterable[str]) -> list[str]:
        """Those that this viewer may see: donors have no column of dollars or overlaps."""
        return [name for name in names if self.sees_work or name.removeprefix("-") not in FOR_WORKERS]

    def sorts(self) -> dict[str, str]:
        return {name: ORDERS[name].name for name in self._open(ORDERS)}

    def column_choices(self) -> list[tuple[str, str, bool]]:
        """Each column that there is for this viewer: its name, its label, and whether it is shown."""
        return [(name, COLUMNS[name], name in self.showing) for name in self._open(COLUMNS)]

    def address(self, **instead: Any) -> str:
        """Where the bare address would lead to the view that opens first, one that asks for nothing leads to all."""
        address = super().address(**instead)
        return address if "?" in address or not self.opens_elsewhere else f"{address}?q="

    def everything(self) -> str:
        """The address without any filter; order and columns stay."""
        return self.address(q="", **{key: [] for key in self.filters})

    def remarks(self) -> list[str]:
        """What the address asks for that there is not, or no longer: an old saved view, or a link from elsewhere."""
        known = {*self.fields, "after", "scale"}
        said = [
            f"There is no filter “{name[:40]}” any more; the list is shown without it."
            for name in self.data
            if name not in known
        ]
        for name, label in self.labels.items():
            there = {each.value for each in self.facets.options[name]}
            gone = [code for code in (*self.chosen[name], *self.left_out[name]) if code not in there]
            said += [f"“{code}” is no longer among the choices of {label.lower()}." for code in gone]
        return said[:5]

    def query(self, **instead: Any) -> str:
        columns = [] if self.showing == self._open(USUAL_COLUMNS) else self.showing
        return super().query(**{"columns": columns, **instead})

    def narrow(self, rows: PartnerQuerySet, name: str, codes: list[str]) -> PartnerQuerySet:
        return rows.as_fresh_as(codes, self.today) if name == "freshness" else _NARROW[name](rows, codes)

    @cached_property
    def facets(self) -> Facets:
        """All counts of the page."""
        return self._counts.facets()

    def totals_without(self, names: list[str]) -> Mapping[str, int]:
        return {name: self._counts.total_without(name) for name in names}

    @cached_property
    def _counts(self) -> DirectoryCounts:
        return DirectoryCounts(self.viewer, self.filters, found=self._found, today=self.today)

    @cached_property
    def meanings(self) -> list[Meaning]:
        """The parts of the words, with the field's other words for each, and the vehicles that they name."""
        return [_with_vehicle(each) for each in meanings_of(self.words)]

    @cached_property
    def other_words(self) -> list[str]:
        """What the words were taken to mean besides themselves, by the names of the code lists."""
        return [label for meaning in self.meanings for label in meaning.labels]

    @cached_property
    def _found(self) -> list[int] | None:
        """Whom the words find; where they find nobody, those whose names are spelled alike. None without words."""
        if not self.words:
            return None
        rows: PartnerQuerySet = self.rows  # type: ignore[assignment]
        found = list(rows.matching(self.words, self.meanings).order_by().values_list("pk", flat=True))
        self.is_by_spelling = not found and bool(alike := spelled_alike(rows, self.words))
        return alike if self.is_by_spelling else found

    def match(self, rows: PartnerQuerySet) -> PartnerQuerySet:
        if self._found is not None and len(self._found) <= _FEW:
            return rows.filter(pk__in=self._found)
        return rows.matching(self.words, self.meanings)

    @cached_property
    def spelled_alike(self) -> list[Partner]:
        """Where the words find few, who else may be meant."""
        found = self._found or []
        if self.is_by_spelling or not 0 < len(found) <= _VERY_FEW:
            return []
        alike = [pk for pk in spelled_alike(self.rows, self.words) if pk not in found]  # type: ignore[arg-type]
        return list(Partner.objects.filter(pk__in=alike[:_VERY_FEW]).only("slug", "name"))

    def word_before(self, name: str) -> str:
        is_one = self.facets.total == 1
        one = {"kind": "that is one of", "not_kind": "that is none of"}
        return one[name] if is_one and name in one else super().word_before(name)

    def said(self, name: str, code: str) -> str:
        """A choice as the sentence says it: "state tables", "Arizona", "501(c)(4)", "not confirmed for 180 days"."""
        label = super().said(name, code)
        if label == code or name not in {"kind", "freshness", "status"}:
            return label
        return f"{label[:1].lower()}{label[1:]}{'s' if name == 'kind' else ''}"


def search_of(query: str, viewer: Viewer) -> PartnerSearch:
    """What a list's address asks, over the partners that the viewer may see now."""
    return PartnerSearch(QueryDict(query[:LONGEST_QUERY]), viewer=viewer)


def _with_vehicle(meaning: Meaning) -> Meaning:
    """ "c4" is also every partner with such an entity."""
    try:
        vehicle = Vehicle(read_vehicle(meaning.words))
    except NotUnderstoodError:
        return meaning
    if vehicle == Vehicle.UNKNOWN:
        return meaning
    return replace(meaning, terms={**meaning.terms, "vehicle": (vehicle,)}, labels=(*meaning.labels, vehicle.label))
