"""Whose facts are old, for staff; and the page behind the link of a letter, for the contact who got it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import FORM, READ, Request, needs
from accounts.actions import stop_letters
from accounts.visibility import Viewer
from mvp_coord.jobs.models import JobRun
from mvp_coord.lib.htmx import render_page
from mvp_coord.lib.keyset import BadCursor
from partners.actions.asking import JOB, LetterOver, confirm_by_letter, find_letter
from partners.models.partner import PartnerQuerySet
from partners.reports.confirmations import asked_lately, old_facts_page, stale_partners, with_work_ahead

SHOWN = {"": "With work ahead", "all": "All with old facts", "asked": "Asked within a fortnight"}


@needs("insider")
def old_facts(request: Request) -> HttpResponse:
    """Partners whose facts are old, the longest unconfirmed first, and when a contact was asked by mail."""
    show = request.GET.get("show", "")
    show = show if show in SHOWN else ""
    kinds = _kinds(request.viewer)
    cursor = request.GET.get("after", "")
    try:
        page = old_facts_page(kinds[show], request.viewer, cursor=cursor, today=timezone.localdate())
    except BadCursor:
        return redirect("partners:old-facts")
    counts = {kind: partners.count() for kind, partners in kinds.items()}
    context = {
        "page": page,
        "total": counts[show],
        "tabs": [_tab(kind, counts[kind], show) for kind in SHOWN],
        "next_url": f"?show={show}&after={page.cursor}" if page.cursor else "",
        "show": show,
        "last": JobRun.objects.filter(name=JOB, status=JobRun.Status.DONE).first(),
    }
    return render_page(request, "partners/old_facts.html", context, partial="rows" if cursor else None)


@never_cache
@require_http_methods(FORM)
def truth_letter(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link: a page that names nothing, and a button. The secret in the address is the guard.

    Only the button confirms, since mail programs open links by themselves. Nobody is signed in by it.
    """
    letter = find_letter(token)
    if letter is None:
        return _letter_is_over(request)
    if request.method != "POST":
        return render_page(request, "partners/truth_letter.html", {"until": letter.expires_at})
    if "stop" in request.POST:
        stop_letters(by=letter.user)
        return redirect(f"{reverse('partners:truth-thanks')}?stopped=1")
    try:
        confirm_by_letter(token=token)
    except LetterOver:
        return _letter_is_over(request)
    return redirect("partners:truth-thanks")


@require_http_methods(READ)
def truth_thanks(request: HttpRequest) -> HttpResponse:
    """After the button: thanks, and the way in."""
    stopped = bool(request.GET.get("stopped"))
    facts = {
        "title": "You get no more of these letters" if stopped else "Thank you: confirmed as of today",
        "text": "Your settings turn them on again."
        if stopped
        else "Everybody who plans beside you now sees how fresh it is. To change something, sign in.",
        "action_url": reverse("home"),
        "action_label": "Sign in",
    }
    return render_page(request, "message.html", facts)


def _letter_is_over(request: HttpRequest) -> HttpResponse:
    facts = {
        "title": "This link no longer works",
        "text": "It was used already, is too old, or was meant for somebody else. Sign in to say that all is "
        "still true, or to change what is not.",
        "action_url": reverse("home"),
        "action_label": "Sign in",
    }
    return render_page(request, "message.html", facts, status=410)


def _kinds(viewer: Viewer) -> dict[str, PartnerQuerySet]:
    today = timezone.localdate()
    stale = stale_partners(viewer, today)
    return {"": with_work_ahead(stale, viewer, today), "all": stale, "asked": asked_lately(viewer, today)}


def _tab(kind: str, count: int, show: str) -> dict[str, Any]:
    href = f"{reverse('partners:old-facts')}?show={kind}" if kind else reverse("partners:old-facts")
    return {"label": SHOWN[kind], "href": href, "count": count, "current": kind == show}
