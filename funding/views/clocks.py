"""The 120-day clocks of people and vendors who have worked for a campaign or a party."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from accounts.access import FORM, Request, needs
from funding.actions.engagements import EngagementRefused, state_engagement
from funding.forms.engagements import EngagementForm
from funding.meters.clocks import LAW, RULE
from funding.models import Engagement
from mvp_coord.lib.htmx import render_page

from .acting import sent


@needs("staff", methods=FORM)
def clock_list(request: Request) -> HttpResponse:
    """Every clock that runs, the next to run out first, those that have run out, and stating another engagement."""
    form = EngagementForm(sent(request), user_id=request.user.pk)
    if request.method == "POST" and form.is_valid():
        try:
            state_engagement(by=request.user, **form.facts)
        except EngagementRefused as refusal:
            form.add_error("last_day", str(refusal))
        else:
            messages.success(request, "Stated. Its clock is in the list.")
            return redirect("funding:clocks")
    today = timezone.localdate()
    rows = [
        {"engagement": each, "left": each.clock.days_left(today), "said": each.clock.said(today)}
        for each in Engagement.objects.visible_to(request.viewer).select_related("stated_by")
    ]
    page = {
        "running": sorted(
            (row for row in rows if row["left"] != 0), key=lambda row: (row["left"] is None, row["left"] or 0)
        ),
        "over": [row for row in rows if row["left"] == 0],
        "form": form,
        "rule": RULE,
        "law": LAW,
    }
    return render_page(request, "funding/clock_list.html", page, status=422 if form.errors else 200)
