"""Who else funds: the funders of one group, of the groups in a state, and of the groups that a funder funds."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.access import Request, needs
from accounts.visibility import Viewer
from funding.forms.cofunding import RowsAsked
from funding.models import Fund
from funding.reports import needs_left
from funding.reports.blind import BLIND_RULE, blind_totals
from funding.reports.cofunding import (
    CoFunding,
    Figure,
    Part,
    Rows,
    funders_beside,
    funders_in,
    funders_of,
    period_labels,
    shared_groups,
)
from mvp_coord.lib.htmx import render_page
from partners.models import LegalEntity, Partner
from states.models import State
from states.views.cycle import cycle_switch

from .changes import may_propose

PER_PAGE: Final = 50


@dataclass(frozen=True)
class Cell:
    """A figure with the address of its rows; `href` is empty where there are none."""

    part: Part
    currency: str
    href: str
    is_open: bool


@dataclass(frozen=True)
class FunderRow:
    """One line of the figures: a funder, when, and its money by where it is known from."""

    funder: str
    name: str
    period: str
    currency: str
    cells: tuple[tuple[str, Cell], ...]
    groups: int = 0


@needs("insider", "partner", "funder")
def group_funders(request: Request, slug: str) -> HttpResponse:
    """Who funds this group, by cycle or year and currency."""
    partner = partner_or_404(request.viewer, slug)
    money = funders_of(request.viewer, partner)
    page = {"partner": partner, "title": f"Who funds {partner.name}?", "kind": "group"}
    page |= _around(request, partner)
    return _page(request, money, page)


@needs("insider", "partner", "funder")
def state_funders(request: Request, code: str) -> HttpResponse:
    """Who funds the groups of this state, by cycle or year and currency."""
    state = get_object_or_404(State.objects.select_related("division"), code=code.upper())
    money = funders_in(request.viewer, state.code)
    page = {"state": state, "title": f"Who funds groups in {state.name}?", "kind": "state"}
    return _page(request, money, page)


@needs("insider", "partner", "funder")
def funders_beside_it(request: Request, slug: str) -> HttpResponse:
    """Who else funds the groups that this funder funds."""
    partner = partner_or_404(request.viewer, slug)
    if (
        partner.kind != Partner.Kind.PEER_FUNDER
        and not Fund.objects.visible_to(request.viewer).filter(owner=partner).exists()
    ):
        raise Http404
    money = funders_beside(request.viewer, partner)
    page = {"partner": partner, "title": f"Who else funds the groups that {partner.name} funds?", "kind": "beside"}
    return _page(request, money, page)


def _around(request: Request, partner: Partner) -> dict[str, Any]:
    """What is told of others in a blind total, the gap that remains, and whether one may ask another funder to
    talk."""
    cycle, viewer = cycle_switch(request).chosen, request.viewer
    entities = LegalEntity.objects.visible_to(viewer).filter(partner=partner).order_by("legal_name")
    left = needs_left(viewer, [each.pk for each in entities])
    return {
        "blind": blind_totals(viewer, [partner.pk], cycle).get(partner.pk),
        "blind_rule": BLIND_RULE,
        "gaps": [(each, left[each.pk, cycle.pk]) for each in entities if cycle and (each.pk, cycle.pk) in left],
        "cycle": cycle,
        "may_ask": may_propose(viewer) and partner.pk not in viewer.partner_ids,
    }


def partner_or_404(viewer: Viewer, slug: str) -> Partner:
    """The partner of this address, if the viewer may know of it."""
    return get_object_or_404(Partner.objects.visible_to(viewer).listed(), slug=slug)


def _page(request: Request, money: CoFunding, page: dict[str, Any]) -> HttpResponse:
    asked, figures = RowsAsked(request.GET), money.figures()
    slugs = {each.funder for each in figures}
    known = set(Partner.objects.visible_to(request.viewer).filter(slug__in=slugs).values_list("slug", flat=True))
    labels = period_labels({each.period for each in figures})
    groups = shared_groups(money) if page["kind"] == "beside" else {}
    rows = asked.rows_of(money)
    lines = Paginator(Rows(rows), PER_PAGE).get_page(request.GET.get("page"))
    found = [_row(asked, each, labels, groups) for each in figures]
    page |= {
        "rows": found,
        "totals": _totals(asked, figures),
        "asked": asked,
        "lines": lines,
        "funders": len(slugs),
        "known": known,
    }
    return render_page(request, "funding/cofunding.html", page)


def _row(asked: RowsAsked, each: Figure, labels: dict[str, str], groups: dict[str, set[int]]) -> FunderRow:
    where = {"funder": each.funder, "period": each.period, "currency": each.currency}
    cells = _cells(asked, (each.allocations, each.grants, each.together), where)
    label = labels[each.period]
    return FunderRow(each.funder, each.funder_name, label, each.currency, cells, len(groups.get(each.funder, ())))


def _totals(asked: RowsAsked, figures: Iterable[Figure]) -> list[tuple[str, tuple[tuple[str, Cell], ...]]]:
    """A line for each currency, dollars first; currencies are never added up."""
    sums: dict[str, tuple[Part, Part, Part]] = {}
    for each in figures:
        before = sums.get(each.currency, (Part(), Part(), Part()))
        parts = (each.allocations, each.grants, each.together)
        sums[each.currency] = (before[0] + parts[0], before[1] + parts[1], before[2] + parts[2])
    order = sorted(sums, key=lambda code: (code != "USD", code))
    return [(code, _cells(asked, sums[code], {"currency": code})) for code in order]


def _cells(asked: RowsAsked, parts: tuple[Part, Part, Part], where: dict[str, str]) -> tuple[tuple[str, Cell], ...]:
    """Allocations, published grants, both together."""
    kinds: tuple[dict[str, str], ...] = ({"kind": "allocation"}, {"kind": "grant"}, {})
    labels = ("Allocations", "Published grants", "Together")
    made = [_cell(asked, part, {**where, **kind}) for part, kind in zip(parts, kinds, strict=True)]
    return tuple(zip(labels, made, strict=True))


def _cell(asked: RowsAsked, part: Part, where: dict[str, str]) -> Cell:
    href = asked.address(**where) if part.count or part.banded else ""
    return Cell(part, where["currency"], href, asked.is_open(**where))
