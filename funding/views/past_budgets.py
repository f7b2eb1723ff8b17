"""Programs for which more is approved than they say they cost: a list of questions for staff and peer funders."""

from django.http import HttpResponse

from accounts.access import Request, needs
from funding.reports.past_budgets import PAST_BUDGET_RULE, past_budgets
from mvp_coord.lib.htmx import render_page


@needs("insider", "funder")
def past_budget_list(request: Request) -> HttpResponse:
    """The questions, the furthest past its budget first."""
    page = {"found": past_budgets(request.viewer), "rule": PAST_BUDGET_RULE}
    return render_page(request, "funding/past_budgets.html", page)
