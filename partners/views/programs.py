"""A program's page, and adding and changing programs."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from accounts.access import FORM, POST, Request, signed_in
from accounts.history import Version
from accounts.visibility import Viewer, describe
from funding.reports.past_budgets import PAST_BUDGET_RULE, past_budgets
from mvp_coord.jobs.doorbell import ring
from mvp_coord.lib.htmx import render_page
from partners import actions
from partners.forms.plans import ProgramForm
from partners.models import Activity, Partner, Program
from partners.reports import history_of, program_lines, timeline_of
from partners.reports.related import related_resources, topic_of
from planning.reports.heavy import heavy_notes
from planning.reports.meetings import Meeting, meetings_of
from planning.tasks import check_due_overlaps
from states.models import Division

from .editing import editable_or_404
from .saving import answer


def editable_program_or_404(viewer: Viewer, public_id: str) -> Program:
    """A program that this viewer may change: it can read it, and edits its partner."""
    programs = Program.objects.visible_to(viewer).filter(partner__in=Partner.objects.editable_by(viewer).listed())
    return get_object_or_404(programs.select_related("partner"), public_id=public_id)


@signed_in
def program_detail(request: Request, public_id: str) -> HttpResponse:
    """What one program sets out to do, activity by activity."""
    viewer, today = request.viewer, timezone.localdate()
    programs = Program.objects.visible_to(viewer).select_related("partner", "entity")
    program = get_object_or_404(programs, public_id=public_id)
    activities = Activity.objects.filter(program=program).select_related("program_type", "tactic", "division", "race")
    lines = list(activities.prefetch_related("constituencies"))
    seen = Program.objects.visible_to(viewer)
    page = {
        "program": program,
        "partner": program.partner,
        "line": program_lines(Program.objects.filter(pk=program.pk), today)[0],
        "umbrella": seen.filter(pk=program.umbrella_id).first() if program.umbrella_id else None,
        "parts": seen.filter(umbrella=program).select_related("partner"),
        "activities": lines,
        "cancelled": sum(each.cancelled_at is not None for each in lines),
        "related": related_resources(viewer, topic_of(lines), today=today),
        "timeline": timeline_of(activities, today, of_one_program=True),
        "seen_by": describe(program.visibility).lower(),
        "can_edit": Partner.objects.editable_by(viewer).listed().filter(pk=program.partner_id).exists(),
        "is_inside": viewer.is_insider or program.partner_id in viewer.partner_ids,
        "meetings": _meetings(viewer, program) if program.partner_id in viewer.partner_ids else None,
        "heavy": heavy_notes(viewer, program.partner_id, [each.pk for each in lines]),
        **_told(viewer, program),
    }
    return render_page(request, "partners/program_detail.html", page)


def _told(viewer: Viewer, program: Program) -> dict[str, Any]:
    """What changed, and for staff and funders whether more is approved for it than it says it costs."""
    past = past_budgets(viewer, [program.pk])
    return {"history": program_history(program, viewer), "past_budgets": past, "past_rule": PAST_BUDGET_RULE}


@signed_in(methods=FORM)
def program_add(request: Request, slug: str) -> HttpResponse:
    """Add a program to a partner."""
    partner = editable_or_404(request.viewer, slug)
    form = ProgramForm(
        request.POST or None, instance=Program(partner=partner), partner=partner, viewer=request.viewer
    )

    def save(facts: dict) -> Program:
        ticket = form.cleaned_data["ticket"]
        return actions.add_program(partner, by=request.user, facts=facts, public_id=ticket)

    page = {
        "title": "Add a program",
        "lead": "What the organization sets out to do, as one undertaking. Its activities come next.",
        "partner": partner,
    }
    done = "The program is added. Now say what it does, where and when."
    return answer(request, form, save, page=page, done=done, back=partner.get_absolute_url())


@signed_in(methods=FORM)
def program_edit(request: Request, public_id: str) -> HttpResponse:
    """Change a program; cancelling it is a status."""
    program = editable_program_or_404(request.viewer, public_id)
    form = ProgramForm(request.POST or None, instance=program, partner=program.partner, viewer=request.viewer)

    def save(facts: dict) -> Program:
        told = {"seen": form.cleaned_data["seen"], "reason": form.cleaned_data["reason"]}
        saved = actions.update_program(program, by=request.user, facts=facts, **told)
        ring(check_due_overlaps)
        return saved

    page = {"title": f"Edit {program.name}", "partner": program.partner}
    return answer(request, form, save, page=page, done="Saved.", back=program.get_absolute_url())


@signed_in(methods=POST)
def program_still_true(request: Request, public_id: str) -> HttpResponse:
    """Confirm a program with all its activities in one click."""
    program = editable_program_or_404(request.viewer, public_id)
    actions.assure_program(program, by=request.user)
    messages.success(request, "Thank you: confirmed as of today.")
    return redirect(program)


def _meetings(viewer: Viewer, program: Program) -> list[Meeting]:
    """What the program meets at this moment, for those who speak for its partner."""
    own = set(program.activities.values_list("pk", flat=True))
    return [each for each in meetings_of(viewer, [program.partner_id]) if each.own_keys & own]


def program_history(program: Program, viewer: Viewer) -> list[Version] | None:
    """What changed about a program, as far as this viewer may read it; None for donors."""
    if not (viewer.is_insider or viewer.partner_ids):
        return None
    states = Division.objects.filter(activities__program=program, state__isnull=False).values_list(
        "state_id", flat=True
    )
    return history_of(program, viewer, owner_id=program.partner_id, states=set(states), level=program.visibility)
