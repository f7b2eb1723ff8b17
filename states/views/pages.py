"""All states at once, and one state at a glance."""

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone

from accounts.access import Request, signed_in
from accounts.visibility import Viewer
from mvp_coord.context import role_words
from mvp_coord.lib.htmx import render_page
from mvp_coord.lib.printed import printed
from planning.reports.ecosystem import state_facts
from planning.reports.state_counts import country_counts, gaps_by_state
from states.models import State
from states.reports.results import state_results

from .comparison import Comparison
from .cycle import cycle_switch
from .editing import state_or_404
from .overview import Overview
from .places import PlaceList
from .state_brief import Brief
from .state_contents import contents_of
from .state_page import StatePage


@signed_in
def state_list(request: Request) -> HttpResponse:
    """The tile map by one measure, and the same as a table."""
    overview = _overview(request, with_gaps="gaps" in {request.GET.get("measure"), request.GET.get("sort")})
    page = {"overview": overview, "switch": cycle_switch(request)}
    return render_page(request, "states/state_list.html", page, partial="results")


@signed_in
def state_compare(request: Request) -> HttpResponse:
    """A few states side by side, in every measure; the address says which."""
    overview = _overview(request, with_gaps=True)
    comparison = Comparison(overview, request.GET.getlist("state"))
    page = {"comparison": comparison, "overview": overview, "switch": cycle_switch(request)}
    return render_page(request, "states/state_compare.html", page)


def _overview(request: Request, *, with_gaps: bool) -> Overview:
    viewer: Viewer = request.viewer
    cycle = cycle_switch(request).chosen
    reads_plans = viewer.is_insider or bool(viewer.partner_ids)
    gaps = gaps_by_state(viewer, cycle, today=timezone.localdate()) if with_gaps and reads_plans else None
    return Overview(country_counts(viewer, cycle=cycle, gaps=gaps).states, request.GET, cycle=cycle)


@signed_in
def state_detail(request: Request, code: str) -> HttpResponse:
    """One state: its calendar, ecosystem, plans, overlaps and money."""
    viewer: Viewer = request.viewer
    switch = cycle_switch(request)
    facts = state_facts(viewer, code.upper(), switch.chosen)
    if facts is None:
        raise Http404
    if code != code.lower():
        return redirect("states:detail", code.lower())
    page = StatePage(viewer, facts, request.GET, switch=switch)
    shown = {"page": page, "time": page.time, "contents": contents_of(page)}
    return render_page(request, "states/state_detail.html", shown, partial="activities")


@signed_in
def state_brief(request: Request, code: str) -> HttpResponse:
    """The same on paper: a tagged PDF of what this viewer may see, in the cycle that the pages are about."""
    state = state_or_404(code)
    switch = cycle_switch(request)
    facts = state_facts(request.viewer, state.code, switch.chosen)
    assert facts is not None
    page = StatePage(request.viewer, facts, QueryDict(), switch=switch)
    data = Brief(page, made_for=f"{request.user.name}, {role_words(request.viewer).lower()}").data
    cycle = f"-{switch.chosen.code}" if switch.chosen else ""
    answer = HttpResponse(printed("state_brief.typ", data), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{state.code.lower()}{cycle}-brief.pdf"'
    return answer


@signed_in
def place_list(request: Request, code: str) -> HttpResponse:
    """The counties or districts of a state: electorate, lean, seats, and who works there."""
    state = State.objects.filter(pk=code.upper()).first()
    if state is None:
        raise Http404
    if code != code.lower():
        return redirect("states:places", code.lower())
    switch = cycle_switch(request)
    places = PlaceList(request.viewer, state, request.GET, switch.chosen)
    page = {"page": places, "results": state_results(state.code), "switch": switch}
    return render_page(request, "states/place_list.html", page)
