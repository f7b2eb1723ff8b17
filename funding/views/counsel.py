"""What waits for counsel, what counsel has let pass, and what the rules forbid by now."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from accounts.access import Request, needs
from funding.colors import BLOCK
from funding.models import Allocation, MoneyRule, SignOff
from funding.reports.rules import as_asked, held_against_rules
from mvp_coord.lib.htmx import render_page

from .rules import line_of

# Paid money too: a recipient or a rule may have changed since.
SHOWN = (*Allocation.LIVE, Allocation.Status.PAID)


@needs("insider")
def queue(request: Request) -> HttpResponse:
    """Allocations of ours on their way: those for counsel first, those forbidden by now, and words that stand."""
    ours = Allocation.objects.visible_to(request.viewer).filter(fund__is_managed=True, status__in=SHOWN)
    held = held_against_rules(as_asked(ours))
    standing = SignOff.objects.visible_to(request.viewer).standing(timezone.localdate())
    page: dict[str, Any] = {
        "waiting": [
            _line(each) for each in held if each.waits_for_counsel and each.allocation.status in Allocation.LIVE
        ],
        "blocked": [_line(each) for each in held if each.verdict.outcome == BLOCK],
        "standing": [_line(each) for each in held if each.sign_off],
        "fallen": standing.exclude(pk__in=[each.sign_off.pk for each in held if each.sign_off]).count(),
        "unconfirmed": MoneyRule.objects.in_force(timezone.localdate()).filter(confirmed_by=None).count(),
    }
    return render_page(request, "funding/counsel_queue.html", page)


def _line(held: Any) -> dict[str, Any]:
    return {
        "held": held,
        "amount": held.allocation.best_amount,
        "reasons": [line_of(each.rule) for each in held.verdict.deciding],
    }
