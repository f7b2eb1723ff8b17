"""One way to send a page: whole to browsers, one named part of it to htmx."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers


def render_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any] | None = None,
    *,
    partial: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render `template`, or only its `partial` where htmx asked for a part.

    The server names the partial, never the browser. A history restore gets the whole page, so that
    the Back button never shows a fragment. `Vary` keeps caches from mixing the two.
    """
    htmx = getattr(request, "htmx", None)
    if partial and htmx and not htmx.history_restore_request and not htmx.boosted:
        template = f"{template}#{partial}"
    response = render(request, template, context or {}, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def render_part(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, *, page: str
) -> HttpResponse:
    """Render a panel that a page fetches by itself (`hx-get`), and is nothing without that page.

    Whoever opens its address directly is sent to `page` (an address, or the name of one).
    """
    if not getattr(request, "htmx", None) or request.htmx.history_restore_request:  # type: ignore[attr-defined]
        response: HttpResponse = redirect(page)
    else:
        response = render(request, template, context or {})
    patch_vary_headers(response, ["HX-Request"])
    return response
