"""Files of what is filtered: asked for, made by a worker, taken by whoever asked, and logged."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header

from accounts.access import FORM, Request, signed_in
from accounts.visibility import Viewer
from funding.models import Donor
from mvp_coord.jobs.doorbell import ring
from mvp_coord.jobs.reports import last_tick_at
from mvp_coord.lib.htmx import render_page
from mvp_coord.lib.keyset import BadCursor, Order, take_page
from partners import actions
from partners.exports.run import MOST, still_seen
from partners.forms.exporting import ExportForm
from partners.forms.search import search_of
from partners.models import Export, ExportContent
from partners.tasks import make_due_exports

from .machines import key_of

NEWEST_FIRST = Order("exports", ("-asked_at", "public_id"))
_TYPES = {
    Export.Format.JSON: "application/json",
    Export.Format.CSV: "text/csv; charset=utf-8",
    Export.Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@signed_in
def export_list(request: Request) -> HttpResponse:
    """One's own exports; for staff and admins, the log of everybody's."""
    cursor = request.GET.get("after", "")
    exports = Export.objects.logged_for(request.viewer).select_related("asked_by").defer("record_ids")
    try:
        page = take_page(exports, NEWEST_FIRST, cursor=cursor)
    except BadCursor:
        return redirect("partners:exports")
    key = request.build_absolute_uri(reverse("partners:hsds-by-key", args=[key_of(request.user)]))
    context = {"page": page, "next_url": f"?after={page.cursor}" if page.cursor else "", "for_programs": key}
    context["lines"] = _with_askers(page.rows, request.viewer)
    return render_page(request, "partners/export_list.html", context, partial="rows" if cursor else None)


@signed_in(methods=FORM)
def export_new(request: Request) -> HttpResponse:
    """Choose columns and kind of file for exactly what a list shows."""
    viewer, query = request.viewer, request.POST.get("query", request.META.get("QUERY_STRING", ""))
    form = ExportForm(request.POST or None, viewer=viewer, query=query)
    if request.method == "POST" and form.is_valid():
        export = actions.ask_for_export(by=request.user, **form.facts(viewer))
        ring(make_due_exports)
        return redirect(export)
    search = search_of(query, viewer)
    context = {"form": form, "total": search.filter().count(), "said": search.in_words()}
    context |= {"back": search.address(), "most": MOST}
    return render_page(request, "partners/export_new.html", context, status=422 if request.method == "POST" else 200)


@signed_in
def export_detail(request: Request, public_id: str) -> HttpResponse:
    """What became of an export: it waits, is ready, or failed and why."""
    export = _own_or_404(request, public_id)
    is_waiting = export.status == Export.Status.WAITING
    context = {
        "export": export,
        "is_waiting": is_waiting,
        "is_hidden": export.is_there and not still_seen(export, request.viewer),
        "last_tick_at": last_tick_at() if is_waiting else None,
        "most": MOST,
    }
    return render_page(request, "partners/export_detail.html", context, partial="whole")


@signed_in
def export_file(request: Request, public_id: str) -> HttpResponse:
    """The file, for its asker alone, while it is kept and all that is in it is still shared with him or her."""
    export = _own_or_404(request, public_id)
    if not export.is_there or not still_seen(export, request.viewer):
        raise Http404
    body = ExportContent.objects.values_list("body", flat=True).get(export=export)
    actions.note_taken(export, by=request.user)
    return HttpResponse(
        bytes(body),
        content_type=_TYPES[Export.Format(export.format)],
        headers={
            "Content-Disposition": content_disposition_header(True, export.file_name),
            "X-Content-Type-Options": "nosniff",
        },
    )


def _with_askers(exports: list[Export], viewer: Viewer) -> list[tuple[Export, str]]:
    """Each with its asker's name. Who gives is known to a donor and an adviser alone, and stays so here."""
    donors = Donor.objects.filter(user__in=[export.asked_by_id for export in exports])
    hidden = donors.exclude(pk__in=Donor.objects.visible_to(viewer).values("pk")).values_list("user_id", flat=True)
    unnamed = set(hidden)
    return [(each, "A donor" if each.asked_by_id in unnamed else str(each.asked_by)) for each in exports]


def _own_or_404(request: Request, public_id: str) -> Export:
    return get_object_or_404(Export.objects.visible_to(request.viewer), public_id=public_id)
