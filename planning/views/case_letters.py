"""The page behind the link of a letter: what is new in overlaps of one's plans, readable without signing in."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import READ
from mvp_coord.lib.htmx import render_page
from partners.viewers import viewer_of
from planning.actions.letters import find_letter
from planning.reports.news import news_of


@never_cache
@require_http_methods(READ)
def case_letter(request: HttpRequest, token: str) -> HttpResponse:
    """What the letter told of, as its reader may see it now. The secret in the address is the guard.

    It only shows: to say or agree to anything, one signs in.
    """
    letter = find_letter(token)
    if letter is None:
        facts = {
            "title": "This link no longer works",
            "text": "It is too old, or was meant for somebody else. Sign in to see what is new.",
            "action_url": reverse("home"),
            "action_label": "Sign in",
        }
        return render_page(request, "message.html", facts, status=410)
    told = set(letter.news)
    news = [each for each in news_of(viewer_of(letter.user), today=timezone.localdate()) if each.key in told]
    return render_page(request, "planning/case_letter.html", {"letter": letter, "news": news})
