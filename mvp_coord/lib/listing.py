"""How a list with its search in the address answers: whole, with what a search has changed, or with the next rows."""

from collections.abc import Callable
from typing import Any, Protocol

from django.http import HttpResponse
from django.shortcuts import redirect
from django_htmx.http import HttpResponseClientRedirect, push_url

from .htmx import render_page
from .keyset import BadCursor, Page


class Asked(Protocol):
    """What is asked of a list: it knows the list's address, with other values in place of its own."""

    def address(self, **instead: Any) -> str: ...


def answer_list(
    request: Any,
    template: str,
    form: Asked,
    *,
    read: Callable[[str], Page[Any]],
    more: Callable[[Page[Any]], dict[str, Any]],
) -> HttpResponse:
    """The page after the cursor in the address, by a template with the partials "answer" and "rows".

    `read` makes a page of a cursor; `more` is what else the template needs. A cursor that is none starts again.
    """
    cursor = request.GET.get("after", "")
    try:
        page = read(cursor)
    except BadCursor:
        start = form.address()
        return HttpResponseClientRedirect(start) if request.htmx else redirect(start)
    following = form.address(after=page.cursor) if page.cursor else ""
    context = {"form": form, "page": page, "next_url": following, **more(page)}
    response = render_page(request, template, context, partial="rows" if cursor else "answer")
    return response if cursor else push_url(response, form.address())
