"""Who may open a page: decorators for views, the first line of every one of them.

`@signed_in` lets in everybody who has a role here, `@needs("staff", "funder")` those who have one of the
roles named, `@newcomers_too` also somebody whom nobody has given a role yet (home and one's own settings).
Visitors are sent to the login page and come back after it; where htmx asks for a part of a page they get a
401, at which the page goes to the login (a redirect would be swapped into the page). Everybody else gets a
404, never a 403: that a page exists is itself an answer.

Views read unless they say otherwise: a form page names `methods=FORM`, a mere act `methods=POST`; any other
method gets a 405, and only from those who may open the page.
"""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, resolve_url
from django.utils.cache import patch_vary_headers

from mvp_coord.lib.htmx import render_page

from .visibility import Viewer

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from .models import User

View = TypeVar("View", bound=Callable[..., HttpResponse])
Rule = Callable[[Viewer], bool]


class Request(HttpRequest):
    """A request behind one of these decorators, for the type checker: who is looking is known, and is somebody."""

    viewer: Viewer
    user: "User"
    htmx: "HtmxDetails"
    request_id: str


READ: Final = ("GET", "HEAD")
FORM: Final = ("GET", "HEAD", "POST")
POST: Final = ("POST",)

ROLES: Final[dict[str, Rule]] = {
    "admin": lambda viewer: viewer.is_admin,
    "staff": lambda viewer: viewer.is_staff,
    "counsel": lambda viewer: viewer.is_counsel,
    "insider": lambda viewer: viewer.is_insider,  # staff, counsel or an admin
    "partner": lambda viewer: viewer.is_partner,
    "funder": lambda viewer: viewer.is_funder,
    "donor": lambda viewer: viewer.is_donor,
}


def signed_in(view: View | None = None, *, methods: tuple[str, ...] = READ) -> Any:
    """Everybody who has any role. Written `@signed_in` or `@signed_in(methods=FORM)`."""
    decorate = _guard(lambda viewer: viewer.has_role, methods)
    return decorate(view) if view else decorate


def newcomers_too(view: View | None = None, *, methods: tuple[str, ...] = READ) -> Any:
    """Everybody who is signed in, whoever that is. For home and one's own settings only."""
    decorate = _guard(lambda viewer: viewer.is_signed_in, methods)
    return decorate(view) if view else decorate


def needs(*roles: str | Rule, methods: tuple[str, ...] = READ) -> Callable[[View], View]:
    """Those who have at least one of these roles (names of `ROLES`, or conditions on the viewer)."""
    rules = [ROLES[role] if isinstance(role, str) else role for role in roles]
    if not rules:
        raise ValueError("needs() wants at least one role; for everybody with a role there is signed_in.")
    return _guard(lambda viewer: any(rule(viewer) for rule in rules), methods)


def to_login(request: HttpRequest, *, come_back: bool = True) -> HttpResponse:
    """Send a visitor to the login page, to come back to this address; 401 where htmx asked."""
    if getattr(request, "htmx", None):
        response = HttpResponse("Your session has ended. Sign in again.", status=401, content_type="text/plain")
    else:
        there = quote(request.get_full_path() if come_back else "/")
        response = redirect(f"{resolve_url(settings.LOGIN_URL)}?next={there}")
    patch_vary_headers(response, ["HX-Request", "Cookie"])
    return response


def _not_this_way(request: HttpRequest, methods: tuple[str, ...]) -> HttpResponse:
    """405 with a page: somebody typed, bookmarked or reloaded the address of an act."""
    refusal = HttpResponseNotAllowed(methods)
    if request.method == "GET":
        refusal.content = render_page(request, "405.html").content
    return refusal


def _guard(rule: Rule, methods: tuple[str, ...]) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            viewer: Viewer = request.viewer  # type: ignore[attr-defined]
            if not viewer.is_signed_in:
                return to_login(request, come_back="GET" in methods)
            if not rule(viewer):
                raise Http404
            if request.method not in methods:
                return _not_this_way(request, methods)
            return view(request, *args, **kwargs)

        guarded.is_guarded = True  # type: ignore[attr-defined]  # tests ask: no view of ours without a guard
        return guarded  # type: ignore[return-value]

    return decorate
