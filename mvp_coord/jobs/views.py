"""Receipts on a page: which jobs ran, for whom, what they counted, what went wrong, and what waits."""

from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.access import Request, needs
from mvp_coord.lib.htmx import render_page
from mvp_coord.lib.keyset import BadCursor, Order, take_page

from .forms import ReceiptFilter
from .models import DueWork
from .reports import last_tick_at

NEWEST_FIRST = Order("job receipts", ("-started_at", "public_id"))


@needs("insider")
def job_list(request: Request) -> HttpResponse:
    """The receipts, newest first."""
    form = ReceiptFilter(request.GET)
    cursor = request.GET.get("after", "")
    try:
        page = take_page(form.filter(), NEWEST_FIRST, cursor=cursor)
    except BadCursor:
        return redirect("jobs:list")
    context = {
        "form": form,
        "page": page,
        "next_url": form.address(after=page.cursor) if page.cursor else "",
        "waiting": DueWork.objects.count(),
        "last_tick_at": last_tick_at(),
    }
    return render_page(request, "jobs/job_list.html", context, partial="rows" if cursor else None)
