"""The home page, and what one change wrote."""

import uuid

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.utils import timezone

from accounts.access import Request, needs, newcomers_too
from mvp_coord.lib.htmx import render_page
from partners.models import BulkEdit
from planning.reports import case_views
from states.views.cycle import cycle_switch
from states.views.overview import Overview

from .home import home_of
from .home.kinds import KINDS, OF_CASES, OF_COUNSEL
from .home.latest import act_of
from .home.today import tasks_of

_PER_PAGE = 50


@newcomers_too
def home(request: Request) -> HttpResponse:
    """What this viewer should look at first, for each role that he or she holds."""
    cycle = cycle_switch(request).chosen if request.viewer.is_staff else None
    page = home_of(request.viewer, today=timezone.localdate(), cycle=cycle)
    activities = Overview(page.staff.states, QueryDict("measure=activities"), cycle=cycle) if page.staff else None
    return render_page(request, "home.html", {"home": page, "map": activities})


@needs("staff")
def today(request: Request, kind: str) -> HttpResponse:
    """All that waits for staff for one and the same reason."""
    if kind not in KINDS or (kind in OF_COUNSEL and not request.viewer.is_counsel):
        raise Http404
    views = case_views(request.viewer) if kind in OF_CASES else ()
    tasks = tasks_of(request.viewer, views, today=timezone.localdate(), whole=kind)
    task = next((task for task in tasks if task.kind == kind), None)
    page = Paginator(task.items if task else (), _PER_PAGE).get_page(request.GET.get("page"))
    return render_page(request, "home/today.html", {"kind": KINDS[kind], "task": task, "page": page})


@needs("insider")
def act(request: Request, change_id: uuid.UUID) -> HttpResponse:
    """The records that somebody, or a job, wrote at once."""
    found = act_of(
        request.viewer, [view.overlap.pk for view in case_views(request.viewer) if view.is_whole], change_id
    )
    if found is None:
        raise Http404
    bulk = BulkEdit.objects.visible_to(request.viewer).filter(change_id=change_id).first()
    return render_page(request, "home/act.html", {"act": found, "bulk": bulk})
