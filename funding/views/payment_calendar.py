"""When money goes out, for a cycle."""

from django.http import HttpResponse
from django.utils import timezone

from accounts.access import Request, needs
from funding.reports.payments import SHOWN, payments_of
from funding.timing import EARLY_DAYS
from mvp_coord.lib.htmx import render_page
from states.views.cycle import cycle_switch


@needs("insider", "partner", "funder")
def payment_list(request: Request) -> HttpResponse:
    """The parts of awards by month, with days left to the election, and what would come too late."""
    switch, today = cycle_switch(request), timezone.localdate()
    shown = request.GET.get("show", "") if request.GET.get("show", "") in SHOWN else ""
    calendar = payments_of(request.viewer, switch.chosen, today=today, shown=shown) if switch.chosen else None
    page = {
        "calendar": calendar,
        "switch": switch,
        "today": today,
        "early_days": EARLY_DAYS,
        "shown": shown,
        "choices": SHOWN.items(),
    }
    return render_page(request, "funding/payment_list.html", page)
