"""The calendar of a state for people's own calendar programs: an address of one's own, which one can revoke."""

import hashlib

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from accounts.access import POST, Request, newcomers_too, signed_in
from accounts.letters import site_url
from accounts.models import User
from mvp_coord.middleware import viewer_now
from states.actions.feeds import open_feed, revoke_feed
from states.exports.ical import calendar_file
from states.models import CalendarFeed

from .editing import state_or_404

_signer = signing.Signer(salt="the calendar of a state for a program of this person")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar as iCalendar, for as long as whose feed it is has a role and has not revoked it."""
    try:
        public_id = _signer.unsign(token)
    except signing.BadSignature as error:
        raise Http404 from error
    found = get_object_or_404(
        CalendarFeed.objects.open().select_related("owner", "state__division"), public_id=public_id
    )
    if not viewer_now(found.owner).has_role:
        raise Http404
    body = calendar_file(found.state)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    has = {each.removeprefix("W/") for each in parse_etags(request.headers.get("If-None-Match", ""))}
    response: HttpResponse = HttpResponseNotModified()
    if etag not in has:
        response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = f'inline; filename="elections-{found.state.pk.lower()}.ics"'
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response


@signed_in(methods=POST)
def feed_open(request: Request, code: str) -> HttpResponse:
    """Make an address of one's own for the calendar of this state."""
    open_feed(state_or_404(code), by=request.user)
    messages.success(request, "Here is the address for your calendar program. Whoever has it can read this calendar.")
    return redirect(f"{reverse('accounts:settings')}#feeds")


@newcomers_too(methods=POST)
def feed_revoke(request: Request, public_id: str) -> HttpResponse:
    """Close one's address: from now on it is not found."""
    mine = get_object_or_404(CalendarFeed.objects.owned_by(request.user), public_id=public_id)
    revoke_feed(mine, by=request.user)
    messages.success(request, "Revoked. Calendar programs that read this address find nothing from now on.")
    return redirect(f"{reverse('accounts:settings')}#feeds")


def feeds_of(user: User) -> list[tuple[CalendarFeed, str]]:
    """One's own feeds that work, each with its whole address."""
    rows = CalendarFeed.objects.open().owned_by(user).select_related("state")
    return [(each, address_of(each)) for each in rows]


def address_of(row: CalendarFeed) -> str:
    """The address that a calendar program reads."""
    return site_url(reverse("states:feed", args=[_signer.sign(row.public_id)]))
