"""What stands around the plans of a state, fetched after its page: first overlaps and gaps; people, notes."""

from django.http import HttpResponse
from django.urls import reverse

from accounts.access import Request, needs, signed_in
from accounts.visibility import Viewer
from mvp_coord import addresses
from mvp_coord.lib.htmx import render_part
from partners.models import Activity
from partners.reports.in_state import newest_notes, people_there
from partners.reports.related import Topic, related_resources
from planning.models import Gap
from planning.reports.gaps import gaps_for
from planning.reports.open_cases import open_cases

from .cycle import cycle_switch
from .editing import state_or_404
from .state_page import MOST_CASES

MOST_GAPS, MOST_NOTES = 5, 5


@needs("insider", "partner", "funder")
def state_gaps(request: Request, code: str) -> HttpResponse:
    """The first gaps of the state, as the list of gaps has them; without scripts one opens that list."""
    state = state_or_404(code)
    cycle = cycle_switch(request).chosen
    found = gaps_for(request.viewer, cycle, states=[state.code], today=state.today) if cycle else None
    gaps = [each for each in (found.ranked if found else ()) if each.status == Gap.Status.OPEN]
    here = addresses.gaps(state=state.code)
    context = {"gaps": gaps, "found": found, "most": f":{MOST_GAPS}", "gaps_href": here}
    return render_part(request, "states/_gaps.html", context, page=here)


@needs("insider", "partner", "funder")
def state_overlaps(request: Request, code: str) -> HttpResponse:
    """The first open overlaps, worked out for this viewer; without scripts one opens their list."""
    state = state_or_404(code)
    here = addresses.overlaps(state=state.code)
    cycle = cycle_switch(request).chosen
    found = open_cases(request.viewer, state.code, cycle=cycle, most=MOST_CASES)
    context = {"overlaps": found, "cycle": cycle, "overlaps_href": here}
    return render_part(request, "states/_overlaps.html", context, page=here)


@signed_in
def state_around(request: Request, code: str) -> HttpResponse:
    """Whom to call, who could do more, what partners share, and staff's notes."""
    state = state_or_404(code)
    viewer: Viewer = request.viewer
    plans = Activity.objects.comparable().in_cycle(cycle_switch(request).chosen).visible_to(viewer)
    plans = plans.in_state(state.code).order_by()
    tactics = frozenset(plans.values_list("tactic__code", flat=True).distinct())
    context = {
        "state": state,
        "people": people_there(viewer, state.code, state.today),
        "related": related_resources(viewer, Topic(state=frozenset([state.code]), tactic=tactics), today=state.today),
        "related_href": addresses.resources(state=state.code),
        "notes": newest_notes(viewer, state.code, state.today, most=MOST_NOTES) if viewer.is_staff else [],
        "notes_href": f"{reverse('partners:notes')}?state={state.code}",
    }
    page = reverse("states:detail", args=[state.code.lower()])
    return render_part(request, "states/_around.html", context, page=page)
