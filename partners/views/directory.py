"""The list of partners: search as you type, filters in the address, pages by position."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.access import Request, needs, signed_in
from accounts.visibility import Viewer
from funding.reports.received import Received, largest_received, received_by_partner
from mvp_coord.lib.asked import addresses_sent
from mvp_coord.lib.htmx import render_part
from mvp_coord.lib.keyset import Page
from mvp_coord.lib.listing import answer_list
from partners.forms.search import PartnerSearch
from partners.models import Partner, SavedView
from partners.reports import COLUMNS, NUMBERS, PAGE_SIZE, Entry, Wanted, directory_page, numbers_of
from planning.reports import open_counts
from states.models import Cycle
from states.views.cycle import cycle_switch

_MOST_AT_ONCE = 100
_STYLES = {"programs": "n", "dollars": "n", "overlaps": "fit"}


@dataclass(frozen=True)
class Line:
    """One line of the page: the partner, its dollars of the cycle by color with the lengths of their bars, whether it
    can be edited here, and, on the first one, where the open overlaps of all lines are told."""

    entry: Entry
    received: tuple[tuple[Received, int], ...]
    may_edit: bool
    fetches: str


@signed_in
def partner_list(request: Request) -> HttpResponse:
    """The partners this viewer may see, by words and filters, in the order and with the columns that are wanted."""
    viewer = request.viewer
    views = list(SavedView.objects.visible_to(viewer))
    first = next((view for view in views if view.is_default and view.owner_id == viewer.user_id), None)
    if first and not request.GET:
        return redirect(first)
    form = PartnerSearch(request.GET, viewer=viewer)
    form.opens_elsewhere = first is not None
    switch = cycle_switch(request)
    cycle = switch.chosen

    def read(cursor: str) -> Page[Entry]:
        wanted = Wanted(form.sorting, form.showing, _numbers(form.sorting, viewer, cycle), cursor)
        return directory_page(form.filter(), viewer, wanted, today=form.today)

    def more(page: Page[Entry]) -> dict[str, Any]:
        found = {"switch": switch, **_lines(viewer, form, page, cycle, request.GET.get("scale", ""))}
        if page.cursor:
            found["next_url"] = form.address(after=page.cursor, scale=found["scale"])
        beyond = form.beyond(page, size=PAGE_SIZE)
        return {**found, **beyond, **_headings(form, cycle), **_views(form, views)}

    return answer_list(request, "partners/partner_list.html", form, read=read, more=more)


@needs("insider", "partner", "funder")
def open_overlaps(request: Request) -> HttpResponse:
    """How many open overlaps each partner of a list has: it comes later, since it may have to be worked out."""
    slugs = addresses_sent(request.GET, "slug")[:_MOST_AT_ONCE]
    partners = Partner.objects.visible_to(request.viewer).filter(slug__in=slugs).only("slug", "name")
    counts = open_counts(request.viewer).by_partner
    context = {"partners": [(partner, counts[partner.pk]) for partner in partners]}
    return render_part(request, "partners/_open_overlaps.html", context, page="partners:list")


def _views(form: PartnerSearch, views: list[SavedView]) -> dict[str, Any]:
    """The saved views, and which of them is shown."""
    pairs = [(view, view.query == form.query()) for view in views]
    return {"views": pairs, "is_saved": any(is_shown for _, is_shown in pairs)}


def _numbers(sort: str, viewer: Viewer, cycle: Cycle | None) -> Mapping[int, int | Decimal]:
    """The numbers that the order goes by, as this viewer may know them; none for other orders."""
    name = sort.removeprefix("-")
    if name not in NUMBERS:
        return {}
    if name == "overlaps":
        return open_counts(viewer).by_partner
    return largest_received(viewer, cycle) if name == "dollars" else numbers_of(name, viewer)


def _lines(viewer: Viewer, form: PartnerSearch, page: Page[Entry], cycle: Cycle | None, scale: str) -> dict[str, Any]:
    """The lines, with the dollars of the cycle, each with the length of its bar (0 to 100): its share of the largest
    one on the first page, whose `scale` goes along from page to page."""
    overlaps = f"{reverse('partners:open-overlaps')}?{urlencode([('slug', entry.slug) for entry in page.rows])}"

    def line(entry: Entry, received: tuple[tuple[Received, int], ...] = ()) -> Line:
        may_edit = viewer.is_insider or entry.id in viewer.editable_partner_ids
        return Line(entry, received, may_edit, overlaps if entry is page.rows[0] else "")

    if "dollars" not in form.showing:
        return {"lines": [line(entry) for entry in page.rows], "scale": ""}
    received = received_by_partner(viewer, [entry.id for entry in page.rows], cycle)
    largest = max((each.amount_usd for colors in received.values() for each in colors), default=Decimal(0))
    whole = Decimal(scale) if scale.isascii() and scale.isdigit() and len(scale) < 15 and int(scale) else largest
    lines = [line(entry, _bars(received.get(entry.id, ()), whole)) for entry in page.rows]
    return {"lines": lines, "scale": f"{whole:.0f}" if whole else ""}


def _bars(received: tuple[Received, ...], whole: Decimal) -> tuple[tuple[Received, int], ...]:
    return tuple((each, min(100, round(100 * each.amount_usd / whole))) for each in received)


def _headings(form: PartnerSearch, cycle: Cycle | None) -> dict[str, Any]:
    """The columns' headings, those that order the list with where they lead; and how many columns there are."""
    sorts: dict[str, dict[str, str]] = {
        name: _sort(form, name) for name in ("name", "confirmed", *NUMBERS) if name in form.sorts()
    }
    headings = [
        {
            "name": name,
            "label": f"{cycle.name} dollars" if name == "dollars" and cycle else COLUMNS[name],
            "sort": sorts.get(name),
            "style": _STYLES.get(name, ""),
        }
        for name in form.showing
    ]
    return {"sorts": sorts, "headings": headings, "span": 1 + len(headings), "shows": tuple(form.showing)}


def _sort(form: PartnerSearch, name: str) -> dict[str, str]:
    """A column's heading: where it leads (the other way round when it is in force), and what aria-sort says. Of
    numbers the most come first."""
    up, down = name, f"-{name}"
    now = {up: "ascending", down: "descending"}.get(form.sorting, "")
    first, other = (down, up) if name in NUMBERS else (up, down)
    return {"href": form.address(sort=other if form.sorting == first else first), "now": now}
