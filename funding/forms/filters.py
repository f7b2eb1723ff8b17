"""Which allocations a page shows: the address is the state, and every figure is a link to its rows."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Count, Q
from django.http import QueryDict
from django.urls import reverse

from funding.models import Allocation
from funding.models.allocation import AllocationQuerySet, Inside
from funding.pipeline import ROAD
from funding.reports import Cell, Group, Pipeline, grouped, pipeline_of
from funding.reports.boundaries import in_ecosystem
from funding.reports.chains import at_edge_of, passed_on_in
from mvp_coord.lib.asked import Option
from partners.models import PartnerState
from partners.models.family import Vehicle

# Filters that take several values: what each compares, and what the summary says before them.
LOOKUPS = {
    "owner": "fund__owner__slug",
    "fund": "fund__slug",
    "vehicle": "fund__vehicle",
    "status": "status",
    "cycle": "fund__cycle__code",
    "currency": "currency",
}
TITLES = {
    "owner": "Funder",
    "fund": "Fund",
    "state": "Recipient’s state",
    "vehicle": "Money color",
    "status": "Status",
    "cycle": "Cycle",
    "currency": "Currency",
}
WORDS = {
    "owner": "from",
    "fund": "out of",
    "state": "to groups in",
    "vehicle": "of",
    "status": "that are",
    "cycle": "for",
    "currency": "in",
}
# The totals stay whole while one of their cells is open: these filters choose cells, the others choose the money.
OF_CELLS = ("vehicle", "status", "currency")

# What the codes of these filters are called, whether or not a row has them.
OF_CODES = {"vehicle": dict(Vehicle.choices), "status": dict(Allocation.Status.choices)}

_CODE = re.compile(r"[A-Za-z0-9_-]{1,140}")


@dataclass(frozen=True)
class TotalCell:
    """A total as the page shows it: the figure, and the address that lists exactly the rows it sums."""

    amount_usd: Decimal
    count: int
    href: str
    label: str
    is_open: bool
    banded: int


class AllocationFilter(forms.Form):
    """Filters of the funding list over allocations `with_readable_amount`. Choices and counts are over what the
    viewer may see: they tell nothing hidden. `too_late` gives the keys of those that would come too late."""

    q = forms.CharField(required=False, max_length=100, label="Recipient")

    def __init__(
        self, data: QueryDict, *, visible: AllocationQuerySet, too_late: Callable[[], Collection[int]]
    ) -> None:
        super().__init__(data)
        self.visible = visible
        self.full_clean()
        self.words = (self.cleaned_data.get("q") or "").strip()
        self.once, self.late = data.get("once") == "1", data.get("late") == "1"
        self._too_late = too_late
        # A value that does not exist finds nothing, and the sentence names it; what is no code is dropped.
        self.chosen = {
            name: [value for value in dict.fromkeys(data.getlist(name)) if _CODE.fullmatch(value)] for name in TITLES
        }

    # --- rows -------------------------------------------------------------------------------------------------

    def rows(self) -> AllocationQuerySet:
        """The allocations that the address asks for, each with its amount and whether it counts elsewhere."""
        return self._counted(self.visible.filter(self._money, self._cells, self._fits))

    @cached_property
    def total(self) -> int:
        """How many rows there are."""
        return sum(group.count for group in self._groups if self._meets(group))

    @property
    def _money(self) -> Q:
        return self._by(name for name in LOOKUPS if name not in OF_CELLS)

    @property
    def _cells(self) -> Q:
        return self._by(OF_CELLS)

    def _by(self, names: Iterable[str]) -> Q:
        return Q(*(Q(**{f"{LOOKUPS[name]}__in": self.chosen[name]}) for name in names if self.chosen[name]))

    @property
    def _fits(self) -> Q:
        """The words, the states and what would come too late, which the groups cannot tell apart."""
        return self._words & self._states_chosen

    @cached_property
    def _words(self) -> Q:
        """The words; and only what would come too late, where that is asked for."""
        late = Q(pk__in=self._too_late()) if self.late else Q()
        return late & self._named

    @property
    def _named(self) -> Q:
        named = Q(entity__partner__name__icontains=self.words) | Q(entity__legal_name__icontains=self.words)
        return named if self.words else Q()

    @property
    def _states_chosen(self) -> Q:
        there = PartnerState.objects.filter(state_id__in=self.chosen["state"]).values("partner_id")
        return Q(entity__partner_id__in=there) if self.chosen["state"] else Q()

    def _counted(self, allocations: AllocationQuerySet) -> AllocationQuerySet:
        marked = allocations.with_passed_on(self._elsewhere, inside=self._inside)
        return marked.exclude(Q(passed_on=True)) if self.once else marked

    # --- totals and counts --------------------------------------------------------------------------------------

    @property
    def _here(self) -> AllocationQuerySet:
        """The chosen money: what came by an allocation of these counts there."""
        return self.visible.filter(self._money, self._fits)

    @property
    def _inside(self) -> Inside | None:
        """Where states are chosen, money counts as it comes into their ecosystem."""
        return in_ecosystem(*self.chosen["state"]) if self.chosen["state"] else None

    @cached_property
    def _elsewhere(self) -> set[int]:
        """Keys of what counts elsewhere among the chosen money, or was inside before."""
        inside = self._inside
        here = self._here if inside is None else at_edge_of(self.visible.filter(self._money), inside)
        return passed_on_in(self.visible, here)

    @cached_property
    def _groups(self) -> list[Group]:
        return grouped(self.visible, elsewhere=self._elsewhere, inside=self._inside, fits=self._fits)

    @cached_property
    def _states(self) -> dict[str, tuple[str, int]]:
        """Postal code → name of a state, and how many of the otherwise chosen rows go to groups there."""
        there = self._counted(self.visible.filter(self._money, self._cells, self._words)).order_by()
        field = "entity__partner__partner_states__state"
        counts = there.exclude(**{field: None}).values_list(field, f"{field}__name").annotate(n=Count("pk"))
        found = {code: (name, n) for code, name, n in counts.order_by(f"{field}__name")}
        return {**found, **{code: (code, 0) for code in self.chosen["state"] if code not in found}}

    def pipeline(self) -> Pipeline:
        """The totals of the chosen money, whichever of their cells is open."""
        return pipeline_of(group for group in self._groups if self._meets(group, but=OF_CELLS, with_passed_on=True))

    def _meets(self, group: Group, *, but: Iterable[str] = (), with_passed_on: bool = False) -> bool:
        chosen = {name: values for name, values in self.chosen.items() if name in LOOKUPS and name not in but}
        counts = with_passed_on or not (self.once and group.passed_on)
        return group.fits and counts and all(not v or getattr(group, name) in v for name, v in chosen.items())

    # --- what the page shows of it --------------------------------------------------------------------------------

    def facets(self) -> list[dict[str, Any]]:
        """The groups of the filter rail, with counts under the other filters; no group without a choice."""
        facets = [self._facet(name) for name in TITLES]
        return [facet for facet in facets if len(facet["options"]) > 1 or facet["chosen"]]

    def _facet(self, name: str) -> dict[str, Any]:
        chosen = self.chosen[name]
        known = self._states if name == "state" else self._labels[name]
        labels = [*known, *(value for value in chosen if value not in known)]
        options = [
            Option(value, self._label(name, value), count, checked=value in chosen)
            for value in labels
            if (count := self._count(name, value)) or value in chosen
        ]
        return {"name": name, "label": TITLES[name], "options": options, "chosen": len(chosen)}

    def _count(self, name: str, value: str) -> int:
        if name == "state":
            return self._states[value][1]
        return sum(g.count for g in self._groups if getattr(g, name) == value and self._meets(g, but=(name,)))

    def _label(self, name: str, value: str) -> str:
        """Of choices that no row has, too: the address may ask for them."""
        if name == "state":
            return self._states[value][0]
        return self._labels[name].get(value) or OF_CODES.get(name, {}).get(value, value)

    def _said(self, name: str, value: str) -> str:
        """A choice as the sentence says it: "501(c)(4) money", "in review"."""
        label = self._label(name, value)
        return {"vehicle": f"{label} money", "status": label.lower()}.get(name, label)

    @cached_property
    def _labels(self) -> dict[str, dict[str, str]]:
        """What there is to choose from, with labels, in the order of the rail."""
        seen = self._groups
        return {
            "owner": {group.owner: group.owner_name for group in seen},
            "fund": {group.fund: group.fund_name for group in seen},
            "vehicle": _in_order(Vehicle.choices, {group.vehicle for group in seen}),
            "status": _in_order(Allocation.Status.choices, {group.status for group in seen}),
            "cycle": {group.cycle: group.cycle_name for group in sorted(seen, key=lambda group: group.cycle)},
            "currency": {code: code for code in sorted({group.currency for group in seen})},
        }

    def parts(self) -> list[dict[str, str]]:
        """The active filters, each with the address without it."""
        words = {**WORDS, "status": "that is"} if self.total == 1 else WORDS
        parts = [
            {
                "word": "or" if i else words[name],
                "label": self._said(name, value),
                "href": self.address(drop=(name, value)),
            }
            for name in TITLES
            for i, value in enumerate(self.chosen[name])
        ]
        if self.words:
            parts.append({"word": "matching", "label": self.words, "href": self.address(q="")})
        if self.late:
            parts.append({"word": "", "label": "too late for their work", "href": self.address(late="")})
        if self.once:
            parts.append({"word": "", "label": "counted once", "href": self.address(once="")})
        return parts

    def totals(self) -> dict[str, Any]:
        """The totals as the page shows them, every figure with the address of its rows."""
        pipeline = self.pipeline()
        labels = dict(Allocation.Status.choices)
        return {
            "rows": [
                (row.label, [self._total(cell) for cell in row.cells], self._total(row.counted))
                for row in pipeline.rows
            ],
            "foreign": [
                (code, amount, n, banded, self.address(currency=[code], vehicle=[], status=list(ROAD), once=""))
                for code, amount, n, banded in pipeline.foreign
            ],
            "apart": [
                (labels[status], n, self.address(status=[status], vehicle=[], currency=[], once=""))
                for status, n in pipeline.apart
            ],
            "passed_on": pipeline.passed_on,
            "banded": any(row.counted.banded or row.cells[0].banded for row in pipeline.rows),
        }

    def _total(self, cell: Cell) -> TotalCell:
        alone = len(cell.statuses) == 1
        label = str(Allocation.Status(cell.statuses[0]).label) if alone else "All that counts"
        here = self.chosen["vehicle"] == [cell.vehicle] and set(self.chosen["status"]) == set(cell.statuses)
        href = self.address(vehicle=[cell.vehicle], status=list(cell.statuses), currency=["USD"], once="1")
        return TotalCell(cell.amount_usd, cell.count, href, label, here, cell.banded)

    def address(self, *, drop: tuple[str, str] | None = None, **changes: Any) -> str:
        """This page's address with filters changed, or one value dropped."""
        params = {**self.chosen, "q": self.words, "once": "1" if self.once else ""}
        params |= {"late": "1" if self.late else "", **changes}
        pairs = [(name, value) for name, values in params.items() for value in _listed(values)]
        query = urlencode([pair for pair in pairs if pair != drop])
        return f"{reverse('funding:list')}?{query}" if query else reverse("funding:list")

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.once or self.late or any(self.chosen.values()))


def _listed(values: str | list[str]) -> list[str]:
    return values if isinstance(values, list) else [values] if values else []


def _in_order(choices: Iterable[tuple[str, str]], present: set[str]) -> dict[str, str]:
    return {value: str(label) for value, label in choices if value in present}
