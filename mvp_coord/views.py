"""The home page."""

from django.http import HttpRequest, HttpResponse

from accounts.access import newcomers_too
from mvp_coord.lib.htmx import render_page


@newcomers_too
def home(request: HttpRequest) -> HttpResponse:
    """What this viewer should look at first."""
    return render_page(request, "home.html")
