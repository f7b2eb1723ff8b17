"""Imports on pages: send sheets, look at the preview, apply it as a job, read the receipt."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.access import FORM, POST, Request, needs
from accounts.undo import in_the_way
from accounts.visibility import Viewer
from mvp_coord.jobs.doorbell import ring
from mvp_coord.lib.htmx import render_page
from mvp_coord.lib.keyset import BadCursor, Order, take_page
from mvp_coord.lib.tabular import UnreadableError
from partners.imports.senders import still_read_by
from partners.models import Partner

from . import actions, tasks
from .forms import SendForm
from .kinds import MayNotImport, all_kinds, kinds_for, may_import
from .models import ImportBatch
from .pages import batch_page, choices_from, columns_of, told_columns
from .template import empty_sheet

NEWEST_FIRST = Order("imports", ("-created_at", "public_id"))
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs(may_import)
def import_list(request: Request) -> HttpResponse:
    """The imports this viewer may see, newest first."""
    cursor = request.GET.get("after", "")
    batches = ImportBatch.objects.visible_to(request.viewer).select_related("created_by").defer("about")
    try:
        page = take_page(batches, NEWEST_FIRST, cursor=cursor)
    except BadCursor:
        return redirect("sheets:list")
    context = {"page": page, "next_url": f"?after={page.cursor}" if page.cursor else ""}
    return render_page(request, "sheets/import_list.html", context, partial="rows" if cursor else None)


@needs(may_import)
def import_template(request: Request) -> HttpResponse:
    """The empty sheet of a kind to fill in; of plans, unless another one is asked for."""
    code = request.GET.get("kind", "plans")
    kind = next((each for each in kinds_for(request.viewer) if each.code == code), None)
    if kind is None:
        raise Http404
    named = {"Content-Disposition": f'attachment; filename="{kind.code}-template.xlsx"'}
    return HttpResponse(empty_sheet(kind), content_type=XLSX, headers=named)


@needs(may_import, methods=FORM)
def import_new(request: Request) -> HttpResponse:
    """Send sheets; what can be read leads to its preview."""
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    from_address = {"sender": request.GET.get("sender", "")}
    form = SendForm(*sent, viewer=request.viewer, kind=request.GET.get("kind", ""), initial=from_address)
    if form.is_valid():
        told, sender = form.cleaned_data, form.cleaned_data["sender"]
        try:
            batch = actions.send(
                kind=told["kind"],
                files=told["files"],
                state=told["state"].pk if told["state"] else "",
                sender=sender.slug if sender else "",
                by=request.user,
            )
            _ring_if_read(batch)
            return redirect("sheets:detail", batch.public_id)
        except (UnreadableError, MayNotImport) as refusal:
            form.add_error("sheets", str(refusal))
    context = {"form": form, "kinds": kinds_for(request.viewer)}
    return render_page(request, "sheets/import_new.html", context, status=422 if form.errors else 200)


@needs(may_import)
def import_detail(request: Request, public_id: str) -> HttpResponse:
    """A preview that waits, a job at work, or a receipt: where this import stands."""
    batch = _batch_or_404(request, public_id)
    cursor, is_sender = request.GET.get("after", ""), batch.created_by_id == request.viewer.user_id
    sees_rows = is_sender and still_read_by(request.viewer, batch)
    try:
        page = batch_page(batch, outcome=request.GET.get("rows", ""), cursor=cursor, sees_rows=sees_rows)
    except BadCursor:
        return redirect("sheets:detail", public_id)
    page["is_withheld"] = is_sender and not sees_rows
    page["around"] = _around(batch, request.viewer)
    page["error"] = _error(batch, request.viewer)
    partial = "rows" if cursor and sees_rows else "whole"
    return render_page(request, "sheets/import_detail.html", page, partial=partial)


def _error(batch: ImportBatch, viewer: Viewer) -> str:
    """What went wrong last, with those of the records in the way of an undo that this viewer may see."""
    if "in_the_way" not in batch.report:
        return batch.error
    names = in_the_way(batch.report["in_the_way"], viewer)
    return f"{batch.error}{names or ('' if viewer.is_insider else '; staff can say by what')}."


def _around(batch: ImportBatch, viewer: Viewer) -> str:
    """Where a contact sees at once what the plans that it has just applied meet; "" where there is nothing to see."""
    if batch.status != ImportBatch.Status.APPLIED or batch.kind != "plans":
        return ""
    own = Partner.objects.filter(pk__in=viewer.partner_ids, slug=batch.options.get("from", "")).listed().first()
    return reverse("partners:around", args=[own.slug]) if own else ""


@needs(may_import, methods=POST)
def import_answer(request: Request, public_id: str) -> HttpResponse:
    """Keep who is meant, and show what that makes of the rows."""
    batch = _batch_or_404(request, public_id)
    choices = choices_from(actions.questions_of(batch), request.POST)
    return _step(request, batch, lambda: actions.answer(batch=batch, choices=choices, by=request.user), "Noted.")


@needs(may_import, methods=POST)
def import_columns(request: Request, public_id: str) -> HttpResponse:
    """Keep what columns are, and read the sheet again."""
    batch = _batch_or_404(request, public_id)
    told = told_columns(columns_of(batch, all_kinds()[batch.kind]), request.POST)
    if not told:
        messages.info(request, "Nothing was said of any column, so nothing has changed.")
        return redirect("sheets:detail", public_id)
    done = "Noted, and remembered for the next sheet."
    return _step(request, batch, lambda: actions.map_columns(batch=batch, told=told, by=request.user), done)


@needs(may_import, methods=POST)
def import_apply(request: Request, public_id: str) -> HttpResponse:
    """Hand the import to a worker. Sent twice, it is applied once."""
    batch = _batch_or_404(request, public_id)
    response = _step(request, batch, lambda: actions.queue(batch=batch, by=request.user), "")
    ring(tasks.apply_due_imports)
    return response


@needs(may_import, methods=POST)
def import_undo(request: Request, public_id: str) -> HttpResponse:
    """Have a worker take back all that it wrote. Sent twice, it is undone once."""
    batch = _batch_or_404(request, public_id)
    response = _step(request, batch, lambda: actions.queue_undo(batch=batch, by=request.user), "")
    ring(tasks.apply_due_imports)
    return response


@needs(may_import, methods=POST)
def import_discard(request: Request, public_id: str) -> HttpResponse:
    """Let it go; nothing of it was written."""
    batch = _batch_or_404(request, public_id)
    return _step(
        request, batch, lambda: actions.discard(batch=batch, by=request.user), "Discarded. Nothing was written."
    )


def _step(request: Request, batch: ImportBatch, act: Any, done: str) -> HttpResponse:
    """Take a step, or say why not; either way the page shows where the import now stands."""
    try:
        _ring_if_read(act())
        if done:
            messages.success(request, done)
    except (actions.ImportClosed, actions.StillAsked, MayNotImport, UnreadableError) as refusal:
        messages.warning(request, str(refusal))
    return redirect("sheets:detail", batch.public_id)


def _ring_if_read(batch: ImportBatch) -> None:
    """A large sheet is for a worker to read."""
    if batch.status == ImportBatch.Status.READING:
        ring(tasks.read_due_sheets)


def _batch_or_404(request: Request, public_id: str) -> ImportBatch:
    batches = ImportBatch.objects.visible_to(request.viewer).select_related("created_by", "progress").defer("about")
    batch = batches.filter(public_id=public_id, kind__in=all_kinds()).first()
    if batch is None:
        raise Http404
    return batch
