"""The meters: how much of each limit is used, the rows behind it, and stating what it rests on."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from accounts.access import FORM, Request, needs
from funding.actions.figures import FigureRefused, state_figure
from funding.forms.figures import FigureForm
from funding.meters import NEAR_PERCENT
from funding.models import EntityFigure
from funding.reports.meter_money import METERED
from funding.reports.meters import meters_in, meters_of
from funding.reports.registrars import registrars_in
from mvp_coord.lib.htmx import render_page
from partners.models import LegalEntity

from .acting import sent

FIRST_YEAR, LAST_YEAR = 2000, 2100


@needs("insider")
def meter_list(request: Request) -> HttpResponse:
    """Every meter of a year: those of our own entities, and of those who spend our money."""
    today = timezone.localdate()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and FIRST_YEAR <= int(asked) <= LAST_YEAR else None
    page = {
        "meters": meters_in(request.viewer, year, today=today),
        "registrars": registrars_in(request.viewer, year or today.year, today=today),
        "may_see_clocks": request.viewer.is_staff,
        "near": NEAR_PERCENT,
    }
    return render_page(request, "funding/meter_list.html", page)


@needs("insider")
def meter_detail(request: Request, entity: str, year: int) -> HttpResponse:
    """The meters of one entity in one tax year: each with its rule, its rows, and what is stated."""
    of = _entity_or_404(request, entity, year)
    today = timezone.localdate()
    found = meters_of(request.viewer, of, year, today=today)
    registrars = registrars_in(request.viewer, year, today=today, only=of)
    page = {"page": found, "of": found.of, "registrars": registrars, "near": NEAR_PERCENT}
    return render_page(request, "funding/meter_detail.html", page)


@needs("insider", methods=FORM)
def figure_state(request: Request, entity: str, year: int, what: str) -> HttpResponse:
    """State one thing that a meter rests on."""
    of = _entity_or_404(request, entity, year)
    if what not in EntityFigure.ASKED_OF[of.vehicle]:
        raise Http404
    form = FigureForm(sent(request), user_id=request.user.pk, what=what)
    if form.is_valid():
        try:
            state_figure(entity=of, year=year, by=request.user, **form.facts)
        except FigureRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Stated. What was said before is kept beside it.")
            return redirect("funding:meter", of.public_id, year)
    page = {"form": form, "entity": of, "year": year, "label": EntityFigure.What(what).label}
    return render_page(request, "funding/figure_state.html", page, status=422 if form.errors else 200)


def _entity_or_404(request: Request, entity: str, year: int) -> LegalEntity:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    entities = LegalEntity.objects.visible_to(request.viewer).filter(vehicle__in=METERED).select_related("partner")
    return get_object_or_404(entities, public_id=entity)
