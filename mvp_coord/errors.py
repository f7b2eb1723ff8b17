"""The pages for what went wrong: each says what to do now, and carries the request's id for whoever asks us."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from mvp_coord.lib.htmx import render_page
from mvp_coord.lib.own_address import own_address

# Wide enough for a page of plain form input, small enough to send back.
MOST_KEPT_CHARACTERS = 20_000
_SECRET_WORDS = ("password", "token", "secret")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what was sent makes no sense. Without the database: the host name itself may be what is wrong."""
    return _plain(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: only what other people's code refuses; our own pages say 404."""
    return render_page(request, "403.html", _facts(request), status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: nothing here, or nothing for this person. The same page for both."""
    return render_page(request, "404.html", _facts(request), status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: needs neither the database nor who is looking, because either may be what failed."""
    return _plain(request, "500.html", status=500)


def conflict(request: HttpRequest, *, reason: str, back_url: str) -> HttpResponse:
    """409: somebody changed the record in between. `reason` says who and when, `back_url` shows it as it is."""
    return render_page(request, "409.html", {**_facts(request), "reason": reason, "back_url": back_url}, status=409)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's own secret does not fit. What was typed is shown again, so that nothing is lost."""
    facts = {**_facts(request), "typed": _typed(request), "form_url": _where_from(request)}
    return render_page(request, "403_csrf.html", facts, status=403)


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed into the form, without secrets."""
    typed = [
        (name.replace("_", " ").capitalize(), value)
        for name, values in request.POST.lists()
        for value in values
        if value and name != "csrfmiddlewaretoken" and not any(word in name.lower() for word in _SECRET_WORDS)
    ]
    return typed if sum(len(value) for _, value in typed) <= MOST_KEPT_CHARACTERS else []


def _where_from(request: HttpRequest) -> str:
    return own_address(request.headers.get("Referer", ""), request) or request.path


def _facts(request: HttpRequest) -> dict[str, Any]:
    return {"request_id": getattr(request, "request_id", "")}


def _plain(request: HttpRequest, template: str, *, status: int) -> HttpResponse:
    response = HttpResponse(render_to_string(template, _facts(request)), status=status)
    response["Cache-Control"] = "no-store"
    return response
