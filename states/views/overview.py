"""What the page of all states shows: a measure on tiles, and every measure in a table, each figure with its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from mvp_coord import addresses
from mvp_coord.lib import wording
from mvp_coord.lib.tile_places import TILE_PLACES
from partners.models.family import Vehicle
from planning.reports.state_counts import StateCounts
from states.models import Cycle

from .scale import Scale


@dataclass(frozen=True)
class Measure:
    """Something that can be counted by state.

    `unit` is said after the value to those who hear the map, `anchor` is the part of a state's page that lists it.
    """

    code: str
    label: str
    unit: str
    anchor: str


MEASURES = (
    Measure("partners", "Partners", "partners", "roles"),
    Measure("activities", "Activities", "activities", "activities"),
    Measure("tries", "Tries planned", "tries planned", "matrix"),
    Measure("overlaps", "Open overlaps", "open overlaps", "overlaps"),
    Measure("priorities", "Priorities", "priorities", "priorities"),
    Measure("gaps", "Gaps", "gaps", "gaps"),
    Measure("dollars", "Dollars counted", "dollars", "money"),
)
# What is counted of the cycle that pages are about: all but organizations, which outlast cycles.
OF_CYCLE = frozenset(each.code for each in MEASURES) - {"partners"}


@dataclass(frozen=True)
class Figure:
    """One number of the table: as text, with the address of its rows ("" where there are none)."""

    label: str
    amount: int | Decimal
    text: str
    exact: str
    href: str


@dataclass(frozen=True)
class StateRow:
    """One line of the table."""

    code: str
    name: str
    href: str
    figures: tuple[Figure, ...]


class Overview:
    """The page of all states: the address says which measure, which vehicle's dollars, and the order of the table."""

    def __init__(self, counts: Sequence[StateCounts], params: QueryDict, *, cycle: Cycle | None = None) -> None:
        self.counts, self.cycle = counts, cycle
        # Gaps are worked out only where they are asked for; who reads priorities may ask.
        self.offers_gaps = all(each.priorities is not None for each in counts)
        self.measures = [each for each in MEASURES if self._is_shown(each)]
        asked = params.get("measure", "")
        self.measure = next((each for each in self.measures if each.code == asked), self.measures[0])
        vehicle = params.get("vehicle", "")
        self.vehicle = vehicle if vehicle in self.vehicles else ""
        asked = params.get("sort", "name")
        self.sort = asked if asked in {"name", *(each.code for each in self.measures)} else "name"

    def _is_shown(self, measure: Measure) -> bool:
        return all(getattr(each, measure.code) is not None for each in self.counts)

    @cached_property
    def vehicles(self) -> dict[str, str]:
        """The money colors that occur, by code, in a fixed order."""
        present = {vehicle for each in self.counts for vehicle in each.dollars or ()}
        return {vehicle.value: str(vehicle.label) for vehicle in Vehicle if vehicle in present}

    # --- the map ----------------------------------------------------------------------------------------------------

    @property
    def tiles(self) -> list[dict[str, Any]]:
        """For components/_tile_map.html: shades of the measure, a corner where an overlap is open."""
        return [
            {
                "code": each.code,
                "name": each.name,
                "row": TILE_PLACES[each.code][0],
                "column": TILE_PLACES[each.code][1],
                "level": self._scale.level(self._amount(each, self.measure.code)),
                "value": self._short(each),
                "href": addresses.state(each.code, anchor=self.measure.anchor),
                "flag": bool(each.overlaps),
            }
            for each in self.counts
        ]

    def _short(self, each: StateCounts) -> str:
        amount = self._amount(each, self.measure.code)
        if not amount:
            return ""
        return wording.usd(amount) if self.measure.code == "dollars" else wording.short(amount)

    @property
    def legend(self) -> list[tuple[int, str]]:
        """What each shade stands for."""
        return self._scale.legend(wording.usd if self.measure.code == "dollars" else wording.short)

    @cached_property
    def _scale(self) -> Scale:
        return Scale.up_to(max((self._amount(each, self.measure.code) for each in self.counts), default=0))

    @property
    def label(self) -> str:
        """What the map shows, in words; dollars of several vehicles are never one figure without saying so."""
        of = f" of {self.cycle.name}" if self.cycle and self.measure.code in OF_CYCLE else ""
        if self.measure.code != "dollars":
            return f"{self.measure.label}{of} by state"
        if self.vehicle:
            return f"Dollars counted{of} by state, {self.vehicles[self.vehicle]} money"
        return f"Dollars counted{of} by state, money of all vehicles together"

    @property
    def flag_text(self) -> str:
        return "an overlap is open" if any(each.overlaps for each in self.counts) else ""

    # --- switches ---------------------------------------------------------------------------------------------------

    @property
    def switches(self) -> list[dict[str, Any]]:
        """Links to the other measures."""
        offered = [each for each in MEASURES if each in self.measures or (each.code == "gaps" and self.offers_gaps)]
        return [
            {"label": each.label, "href": self._address(measure=each.code), "current": each == self.measure}
            for each in offered
        ]

    @property
    def vehicle_switches(self) -> list[dict[str, Any]]:
        """Links to one vehicle's dollars, where the map shows dollars of more than one."""
        if self.measure.code != "dollars" or len(self.vehicles) < 2:
            return []
        choices = {"": "All vehicles together", **self.vehicles}
        return [
            {"label": label, "href": self._address(vehicle=code), "current": code == self.vehicle}
            for code, label in choices.items()
        ]

    # --- the table --------------------------------------------------------------------------------------------------

    @property
    def columns(self) -> list[dict[str, Any]]:
        """The heads of the table, each a link that sorts by it."""
        heads = [("name", "State"), *((each.code, each.label) for each in self.measures)]
        return [
            {
                "label": self._head(code, label),
                "href": self._address(sort=code),
                "sort": ("ascending" if code == "name" else "descending") if code == self.sort else "",
                "is_figure": code != "name",
            }
            for code, label in heads
        ]

    def _head(self, code: str, label: str) -> str:
        if code != "dollars":
            return label
        return f"{label}, {self.vehicles[self.vehicle] if self.vehicle else 'all vehicles'}"

    @property
    def rows(self) -> list[StateRow]:
        """The 56, by name or with the highest figure first."""
        found = sorted(self.counts, key=lambda each: each.name)
        if self.sort != "name":
            found.sort(key=lambda each: self._amount(each, self.sort), reverse=True)
        return [
            StateRow(
                each.code,
                each.name,
                addresses.state(each.code),
                tuple(self._figure(each, measure) for measure in self.measures),
            )
            for each in found
        ]

    @property
    def totals(self) -> list[str]:
        """What the columns come to, as text; nothing under those whose rows count a thing in several states."""
        adds_up = {"activities", "tries", "overlaps", "priorities", "gaps"}
        return [
            wording.count(sum(self._amount(each, measure.code) for each in self.counts))
            if measure.code in adds_up
            else ""
            for measure in self.measures
        ]

    def _figure(self, each: StateCounts, measure: Measure) -> Figure:
        amount = self._amount(each, measure.code)
        in_dollars = measure.code == "dollars"
        return Figure(
            label=self._head(measure.code, measure.label),
            amount=amount,
            text=wording.usd(amount) if in_dollars else wording.count(amount),
            exact=wording.usd_exact(amount) if in_dollars else "",
            href=self._rows(each, measure.code) if amount else "",
        )

    def _amount(self, each: StateCounts, measure: str) -> int | Decimal:
        if measure != "dollars":
            return getattr(each, measure) or 0
        dollars = each.dollars or {}
        return dollars.get(self.vehicle, Decimal(0)) if self.vehicle else sum(dollars.values(), Decimal(0))

    def _rows(self, each: StateCounts, measure: str) -> str:
        if measure == "dollars":
            return addresses.counted_money(state=each.code, vehicle=self.vehicle, cycle=self._cycle_code)
        lists = {
            "overlaps": addresses.overlaps,
            "partners": addresses.partners,
            "priorities": addresses.priorities,
            "gaps": addresses.gaps,
        }
        if measure in lists:
            return lists[measure](state=each.code)
        return addresses.state(each.code, anchor="activities")

    @property
    def _cycle_code(self) -> str:
        return self.cycle.code if self.cycle else ""

    def _address(self, **changes: str) -> str:
        chosen = {"measure": self.measure.code, "vehicle": self.vehicle, "sort": self.sort, **changes}
        if chosen["measure"] != "dollars":
            chosen["vehicle"] = ""
        if chosen["sort"] == "name":
            chosen["sort"] = ""
        return "?" + urlencode({name: value for name, value in chosen.items() if value})
