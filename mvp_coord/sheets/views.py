"""Imports on pages: send sheets, look at the preview, apply it as a job, read the receipt."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from accounts.access import FORM, POST, Request, needs
from mvp_coord.jobs.doorbell import ring
from mvp_coord.lib.htmx import render_page
from mvp_coord.lib.keyset import BadCursor, Order, take_page
from mvp_coord.lib.tabular import UnreadableError
from partners import tasks
from partners.exports import plan_template
from partners.imports import steps
from partners.imports.senders import MayNotImport, may_import

from .forms import SendForm
from .models import ImportBatch
from .pages import batch_page

NEWEST_FIRST = Order("imports", ("-created_at", "public_id"))
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs(may_import)
def import_list(request: Request) -> HttpResponse:
    """The imports this viewer may see, newest first."""
    cursor = request.GET.get("after", "")
    batches = ImportBatch.objects.visible_to(request.viewer).select_related("created_by")
    try:
        page = take_page(batches, NEWEST_FIRST, cursor=cursor)
    except BadCursor:
        return redirect("sheets:list")
    context = {"page": page, "next_url": f"?after={page.cursor}" if page.cursor else ""}
    return render_page(request, "sheets/import_list.html", context, partial="rows" if cursor else None)


@needs(may_import)
def import_template(request: Request) -> HttpResponse:
    """The empty sheet to fill in."""
    named = {"Content-Disposition": 'attachment; filename="plan-template.xlsx"'}
    return HttpResponse(plan_template(), content_type=XLSX, headers=named)


@needs(may_import, methods=FORM)
def import_new(request: Request) -> HttpResponse:
    """Send sheets; what can be read leads to its preview."""
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = SendForm(*sent, viewer=request.viewer)
    if form.is_valid():
        told, sender = form.cleaned_data, form.cleaned_data["sender"]
        try:
            batch = steps.send(
                files=[(file.name, file.read()) for file in told["sheets"]],
                state=told["state"],
                sender=sender.slug if sender else "",
                by=request.user,
                viewer=request.viewer,
            )
            return redirect("sheets:detail", batch.public_id)
        except (UnreadableError, MayNotImport) as refusal:
            form.add_error("sheets", str(refusal))
    return render_page(request, "sheets/import_new.html", {"form": form}, status=422 if form.errors else 200)


@needs(may_import)
def import_detail(request: Request, public_id: str) -> HttpResponse:
    """A preview that waits, a job at work, or a receipt: where this import stands."""
    batch = _batch_or_404(request, public_id)
    cursor = request.GET.get("after", "")
    try:
        page = batch_page(batch, outcome=request.GET.get("rows", ""), cursor=cursor)
    except BadCursor:
        return redirect("sheets:detail", public_id)
    return render_page(request, "sheets/import_detail.html", page, partial="rows" if cursor else "whole")


@needs(may_import, methods=POST)
def import_answer(request: Request, public_id: str) -> HttpResponse:
    """Keep who is meant, and show what that makes of the rows."""
    batch = _batch_or_404(request, public_id)
    choices = steps.choices_from(steps.questions_of(batch), request.POST)
    return _step(request, batch, lambda: steps.answer(batch=batch, choices=choices, by=request.user), "Noted.")


@needs(may_import, methods=POST)
def import_apply(request: Request, public_id: str) -> HttpResponse:
    """Hand the import to a worker. Sent twice, it is applied once."""
    batch = _batch_or_404(request, public_id)
    response = _step(request, batch, lambda: steps.queue(batch=batch, by=request.user), "")
    ring(tasks.apply_due_imports)
    return response


@needs(may_import, methods=POST)
def import_discard(request: Request, public_id: str) -> HttpResponse:
    """Let it go; nothing of it was written."""
    batch = _batch_or_404(request, public_id)
    return _step(
        request, batch, lambda: steps.discard(batch=batch, by=request.user), "Discarded. Nothing was written."
    )


def _step(request: Request, batch: ImportBatch, act: Any, done: str) -> HttpResponse:
    """Take a step, or say why not; either way the page shows where the import now stands."""
    try:
        act()
        if done:
            messages.success(request, done)
    except (steps.ImportClosed, steps.StillAsked) as refusal:
        messages.warning(request, str(refusal))
    return redirect("sheets:detail", batch.public_id)


def _batch_or_404(request: Request, public_id: str) -> ImportBatch:
    batch = ImportBatch.objects.visible_to(request.viewer).filter(public_id=public_id).first()
    if batch is None:
        raise Http404
    return batch
