"""The home page."""

from django.http import HttpResponse, QueryDict
from django.utils import timezone

from accounts.access import Request, newcomers_too
from mvp_coord.lib.htmx import render_page
from states.views.overview import Overview

from .home import home_of


@newcomers_too
def home(request: Request) -> HttpResponse:
    """What this viewer should look at first, for each role that he or she holds."""
    page = home_of(request.viewer, today=timezone.localdate())
    activities = Overview(page.staff.states, QueryDict("measure=activities")) if page.staff else None
    return render_page(request, "home.html", {"home": page, "map": activities})
