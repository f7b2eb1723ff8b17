"""What entities still need: the statements about one, and stating, correcting and withdrawing them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from accounts.access import FORM, Request, needs, signed_in
from funding.actions.needs import AlreadyWithdrawn, NeedRefused, state_need, withdraw_need
from funding.forms.needs import StateNeedForm, WithdrawForm
from funding.models import Need, NeedAsk
from funding.models.need import need_address
from funding.reports import NEED_RULE
from funding.reports.one_need import need_page
from funding.reports.voices import voices_of
from funding.statements import SHOWN_RULE
from mvp_coord.lib.htmx import render_page
from partners.models import LegalEntity
from states.models import Cycle


@signed_in
def need_detail(request: Request, entity: str, cycle: str) -> HttpResponse:
    """What one entity still needs for a cycle: every statement one may read, the one shown, and by which rule."""
    of, for_cycle = _subject(request, entity, cycle)
    page = need_page(of, for_cycle, request.viewer, today=timezone.localdate())
    voices = voices_of(request.viewer, of)
    if not (page.statements or voices):
        raise Http404
    asks = NeedAsk.objects.visible_to(request.viewer).waiting().filter(entity=of, cycle=for_cycle)
    context = {
        "page": page,
        "may_state": bool(voices),
        "may_ask": request.viewer.is_insider,
        "asked": asks.first(),
        "need_rule": NEED_RULE,
        "shown_rule": SHOWN_RULE,
    }
    return render_page(request, "funding/need_detail.html", context)


@needs("insider", "partner", "funder", methods=FORM)
def need_state(request: Request, entity: str, cycle: str) -> HttpResponse:
    """Say what an entity needs for a cycle, in one's own name or as one heard it."""
    of, for_cycle = _subject(request, entity, cycle)
    return _state(request, of, for_cycle)


@needs("insider", "partner", "funder", methods=FORM)
def need_correct(request: Request, public_id: str) -> HttpResponse:
    """State it anew in place of a statement that was wrong, which stays beside it as withdrawn."""
    need = _changeable(request, public_id)
    return _state(request, need.entity, need.cycle, corrects=need)


@needs("insider", "partner", "funder", methods=FORM)
def need_withdraw(request: Request, public_id: str) -> HttpResponse:
    """Let a statement stand no more."""
    need = _changeable(request, public_id)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            withdraw_need(need=need, by=request.user, reason=form.cleaned_data["reason"])
        except AlreadyWithdrawn as refusal:
            messages.warning(request, f"{refusal} Nothing was changed.")
        else:
            messages.success(request, "Withdrawn. It is kept, for staff, the organization and who stated it.")
        return redirect(need_address(need.entity, need.cycle))
    page = {"form": form, "entity": need.entity, "cycle": need.cycle, "need": need}
    return render_page(request, "funding/need_withdraw.html", page, status=422 if form.errors else 200)


def _state(request: Request, entity: LegalEntity, cycle: Cycle, corrects: Need | None = None) -> HttpResponse:
    voices = voices_of(request.viewer, entity)
    if not voices:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = StateNeedForm(sent, user_id=request.user.pk, voices=voices, corrects=corrects)
    status = 200
    if sent is not None and form.is_valid():
        try:
            state_need(entity=entity, cycle=cycle, by=request.user, corrects=corrects, **form.facts)
        except NeedRefused as refusal:
            form.add_error(None, str(refusal))
            status = 409 if isinstance(refusal, AlreadyWithdrawn) else 422
        else:
            messages.success(request, "Stated. What was said before is kept beside it.")
            return redirect(need_address(entity, cycle))
    status = 422 if form.errors and status == 200 else status
    page = {"form": form, "entity": entity, "cycle": cycle, "corrects": corrects}
    return render_page(request, "funding/need_state.html", page, status=status)


def _subject(request: Request, entity: str, cycle: str) -> tuple[LegalEntity, Cycle]:
    entities = LegalEntity.objects.visible_to(request.viewer).select_related("partner")
    return get_object_or_404(entities, public_id=entity), get_object_or_404(Cycle, code=cycle)


def _changeable(request: Request, public_id: str) -> Need:
    rows: Any = Need.objects.changeable_by(request.viewer).standing().select_related("entity__partner", "cycle")
    found: Need = get_object_or_404(rows, public_id=public_id)
    return found
