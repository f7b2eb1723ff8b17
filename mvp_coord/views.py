"""The home page."""

from django.http import HttpRequest, HttpResponse

from mvp_coord.lib.htmx import render_page


def home(request: HttpRequest) -> HttpResponse:
    """What this viewer should look at first."""
    return render_page(request, "home.html")
