"""What surrounds every request: its line in the log, one transaction, and the answer to "who is looking?"."""

from collections.abc import Callable
from typing import Any

import pghistory
import structlog
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject
from django_structlog.middlewares import RequestMiddleware

from accounts.visibility import Viewer
from funding.models import Donor
from mvp_coord.errors import conflict
from mvp_coord.logs import without_secrets
from partners.actions import WasMerged
from partners.viewers import viewer_of

Handler = Callable[[HttpRequest], HttpResponse]

# These answer without the database, or must answer when it is away.
_WITHOUT_TRANSACTION = ("/healthz", "/readyz", "/static/")


# Pages need none of these, so nothing that gets into one may ask for them.
_NO_DEVICES = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def closed_devices(get_response: Handler) -> Handler:
    """Keeps the browser's camera, place and payments out of reach of every page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", _NO_DEVICES)
        return response

    return middleware


class RequestLog(RequestMiddleware):
    """One line in the log for each request, with an id that the person sees too, and without anybody's data."""

    def prepare(self, request: HttpRequest) -> None:
        super().prepare(request)
        request.request_id = structlog.contextvars.get_contextvars()["request_id"]  # type: ignore[attr-defined]

    def handle_response(self, request: HttpRequest, response: HttpResponse) -> None:
        response["X-Request-ID"] = request.request_id  # type: ignore[attr-defined]
        super().handle_response(request, response)

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """The method and the path; no query, which may hold what somebody searched for, and no secret of a link."""
        return without_secrets(f"{request.method} {request.path}")


class OneTransaction:
    """One database transaction around the whole request, rendering included; status 500 and above rolls back.

    Row-level security will read its context from exactly this transaction. Responses are rendered
    before it ends, and none of them streams.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(_WITHOUT_TRANSACTION):
            return self.get_response(request)
        with transaction.atomic():
            response = self.get_response(request)
            if response.streaming:
                raise RuntimeError(f"{request.path} streams: exports and long work are jobs.")
            if response.status_code >= 500:
                transaction.set_rollback(True)
        return response


class WhoIsLooking:
    """Fills `request.viewer`, notes the person in the history, and keeps private pages out of caches."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user: Any = getattr(request, "user", None)
        request.viewer = SimpleLazyObject(lambda: viewer_now(user))  # type: ignore[attr-defined]
        if request.path.startswith(_WITHOUT_TRANSACTION) or user is None or not user.is_authenticated:
            return self.get_response(request)
        structlog.contextvars.bind_contextvars(user_id=user.pk)
        with pghistory.context(user=user.pk):
            response = self.get_response(request)
        patch_cache_control(response, no_store=True, private=True)
        return response


class ChangedMeanwhile:
    """Whoever writes to a record while somebody merges or deletes it waits for that, and is told what happened."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """409 where an action refuses since its partner was merged or finds no row to lock; else as ever.

        A page finds its record before it writes, so a row that is not there was deleted since.
        """
        if isinstance(exception, WasMerged):
            slug = request.resolver_match.kwargs.get("slug") if request.resolver_match else None
            there = reverse("partners:detail", args=[slug]) if slug else reverse("partners:list")
            return conflict(request, reason="It was merged into another record.", back_url=there)
        if isinstance(exception, ObjectDoesNotExist) and request.method == "POST":
            structlog.get_logger(__name__).warning("gone_meanwhile", what=str(exception))
            return conflict(request, reason="It was deleted meanwhile.", back_url=reverse("home"))
        return None


def viewer_now(user: Any) -> Viewer:
    """The viewer that this user is at this moment, with all of his or her roles."""
    return viewer_of(user, donor_id=donor_id_of(user))


def donor_id_of(user: Any) -> int | None:
    """The id of this user's donor record, if there is one."""
    if user is None or not user.is_authenticated:
        return None
    try:
        return user.donor.pk  # it came with the user, see OneQuery
    except Donor.DoesNotExist:
        return None
