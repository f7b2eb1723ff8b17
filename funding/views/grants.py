"""Published grants on pages: one by one, with what their source says and how far it can be relied on."""

from django.http import Http404, HttpResponse

from accounts.access import Request, needs
from accounts.visibility import Viewer
from funding.models import Allocation, Grant
from mvp_coord.lib.htmx import render_page


@needs("insider", "partner", "funder", "donor")
def grant_detail(request: Request, public_id: str) -> HttpResponse:
    """One grant as published: who gave how much to whom, when, what for, and who says so."""
    grant = grant_or_404(request.viewer, public_id)
    allocations = Allocation.objects.visible_to(request.viewer).filter(published_as=grant)
    page = {
        "grant": grant,
        "allocation": allocations.select_related("fund").first(),
        "is_given_id": not grant.is_known_by_its_line,
        "may_link": request.viewer.is_staff,
        "is_link": grant.source_url.startswith(("https://", "http://")),
    }
    return render_page(request, "funding/grant_detail.html", page)


def grant_or_404(viewer: Viewer, public_id: str) -> Grant:
    """The grant of this address with both its sides, if the viewer may read it."""
    grant = (
        Grant.objects.visible_to(viewer).select_related("funder", "recipient", "entity").filter(public_id=public_id)
    )
    found = grant.first()
    if found is None:
        raise Http404
    return found
