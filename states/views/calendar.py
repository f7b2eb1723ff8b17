"""The calendar of a state: what must be done by when, entered and verified by staff."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from accounts.access import FORM, POST, Request, needs, signed_in
from mvp_coord.lib.htmx import render_page
from mvp_coord.lib.refusals import StaleEdit
from partners.views.saving import show
from states.actions import calendar as actions
from states.forms.calendar import LOOK_UP, DeadlineForm, ElectionForm, RaceForm
from states.models import Deadline, Election, Race, State
from states.reports.calendar import calendar_of

from .cycle import cycle_switch
from .editing import added, changed, state_or_404, take_out, told


@signed_in
def calendar(request: Request, code: str) -> HttpResponse:
    """Elections and deadlines of a state in order, each with the days that are left."""
    state = state_or_404(code)
    switch = cycle_switch(request)
    today = state.today
    found = calendar_of(state, switch.chosen, today)
    context = {"state": state, "today": today, "switch": switch, "calendar": found}
    return render_page(request, "states/calendar.html", context)


@needs("staff", methods=FORM)
def election_add(request: Request, code: str) -> HttpResponse:
    """Enter an election of a state or of a place in it."""
    state = state_or_404(code)
    form = ElectionForm(request.POST or None, instance=Election(), viewer=request.viewer, state=state)
    return added(request, form, told(state, "Add an election"), "The election is added.")


@needs("staff", methods=FORM)
def election_edit(request: Request, public_id: str) -> HttpResponse:
    """Change an election that was entered by hand."""
    election = _election_or_404(public_id)
    if election.is_computed:
        raise Http404
    state = _state_of(election)
    form = ElectionForm(request.POST or None, instance=election, viewer=request.viewer, state=state)
    return changed(request, form, told(state, f"Edit {election.title}"))


@needs("staff", methods=POST)
def election_remove(request: Request, public_id: str) -> HttpResponse:
    """Take out an election that has neither deadlines nor races."""
    election = _election_or_404(public_id)
    return take_out(request, election, "The election is removed.")


@needs("staff", methods=FORM)
def deadline_add(request: Request, public_id: str) -> HttpResponse:
    """Enter a deadline of an election."""
    election = _election_or_404(public_id)
    deadline = Deadline(election=election)
    form = DeadlineForm(request.POST or None, instance=deadline, viewer=request.viewer)
    return added(request, form, told(_state_of(election), f"Add a deadline: {election}"), "The deadline is added.")


@needs("staff", methods=FORM)
def deadline_edit(request: Request, public_id: str) -> HttpResponse:
    """Change a deadline; it counts as unverified then."""
    deadline = _deadline_or_404(public_id)
    form = DeadlineForm(request.POST or None, instance=deadline, viewer=request.viewer)
    return changed(request, form, told(_state_of(deadline.election), f"Edit {deadline}"))


@needs("staff", methods=POST)
def deadline_verify(request: Request, public_id: str) -> HttpResponse:
    """Say that day and rule are as the source says."""
    deadline = _deadline_or_404(public_id)
    try:
        actions.verify_deadline(deadline, by=request.user, seen=request.POST.get("seen", ""))
    except StaleEdit:
        messages.error(request, "Somebody changed this deadline meanwhile: compare it once more.")
    except actions.NoSource:
        messages.error(request, "It has no source to compare it with: add one first.")
    else:
        messages.success(request, f"Verified today: {deadline}.")
    return redirect(deadline)


@needs("staff", methods=POST)
def deadline_remove(request: Request, public_id: str) -> HttpResponse:
    """Take out a deadline."""
    return take_out(request, _deadline_or_404(public_id), "The deadline is removed.")


@needs("staff", methods=FORM)
def race_add(request: Request, public_id: str) -> HttpResponse:
    """Enter a race of an election."""
    election = _election_or_404(public_id)
    state = _state_of(election)
    page = told(state, f"Add a race: {election}")
    form, asked = _race_form(request, Race(election=election), state)
    return _with_margin(request, form, page) if asked else added(request, form, page, _race_added)


@needs("staff", methods=FORM)
def race_edit(request: Request, public_id: str) -> HttpResponse:
    """Change a race, or how it is rated."""
    race = _race_or_404(public_id)
    state = _state_of(race.election)
    page = told(state, f"Edit {race.name}")
    form, asked = _race_form(request, race, state)
    page["page"]["said"] = form.told_of(race)
    return _with_margin(request, form, page) if asked else changed(request, form, page)


@needs("staff", methods=POST)
def race_remove(request: Request, public_id: str) -> HttpResponse:
    """Take out a race."""
    return take_out(request, _race_or_404(public_id), "The race is removed.")


def _race_form(request: Request, race: Race, state: State) -> tuple[RaceForm, bool]:
    """The form of a race, and whether it is sent to have a margin filled in, and not to be saved."""
    asked = bool(request.POST.get(LOOK_UP))
    written = None if asked else request.POST or None
    return RaceForm(written, instance=race, viewer=request.viewer, state=state), asked


def _race_added(race: Race) -> str:
    more = RaceForm.told_of(race)
    return f"The race is added. {more}".strip()


def _with_margin(request: Request, form: RaceForm, page: dict[str, Any]) -> HttpResponse:
    """The form as it was written, its margin filled from the results on record; nothing is saved."""
    form.show_again(request.POST.dict())
    page["page"]["said"] = form.fill_in()
    return show(request, form, **page)


def _state_of(election: Election) -> State:
    return get_object_or_404(State.objects.select_related("division"), pk=election.division.state_id or "")


def _election_or_404(public_id: str) -> Election:
    return get_object_or_404(Election.objects.select_related("division"), public_id=public_id)


def _deadline_or_404(public_id: str) -> Deadline:
    return get_object_or_404(Deadline.objects.select_related("election__division"), public_id=public_id)


def _race_or_404(public_id: str) -> Race:
    return get_object_or_404(Race.objects.select_related("election__division", "division"), public_id=public_id)
