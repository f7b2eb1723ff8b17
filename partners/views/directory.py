"""The list of partners: search as you type, filters in the address, pages by position."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect, push_url

from accounts.access import Request, needs, signed_in
from accounts.visibility import Viewer
from funding.reports.received import received_by_partner
from mvp_coord.lib.htmx import render_page, render_part
from mvp_coord.lib.keyset import BadCursor
from partners.forms.search import PartnerSearch
from partners.models import Partner
from partners.reports import PAGE_SIZE, DirectoryPage, directory_page
from planning.reports import open_counts
from states.models import Cycle

_MOST_AT_ONCE = 100


@signed_in
def partner_list(request: Request) -> HttpResponse:
    """The partners this viewer may see, by words, kind, state, vehicle and constituency."""
    viewer = request.viewer
    form = PartnerSearch(request.GET, viewer=viewer)
    cursor = request.GET.get("after", "")
    try:
        page = directory_page(form.filter(), viewer, sort=form.sorting, cursor=cursor, today=timezone.localdate())
    except BadCursor:
        start = form.address()
        return HttpResponseClientRedirect(start) if request.htmx else redirect(start)
    context = {"form": form, "page": page, **_money(viewer, page), **_ways(form, page)}
    response = render_page(request, "partners/partner_list.html", context, partial="rows" if cursor else "answer")
    return response if cursor else push_url(response, form.address())


@needs("insider", "partner", "funder")
def open_overlaps(request: Request) -> HttpResponse:
    """How many open overlaps each partner of a list has: it comes later, since it may have to be worked out."""
    slugs = request.GET.getlist("slug")[:_MOST_AT_ONCE]
    partners = Partner.objects.visible_to(request.viewer).filter(slug__in=slugs).only("slug", "name")
    counts = open_counts(request.viewer).by_partner
    context = {"partners": [(partner, counts[partner.pk]) for partner in partners]}
    return render_part(request, "partners/_open_overlaps.html", context, page="partners:list")


def _money(viewer: Viewer, page: DirectoryPage) -> dict[str, Any]:
    """Dollars of the cycle beside each line; donors are shown none of other people's grants."""
    if not (viewer.is_insider or viewer.partner_ids):
        return {"lines": [(entry, ()) for entry in page.entries]}
    cycle = Cycle.objects.planned_on(timezone.localdate()).first()
    received = received_by_partner(viewer, [entry.id for entry in page.entries], cycle)
    lines = [(entry, received.of.get(entry.id, ())) for entry in page.entries]
    return {"lines": lines, "cycle": cycle, "largest_usd": received.largest_usd, "sees_work": True}


def _ways(form: PartnerSearch, page: DirectoryPage) -> dict[str, Any]:
    """How to go on: the next page, the other orders, and what to drop where nothing matches."""
    after = form.address(after=page.cursor) if page.cursor else ""
    sorts = {name: _sort(form, name) for name in ("name", "confirmed")}
    left = form.facets.total - page.shown
    return {
        "next_url": after,
        "step": min(PAGE_SIZE, left) if left > 0 else None,
        "sorts": sorts,
        "ways_out": [] if page.entries else form.ways_out(),
    }


def _sort(form: PartnerSearch, name: str) -> dict[str, str]:
    """A column's heading: where it leads (the other way round when it is in force), and what aria-sort says."""
    now = {name: "ascending", f"-{name}": "descending"}.get(form.sorting, "")
    return {"href": form.address(sort=f"-{name}" if form.sorting == name else name), "now": now}
