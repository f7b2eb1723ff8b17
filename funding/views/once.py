"""The page that counts money once inside a boundary."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils import timezone

from accounts.access import Request, needs
from funding.boundaries import RULE, VIEWS
from funding.forms.boundaries import BoundaryForm
from funding.reports.once import PLACES, Ledger, Sum, money_within
from mvp_coord.lib.htmx import render_page
from partners.models.family import Vehicle
from states.views.cycle import cycle_switch

PER_PAGE = 50


@dataclass(frozen=True)
class Cell:
    """A figure and the address that lists its rows."""

    sum: Sum
    label: str
    href: str
    is_open: bool


@needs("insider", "partner", "funder")
def once(request: Request) -> HttpResponse:
    """What comes in, moves inside and goes out of a boundary in a cycle, each dollar once."""
    switch = cycle_switch(request)
    form = BoundaryForm(request.GET, viewer=request.viewer, today=timezone.localdate())
    page: dict[str, Any] = {"form": form, "switch": switch, "views": _views(form), "rule": RULE}
    if form.boundary and switch.chosen:
        ledger = money_within(request.viewer, form.boundary.inside.keys(), switch.chosen, form.view)
        page |= _figures(form, ledger, request.GET.get("page"))
    return render_page(request, "funding/once.html", page, partial="results")


def _figures(form: BoundaryForm, ledger: Ledger, number: str | None) -> dict[str, Any]:
    lines = ledger.lines_of(form.place, form.vehicle, form.year)
    places = [place for place in PLACES if place != "back" or ledger.sum_of("back").count]
    return {
        "heads": [PLACES[place] for place in places],
        "rows": [_row(form, ledger, vehicle, places) for vehicle in ledger.vehicles],
        "lines": Paginator(lines, PER_PAGE).get_page(number),
        "listed": _listed(form, ledger),
        "banded": ledger.banded,
    }


def _row(form: BoundaryForm, ledger: Ledger, vehicle: Vehicle, places: list[str]) -> dict[str, Any]:
    """The figures of one color: of the cycle, and where there are several years, of each."""
    years = [year for year in ledger.years if any(ledger.sum_of(p, vehicle, year).count for p in places)]
    return {
        "label": vehicle.label,
        "cells": [_cell(form, ledger.sum_of(place, vehicle)) for place in places],
        "years": [
            (_year(year), [_cell(form, ledger.sum_of(place, vehicle, year)) for place in places]) for year in years
        ],
    }


def _cell(form: BoundaryForm, found: Sum) -> Cell:
    is_open = (form.place, form.vehicle, form.year) == (found.place, found.vehicle, found.year)
    href = form.address(rows=found.place, vehicle=found.vehicle, year=found.year)
    return Cell(found, PLACES[found.place][0], f"{href}#rows", is_open)


def _listed(form: BoundaryForm, ledger: Ledger) -> dict[str, Any]:
    """What the list below shows, in words, and its sum where it is of one color."""
    known = form.vehicle in Vehicle.values
    return {
        "title": PLACES[form.place][0],
        "of": Vehicle(form.vehicle).label if known else "",
        "year": _year(form.year) if form.year else "",
        "sum": ledger.sum_of(form.place, form.vehicle, form.year) if known else None,
    }


def _year(year: str) -> str:
    return "Not approved yet" if year == "none" else year


def _views(form: BoundaryForm) -> list[dict[str, Any]]:
    return [
        {"label": label, "said": said, "href": form.address(view=code), "is_now": code == form.view}
        for code, (label, said, _) in VIEWS.items()
    ]
