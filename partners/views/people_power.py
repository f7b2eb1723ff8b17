"""People power on pages: hours that organizations offer and need, as lists and one by one."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from accounts.access import FORM, POST, Request, needs
from accounts.visibility import Viewer, describe
from mvp_coord.lib.htmx import render_page
from mvp_coord.lib.keyset import Page
from mvp_coord.lib.listing import answer_list
from partners.actions import people_power as actions
from partners.forms.people_power import FORMS, KINDS, PeopleSearch
from partners.models import Partner, PartnerState
from partners.reports import history_of
from partners.reports.people_power import PEOPLE_PAGE_SIZE, people_page, with_words

from .editing import editable_or_404
from .saving import answer

_SAYS = {
    "offers": ("Offer people’s hours", "Hours that the organization’s people could work, and where."),
    "needs": ("Ask for people’s hours", "Hours of people that the organization lacks for what it plans."),
}


@needs("insider", "partner", "funder")
def people_list(request: Request) -> HttpResponse:
    """Whose hours are on offer, and where hours are needed, from today on."""
    form = PeopleSearch(request.GET, viewer=request.viewer)

    def read(cursor: str) -> Page[Any]:
        return people_page(form.filter(), sort=form.sorting, cursor=cursor)

    own = Partner.objects.filter(pk__in=request.viewer.editable_partner_ids).listed().order_by("name")
    more = partial(form.beyond, size=PEOPLE_PAGE_SIZE)
    return answer_list(
        request, "partners/people_list.html", form, read=read, more=lambda page: {**more(page), "own": own}
    )


@needs("insider", "partner", "funder")
def people_line(request: Request, kind: str, public_id: str) -> HttpResponse:
    """One offer or need, whole, with what became of it."""
    viewer, hours = request.viewer, people_or_404(request.viewer, kind, public_id)
    states = [hours.division.state_id] if hours.division and hours.division.state_id else _works_in(hours.partner)
    page = {
        "hours": hours,
        "kind": kind,
        "partner": hours.partner,
        "seen_by": describe(hours.visibility).lower(),
        "can_edit": Partner.objects.editable_by(viewer).listed().filter(pk=hours.partner_id).exists(),
        "is_inside": viewer.is_insider or hours.partner_id in viewer.partner_ids,
        "history": history_of(hours, viewer, owner_id=hours.partner_id, states=states, level=hours.visibility),
    }
    return render_page(request, "partners/people_line.html", page)


@needs("insider", "partner", "funder", methods=FORM)
def people_add(request: Request, slug: str, kind: str) -> HttpResponse:
    """Say which hours a partner offers, or needs."""
    partner, model = editable_or_404(request.viewer, slug), model_or_404(kind)
    form = FORMS[kind](request.POST or None, instance=model(partner=partner), viewer=request.viewer)

    def save(facts: dict[str, Any]) -> Any:
        ticket = form.cleaned_data["ticket"]
        return actions.add_people(model, partner, by=request.user, facts=facts, public_id=ticket)

    title, lead = _SAYS[kind]
    page = {"template": "partners/people_form.html", "title": title, "lead": lead, "partner": partner}
    return answer(request, form, save, page=page, done="It is on the list.", back=partner.get_absolute_url())


@needs("insider", "partner", "funder", methods=FORM)
def people_edit(request: Request, kind: str, public_id: str) -> HttpResponse:
    """Change an offer or a need."""
    hours = _editable_or_404(request.viewer, kind, public_id)
    form = FORMS[kind](request.POST or None, instance=hours, viewer=request.viewer)

    def save(facts: dict[str, Any]) -> Any:
        told = {"seen": form.cleaned_data["seen"], "reason": form.cleaned_data["reason"]}
        return actions.update_people(hours, by=request.user, facts=facts, **told)

    title = f"Change the {kind.removesuffix('s')}"
    page = {"template": "partners/people_form.html", "title": title, "partner": hours.partner}
    return answer(request, form, save, page=page, done="Saved.", back=hours.get_absolute_url())


@needs("insider", "partner", "funder", methods=POST)
def people_withdraw(request: Request, kind: str, public_id: str) -> HttpResponse:
    """Say that it no longer stands; it can be put back."""
    said = "Withdrawn. It stays on record, and counts nowhere."
    return _stand(request, kind, public_id, actions.withdraw_people, said, undo="partners:restore-people")


@needs("insider", "partner", "funder", methods=POST)
def people_restore(request: Request, kind: str, public_id: str) -> HttpResponse:
    """Let it stand again."""
    said = "It stands again."
    return _stand(request, kind, public_id, actions.restore_people, said, undo="partners:withdraw-people")


def model_or_404(kind: str) -> Any:
    """The model of a kind of hours in an address."""
    if kind not in KINDS:
        raise Http404
    return KINDS[kind]


def people_or_404(viewer: Viewer, kind: str, public_id: str) -> Any:
    """An offer or a need that this viewer may see."""
    return get_object_or_404(with_words(model_or_404(kind).objects.visible_to(viewer)), public_id=public_id)


def _editable_or_404(viewer: Viewer, kind: str, public_id: str) -> Any:
    hours = people_or_404(viewer, kind, public_id)
    editable_or_404(viewer, hours.partner.slug)
    return hours


def _stand(
    request: Request, kind: str, public_id: str, act: Callable[..., Any], said: str, *, undo: str
) -> HttpResponse:
    hours = act(_editable_or_404(request.viewer, kind, public_id), by=request.user)
    messages.success(request, said, extra_tags=f"undo:{reverse(undo, args=[kind, public_id])}")
    return redirect(hours)


def _works_in(partner: Partner) -> list[str]:
    return list(PartnerState.objects.filter(partner=partner).values_list("state_id", flat=True))
