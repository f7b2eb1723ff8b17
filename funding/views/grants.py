"""Published grants on pages: one by one, with what their source says and how far it can be relied on."""

from django.http import Http404, HttpResponse

from accounts.access import Request, needs
from accounts.visibility import Viewer
from funding.forms.grant_list import GrantSearch, StaffGrantSearch
from funding.models import Allocation, Grant
from funding.reports.grant_list import GRANT_PAGE_SIZE, grants_page, in_currencies
from mvp_coord.lib.htmx import render_page
from mvp_coord.lib.keyset import Page
from mvp_coord.lib.listing import answer_list


@needs("insider", "partner", "funder")
def grant_list(request: Request) -> HttpResponse:
    """All published grants that one may read, with what they come to in each currency."""
    search = StaffGrantSearch if request.viewer.is_staff else GrantSearch
    form = search(request.GET, viewer=request.viewer)

    def read(cursor: str) -> Page[Grant]:
        return grants_page(form.filter(), sort=form.sorting, cursor=cursor)

    def more(page: Page[Grant]) -> dict[str, object]:
        sums = [(each, form.address(currency=[each.currency])) for each in in_currencies(form.filter())]
        return {"sums": sums, **form.beyond(page, size=GRANT_PAGE_SIZE)}

    return answer_list(request, "funding/grant_list.html", form, read=read, more=more)


@needs("insider", "partner", "funder", "donor")
def grant_detail(request: Request, public_id: str) -> HttpResponse:
    """One grant as published: who gave how much to whom, when, what for, and who says so."""
    grant = grant_or_404(request.viewer, public_id)
    allocations = Allocation.objects.visible_to(request.viewer).filter(published_as=grant)
    allocation = allocations.select_related("fund").first()
    page = {
        "grant": grant,
        "allocation": allocation,
        "counts_there": bool(allocation and allocation.status in Allocation.COUNTED),
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
