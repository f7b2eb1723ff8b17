"""From the history of a record: what one change took, and putting it back."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from accounts.access import FORM, Request, signed_in
from accounts.history import Version
from mvp_coord.jobs.doorbell import ring
from mvp_coord.lib.htmx import render_page
from partners import actions
from partners.forms.plans import ActivityForm, ProgramForm
from partners.forms.profile import form_for
from partners.forms.putting_back import PutBackForm, is_possible, may_put_back
from partners.forms.records import RecordForm
from partners.models import PartnerState
from partners.reports import partner_history
from partners.reports.earlier import EarlierFact, earlier_facts
from planning.tasks import check_due_overlaps

from .activities import activity_history, editable_activity_or_404
from .editing import editable_or_404
from .programs import editable_program_or_404, program_history


@signed_in(methods=FORM)
def partner_put_back(request: Request, slug: str, change_id: uuid.UUID) -> HttpResponse:
    """What one change took from a profile."""
    partner, viewer = editable_or_404(request.viewer, slug), request.viewer
    states = PartnerState.objects.filter(partner=partner).values_list("state_id", flat=True)
    versions = partner_history(partner, viewer, states=list(states))
    return _put_back(request, form_for(viewer, partner=partner), versions, change_id, {"partner": partner})


@signed_in(methods=FORM)
def program_put_back(request: Request, public_id: str, change_id: uuid.UUID) -> HttpResponse:
    """What one change took from a program."""
    program = editable_program_or_404(request.viewer, public_id)
    form = ProgramForm(instance=program, partner=program.partner, viewer=request.viewer)
    page = {"partner": program.partner, "program": program}
    return _put_back(request, form, program_history(program, request.viewer), change_id, page)


@signed_in(methods=FORM)
def activity_put_back(request: Request, public_id: str, change_id: uuid.UUID) -> HttpResponse:
    """What one change took from an activity."""
    activity = editable_activity_or_404(request.viewer, public_id)
    form = ActivityForm(instance=activity, viewer=request.viewer)
    page = {"partner": activity.program.partner, "program": activity.program}
    return _put_back(request, form, activity_history(activity, request.viewer), change_id, page)


def _put_back(
    request: Request, edit: RecordForm, versions: Iterable[Version] | None, change_id: uuid.UUID, page: dict[str, Any]
) -> HttpResponse:
    """The facts with their three versions; those that are ticked become again what they were."""
    version = next((each for each in versions or () if each.change_id == change_id), None)
    if version is None:
        raise Http404
    form, status = PutBackForm(request.POST or None, edit=edit, facts=_facts(edit, change_id)), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _write(request, form, change_id)
            except (actions.StaleEdit, actions.WasMerged):
                form, status = _look_again(request, edit, change_id), 409
            except actions.DoesNotFit:
                form.add_error(None, "That contradicts what it says now. Put back more of it, or edit it by hand.")
            else:
                return redirect(edit.instance)
    page |= {"form": form, "version": version, "record": edit.instance, "is_conflict": status == 409}
    return render_page(request, "partners/put_back.html", page, status=status)


def _write(request: Request, form: PutBackForm, change_id: uuid.UUID) -> None:
    offered, picked = [fact.name for fact in form.facts], form.cleaned_data["pick"]
    told = {"seen": form.cleaned_data["seen"], "reason": form.cleaned_data["reason"]}
    told |= {"by": request.user, "change_id": change_id}
    actions.put_back(form.edit.instance, offered=offered, names=picked, **told)
    ring(check_due_overlaps)
    messages.success(request, "Put back.")


def _look_again(request: Request, edit: RecordForm, change_id: uuid.UUID) -> PutBackForm:
    """Somebody was quicker: the same ticks beside what is saved now."""
    edit.instance.refresh_from_db()
    form = PutBackForm(request.POST, edit=edit, facts=_facts(edit, change_id))
    form.show_again()
    return form


def _facts(edit: RecordForm, change_id: uuid.UUID) -> list[EarlierFact]:
    found = earlier_facts(edit.instance, change_id, may_put_back(edit))
    return [fact for fact in found if is_possible(edit, fact)]
