"""What is owed for awards: what one's recipients owe, or one's own organization does."""

from django.http import HttpResponse
from django.utils import timezone

from accounts.access import Request, needs
from funding.reports.owed import owed_to
from mvp_coord.lib.htmx import render_page


@needs("insider", "partner", "funder")
def owed_list(request: Request) -> HttpResponse:
    """Agreements, reports and outcomes that are open, the longest due first."""
    today = timezone.localdate()
    page = {"owed": owed_to(request.viewer, today=today), "today": today}
    return render_page(request, "funding/owed_list.html", page)
