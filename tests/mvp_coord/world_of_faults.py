"""Pages that go wrong in every way, for the tests of what surrounds a request."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_protect

from accounts.access import POST, needs
from accounts.models import OutboxMessage
from mvp_coord import errors
from tests import factories


def write(request: HttpRequest, how: str) -> HttpResponse:
    """Writes a row, and then ends as `how` says."""
    factories.make_mail(subject=how)
    if how in ENDS:
        ENDS[how]()
    return HttpResponse(how, status=int(how) if how.isdigit() else 200)


def fail() -> None:
    raise ZeroDivisionError("the person ana@example.org is in this message")


@needs("staff", methods=POST)
def act(request: HttpRequest) -> HttpResponse:
    """Does something, and is no page."""
    return HttpResponse("done")


def missing() -> None:
    raise Http404


def forbidden() -> None:
    raise PermissionDenied


def nonsense() -> None:
    raise SuspiciousOperation


def break_the_transaction() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1/0")


def promise_what_cannot_be_kept() -> None:
    """A deferred constraint: everything seems well until the commit."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO accounts_session VALUES ('k', '', now(), 987654321)")


ENDS = {
    "raise": fail,
    "missing": missing,
    "forbidden": forbidden,
    "nonsense": nonsense,
    "broken": break_the_transaction,
    "at-commit": promise_what_cannot_be_kept,
}


def lazy(request: HttpRequest) -> TemplateResponse:
    """Rendered after the view has returned, and its list asked for only then."""
    template = engines["django"].from_string("{% for each in found %}[{{ each.subject }}]{% endfor %}")
    found = OutboxMessage.objects.order_by("pk")
    response = TemplateResponse(request, template, {"found": found})
    factories.make_mail(subject="written after the query was made")
    if "fail" in request.GET:
        response.add_post_render_callback(lambda rendered: fail())
    return response


def stream(request: HttpRequest) -> StreamingHttpResponse:
    def rows() -> Iterator[str]:
        yield "one"

    factories.make_mail(subject="stream")
    return StreamingHttpResponse(rows())


def edited_by_two(request: HttpRequest) -> HttpResponse:
    return errors.conflict(request, reason="Sol Staff saved it two minutes ago.", back_url="/partners/ocotillo/")


@csrf_protect
def form(request: HttpRequest) -> HttpResponse:
    return HttpResponse("saved")


urlpatterns = [
    path("", include("mvp_coord.urls")),
    path("faults/lazy/", lazy),
    path("faults/stream/", stream),
    path("faults/form/", form),
    path("faults/edited-by-two/", edited_by_two),
    path("faults/act/", act),
    path("faults/<str:how>/", write),
]
handler400, handler403, handler404, handler500 = (
    f"mvp_coord.errors.{name}" for name in ("bad_request", "forbidden", "not_found", "server_error")
)
