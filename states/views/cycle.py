"""The cycle that pages are about: one switch for all of them, kept in the viewer's browser.

Every page about a cycle asks `cycle_switch(request)`, and no page asks anything else (docs/adr/0012).
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils import timezone

from accounts.access import POST, Request, signed_in
from mvp_coord.lib.own_address import own_address
from states.models import Cycle

COOKIE: Final = "cycle"


@dataclass(frozen=True)
class CycleSwitch:
    """The cycles that one can look at, the one that is looked at, and the one that people plan by now.

    Either of them is None where no cycle is kept for these days.
    """

    cycles: tuple[Cycle, ...]
    chosen: Cycle | None
    usual: Cycle | None

    @property
    def is_usual(self) -> bool:
        """Whether what is shown is what everybody sees who has not switched."""
        return self.chosen == self.usual


def cycle_switch(request: Any) -> CycleSwitch:
    """What this request is about. One query, once for a request."""
    if not hasattr(request, "_cycle_switch"):
        request._cycle_switch = _switch(request.COOKIES.get(COOKIE, ""), timezone.localdate())
    found: CycleSwitch = request._cycle_switch
    return found


def _switch(code: str, today: dt.date) -> CycleSwitch:
    cycles = tuple(Cycle.objects.all())
    planned_on = Cycle.planning_day(today)
    usual = next((each for each in cycles if each.starts_on <= planned_on <= each.ends_on), None)
    return CycleSwitch(cycles, next((each for each in cycles if each.code == code), usual), usual)


@signed_in(methods=POST)
def switch_cycle(request: Request) -> HttpResponse:
    """Look at another cycle on every page, until the browser is closed; the usual one leaves no trace."""
    switch = cycle_switch(request)
    chosen = next((each for each in switch.cycles if each.code == request.POST.get("cycle")), None)
    if chosen is None:
        return HttpResponseBadRequest("There is no such cycle.")
    response = redirect(own_address(request.POST.get("next", ""), request) or "states:list")
    if chosen == switch.usual:
        response.delete_cookie(COOKIE, samesite="Lax")
    else:
        response.set_cookie(COOKIE, chosen.code, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax")
    return response
