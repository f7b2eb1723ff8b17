"""What the page of one state shows, put together from its reports: figures in words, each with its rows."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from accounts.visibility import Viewer
from funding.models import Allocation
from funding.pipeline import ROAD
from mvp_coord import addresses
from mvp_coord.lib import wording
from partners.reports.related import Related, Topic, related_resources
from planning.reports import CaseView, case_views
from planning.reports.ecosystem import (
    ActivityInState,
    StateFacts,
    Volume,
    activities_in,
    matrix_of,
    money_in,
    volumes_of,
)
from states.calendar import days_until, next_federal_general
from states.models import Cycle

from .scale import Scale

PER_PAGE = 50


@dataclass(frozen=True)
class Cell:
    """One number of a table, with the address of its rows."""

    text: str
    href: str
    label: str
    level: int = 0


@dataclass(frozen=True)
class Line:
    """One line of a table: its head, cells, and what they come to."""

    label: str
    cells: tuple[Cell | None, ...]
    total: Cell


class StatePage:
    """One state for one viewer. The address narrows the activities (tactic, place, family) and says their page."""

    def __init__(
        self, viewer: Viewer, facts: StateFacts, params: QueryDict, *, cycle: Cycle | None, today: dt.date
    ) -> None:
        self.viewer, self.facts, self.cycle, self.today = viewer, facts, cycle, today
        self.election = next_federal_general(today)
        self.days_left = days_until(self.election, today)
        self.reads_plans = viewer.is_insider or bool(viewer.partner_ids)
        self._page_number = params.get("page")
        known = {"tactic": dict(self.matrix.tactics), "place": dict(self.matrix.places), "family": self._families}
        asked = {name: str(params.get(name, "")) for name in known}
        self.filters = {name: value for name, value in asked.items() if value in known[name]}
        self._labels = {name: known[name][value] for name, value in self.filters.items()}

    # --- ecosystem ------------------------------------------------------------------------------------------------

    @property
    def roles(self) -> list[dict[str, Any]]:
        """Each role with its partners and the address that lists them."""
        return [
            {
                "label": role.label,
                "partners": role.partners,
                "href": addresses.partners(state=self.facts.code, kind=role.kind),
            }
            for role in self.facts.roles
        ]

    @property
    def key_numbers(self) -> list[dict[str, Any]]:
        """The strip under the heading."""
        numbers: list[dict[str, Any]] = [
            {
                "label": "Partners",
                "figure": wording.count(len(self.facts.partners)),
                "href": addresses.partners(state=self.facts.code),
            },
            {"label": "Activities", "figure": wording.count(len(self.activities)), "href": "#activities"},
        ]
        if self.reads_plans:
            numbers.append(
                {
                    "label": "Open overlaps",
                    "figure": wording.count(len(self.overlaps)),
                    "href": addresses.overlaps(state=self.facts.code),
                    "warn": bool(self.overlaps),
                }
            )
        return numbers

    # --- plans ----------------------------------------------------------------------------------------------------

    @cached_property
    def activities(self) -> list[ActivityInState]:
        """All of the state that the viewer may read."""
        return activities_in(self.viewer, self.facts.code)

    @cached_property
    def matrix(self) -> Any:
        return matrix_of(self.activities)

    @property
    def volumes(self) -> list[tuple[Volume, str]]:
        """What is planned by family, each with the address that lists its activities."""
        return [(volume, self._rows(family=volume.family)) for volume in volumes_of(self.activities)]

    @property
    def _families(self) -> dict[str, str]:
        return {each.family: each.family_label for each in self.activities}

    @cached_property
    def chosen(self) -> list[ActivityInState]:
        """Those that the address asks for."""
        return [
            each
            for each in self.activities
            if all(getattr(each, name) == value for name, value in self.filters.items())
        ]

    @cached_property
    def listed(self) -> Page:
        """One page of them; an odd page number gives the nearest."""
        return Paginator(self.chosen, PER_PAGE).get_page(self._page_number)

    @property
    def parts(self) -> list[dict[str, str]]:
        """The filters in force, each with the address without it."""
        words = {"tactic": "by", "place": "in", "family": "of the kind"}
        return [
            {
                "word": words[name],
                "label": self._labels[name],
                "href": self._rows(**{other: value for other, value in self.filters.items() if other != name}),
            }
            for name in self.filters
        ]

    @property
    def matrix_lines(self) -> list[Line]:
        """The matrix by place: a count per tactic, each a link to its activities."""
        scale = Scale.up_to(self.matrix.most)
        return [
            Line(
                place_label,
                tuple(self._cell(place, place_label, tactic, scale) for tactic in self.matrix.tactics),
                self._total(self.matrix.by_place[place], f"All in {place_label}", place=place),
            )
            for place, place_label in self.matrix.places
        ]

    @property
    def matrix_totals(self) -> list[Cell]:
        """The last line: what each tactic comes to."""
        return [
            self._total(self.matrix.by_tactic[code], f"{label}, all places", tactic=code)
            for code, label in self.matrix.tactics
        ]

    def _cell(self, place: str, place_label: str, tactic: tuple[str, str], scale: Scale) -> Cell | None:
        count = self.matrix.cells.get((place, tactic[0]), 0)
        if not count:
            return None
        label = f"{tactic[1]} in {place_label}"
        return Cell(wording.count(count), self._rows(place=place, tactic=tactic[0]), label, scale.level(count))

    def _total(self, count: int, label: str, **filters: str) -> Cell:
        return Cell(wording.count(count), self._rows(**filters), label)

    def _rows(self, **filters: str) -> str:
        return addresses.state(self.facts.code, anchor="activities", **filters)

    # --- overlaps and money -----------------------------------------------------------------------------------------

    @cached_property
    def overlaps(self) -> list[CaseView]:
        """Open cases, most attempts at stake first."""
        if not self.reads_plans:
            return []
        return [view for view in case_views(self.viewer, states=[self.facts.code]) if view.is_open]

    @cached_property
    def related(self) -> list[Related]:
        """What partners share for this state, or on the tactics that are planned in it."""
        topic = Topic(state=frozenset([self.facts.code]), tactic=frozenset(each.tactic for each in self.activities))
        return related_resources(self.viewer, topic, today=self.today)

    @property
    def related_href(self) -> str:
        return addresses.resources(state=self.facts.code)

    @property
    def overlaps_href(self) -> str:
        return addresses.overlaps(state=self.facts.code)

    @cached_property
    def pipeline(self) -> Any:
        return money_in(self.viewer, self.facts.code, self.cycle) if self.reads_plans else None

    @property
    def _cycle_code(self) -> str:
        return self.cycle.code if self.cycle else ""

    @property
    def money_heads(self) -> list[str]:
        return [str(Allocation.Status(status).label) for status in ROAD]

    @property
    def money_lines(self) -> list[Line]:
        """A line for each vehicle; the total is what counts, so without exploring."""
        if not self.pipeline:
            return []
        return [
            Line(
                row.label,
                tuple(self._money(cell, row.label) for cell in row.cells),
                Cell(
                    wording.usd(row.counted.amount_usd),
                    self._counted(row.vehicle) if row.counted.count else "",
                    wording.usd_exact(row.counted.amount_usd),
                ),
            )
            for row in self.pipeline.rows
        ]

    def _counted(self, vehicle: str) -> str:
        return addresses.counted_money(state=self.facts.code, vehicle=vehicle, cycle=self._cycle_code)

    def _money(self, cell: Any, vehicle: str) -> Cell | None:
        if not cell.count:
            return None
        told = {"state": self.facts.code, "vehicle": cell.vehicle, "status": cell.statuses[0]}
        href = addresses.money(**told, cycle=self._cycle_code)
        return Cell(wording.usd(cell.amount_usd), href, wording.usd_exact(cell.amount_usd))
