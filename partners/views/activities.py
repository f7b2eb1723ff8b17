"""An activity's page, and adding, changing, cancelling and restoring activities."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from accounts.access import FORM, POST, Request, signed_in
from accounts.history import Version
from accounts.visibility import Viewer, describe
from mvp_coord.jobs.doorbell import ring
from mvp_coord.lib.htmx import render_page
from partners import actions
from partners.forms.plans import ActivityForm
from partners.models import Activity, Partner
from partners.reports import history_of
from planning.reports import case_views
from planning.reports.heavy import heavy_notes
from planning.reports.meetings import meetings_at
from planning.tasks import check_due_overlaps

from .programs import editable_program_or_404
from .saving import answer


@signed_in
def activity_detail(request: Request, public_id: str) -> HttpResponse:
    """One line of a plan: who does what, where, when, for whom, and how much."""
    viewer = request.viewer
    activity = _activity_or_404(viewer, public_id)
    program = activity.program
    is_own = program.partner_id in viewer.partner_ids
    inside = viewer.is_insider or program.partner_id in viewer.partner_ids
    page = {
        "activity": activity,
        "program": program,
        "partner": program.partner,
        "constituencies": activity.constituencies.all(),
        "seen_by": describe(program.visibility).lower(),
        "can_edit": Partner.objects.editable_by(viewer).listed().filter(pk=program.partner_id).exists(),
        "is_inside": inside,
        "freshness": program.freshness(timezone.localdate()),  # it is confirmed with its program
        "heavy": heavy_notes(viewer, program.partner_id, [activity.pk]),
        **(_meetings(viewer, activity) if is_own else _cases(viewer, activity)),
        "history": activity_history(activity, viewer),
    }
    return render_page(request, "partners/activity_detail.html", page)


def _cases(viewer: Viewer, activity: Activity) -> dict[str, Any]:
    """The kept cases that the line takes part in, for everybody but donors."""
    if not (viewer.is_insider or viewer.partner_ids):
        return {}
    cases = case_views(viewer, partner_id=activity.program.partner_id)
    cases = [case for case in cases if activity.pk in {member.pk for member in case.members}]
    return {"sees_overlaps": True, "cases": cases, "open_cases": sum(case.is_open for case in cases)}


def _meetings(viewer: Viewer, activity: Activity) -> dict[str, Any]:
    """Who has just entered the line sees at once what it meets, before the check keeps it as a case."""
    return {"meetings": meetings_at(viewer, activity)}


@signed_in(methods=FORM)
def activity_add(request: Request, public_id: str) -> HttpResponse:
    """Add a line to a program."""
    program = editable_program_or_404(request.viewer, public_id)
    form = ActivityForm(request.POST or None, instance=Activity(program=program), viewer=request.viewer)

    def save(facts: dict) -> Activity:
        ticket = form.cleaned_data["ticket"]
        saved = actions.add_activity(program, by=request.user, facts=facts, public_id=ticket)
        ring(check_due_overlaps)
        return saved

    page = {"title": "Add an activity", "lead": f"One line of {program.name}.", "program": program}
    return _answer(request, form, save, page=page, done="The activity is added.", back=program.get_absolute_url())


@signed_in(methods=FORM)
def activity_edit(request: Request, public_id: str) -> HttpResponse:
    """Change a line of a program."""
    activity = editable_activity_or_404(request.viewer, public_id)
    form = ActivityForm(request.POST or None, instance=activity, viewer=request.viewer)

    def save(facts: dict) -> Activity:
        told = {"seen": form.cleaned_data["seen"], "reason": form.cleaned_data["reason"]}
        saved = actions.update_activity(activity, by=request.user, facts=facts, **told)
        ring(check_due_overlaps)
        return saved

    page = {"title": "Edit an activity", "lead": f"One line of {activity.program.name}.", "program": activity.program}
    return _answer(request, form, save, page=page, done="Saved.", back=activity.get_absolute_url())


@signed_in(methods=POST)
def activity_cancel(request: Request, public_id: str) -> HttpResponse:
    """Take a line out of the plan; it can be put back."""
    return _stand(request, public_id, actions.cancel_activity, "Cancelled. It stays on record and counts nowhere.")


@signed_in(methods=POST)
def activity_restore(request: Request, public_id: str) -> HttpResponse:
    """Put a cancelled line back into the plan."""
    return _stand(request, public_id, actions.restore_activity, "It is part of the plan again.")


class _Why(forms.Form):
    reason = forms.CharField(required=False, max_length=500)


def _stand(request: Request, public_id: str, act: Callable[..., Activity], done: str) -> HttpResponse:
    activity = editable_activity_or_404(request.viewer, public_id)
    why = _Why(request.POST)
    act(activity, by=request.user, reason=why.cleaned_data["reason"] if why.is_valid() else "")
    ring(check_due_overlaps)
    messages.success(request, done)
    return redirect(activity)


def _answer(
    request: Request, form: ActivityForm, save: Callable, *, page: dict, done: str, back: str
) -> HttpResponse:
    page = {"template": "partners/activity_form.html", "partner": page["program"].partner, **page}
    return answer(request, form, save, page=page, done=done, back=back)


def _activity_or_404(viewer: Viewer, public_id: str) -> Activity:
    related = ("program__partner", "program__entity", "program_type", "tactic__family")
    activities = Activity.objects.visible_to(viewer).select_related(
        *related, "division", "source_state", "race__division"
    )
    return get_object_or_404(activities, public_id=public_id)


def activity_history(activity: Activity, viewer: Viewer) -> list[Version] | None:
    """What changed about an activity. Its level is its program's, and may have been narrower then: only insiders
    and the owner read back."""
    owner = activity.program.partner_id
    inside = viewer.is_insider or owner in viewer.partner_ids
    return history_of(activity, viewer, owner_id=owner) if inside else None


def editable_activity_or_404(viewer: Viewer, public_id: str) -> Activity:
    """An activity that this viewer may change."""
    activity = _activity_or_404(viewer, public_id)
    editable_program_or_404(viewer, activity.program.public_id)
    return activity
