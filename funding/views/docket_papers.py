"""A docket on paper and as a sheet, for those who decide."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.text import slugify

from accounts.access import Request, needs
from funding.exports.dockets import as_data, table
from funding.models import Docket
from funding.reports.dockets import Meeting, meeting_of
from mvp_coord.context import role_words
from mvp_coord.lib.printed import printed
from mvp_coord.lib.tabular.writing import as_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs("insider")
def docket_pdf(request: Request, public_id: str) -> HttpResponse:
    """The docket as a tagged PDF."""
    meeting = _meeting_or_404(request, public_id)
    made_for = f"{request.user.name}, {role_words(request.viewer).lower()}"
    data = as_data(meeting, made_for=made_for, today=timezone.localdate())
    return _file(printed("docket.typ", data), "application/pdf", meeting, "pdf")


@needs("insider")
def docket_xlsx(request: Request, public_id: str) -> HttpResponse:
    """The docket as a sheet: a row for each item."""
    meeting = _meeting_or_404(request, public_id)
    return _file(as_xlsx(table(meeting), sheet="Docket"), XLSX, meeting, "xlsx")


def _meeting_or_404(request: Request, public_id: str) -> Meeting:
    docket = Docket.objects.visible_to(request.viewer).filter(public_id=public_id).first()
    if docket is None:
        raise Http404
    return meeting_of(request.viewer, docket, today=timezone.localdate())


def _file(body: bytes, kind: str, meeting: Meeting, suffix: str) -> HttpResponse:
    answer = HttpResponse(body, content_type=kind)
    how = "inline" if suffix == "pdf" else "attachment"
    name = f"{meeting.docket.meets_on.isoformat()}-{slugify(meeting.docket.title) or 'docket'}.{suffix}"
    answer["Content-Disposition"] = f'{how}; filename="{name}"'
    return answer
