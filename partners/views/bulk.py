"""Changing many partners at once: choose in the list, say what, look at it, apply, undo."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from accounts.access import FORM, POST, Request, needs
from accounts.undo import CannotUndo
from accounts.visibility import Viewer
from mvp_coord.lib.htmx import render_page
from mvp_coord.lib.wording import count, plural
from partners import actions
from partners.forms.bulk import BulkForm, TooMany, chosen_in_words, chosen_partners
from partners.models import BulkEdit
from partners.reports.bulk import Preview


def may_edit_several(viewer: Viewer) -> bool:
    """Whoever may change some partner's profile."""
    return viewer.is_insider or bool(viewer.editable_partner_ids)


@needs(may_edit_several, methods=POST)
def bulk_start(request: Request) -> HttpResponse:
    """Take what was ticked in the list; what it changes is asked next."""
    try:
        ids, words, back = chosen_partners(request.viewer, request.POST)
    except TooMany as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{reverse('partners:list')}?{request.POST.get('query', '')}")
    if not ids:
        messages.error(request, "Tick the partners that you want to change.")
        return redirect(back)
    return redirect("partners:bulk", actions.start_bulk_edit(ids, by=request.user, chosen=words, back=back).public_id)


@needs(may_edit_several, methods=FORM)
def bulk_edit(request: Request, public_id: str) -> HttpResponse:
    """What is to change; what that would do, partner by partner; and, once applied, the receipt."""
    edit, viewer = _own_or_404(request, public_id), request.viewer
    form = BulkForm(request.POST or None, edit=edit, viewer=viewer) if edit.is_open else None
    if request.method == "POST" and form and form.is_valid():
        told = {"changes": form.changes(), "reason": form.cleaned_data["reason"]}
        try:
            actions.preview_bulk_edit(edit, by=request.user, viewer=viewer, **told)
        except actions.NoLongerOpen:
            messages.success(request, "It was applied already. This is what it did.")
        return redirect("partners:bulk", public_id)
    preview = Preview(edit, viewer)
    title = chosen_in_words(edit, len(preview.partners))
    context = {"edit": edit, "form": form, "preview": preview, "title": title, "seen": actions.token_of_preview(edit)}
    return render_page(
        request, "partners/bulk_edit.html", context, status=422 if request.method == "POST" and form else 200
    )


@needs(may_edit_several, methods=POST)
def bulk_apply(request: Request, public_id: str) -> HttpResponse:
    """Do it, as one change; what somebody has changed meanwhile is left as it is."""
    edit = _own_or_404(request, public_id)
    try:
        seen = request.POST.get("seen", "")
        applied = actions.apply_bulk_edit(edit, by=request.user, viewer=request.viewer, seen=seen)
    except actions.StaleEdit:
        messages.error(
            request, "Nothing was changed: you have asked for something else since. This is what it would do."
        )
        return redirect("partners:bulk", public_id)
    number = len(Preview(applied, request.viewer).changing)
    if applied.status == BulkEdit.Status.APPLIED:
        undo = reverse("partners:undo-bulk", args=[public_id])
        messages.success(request, f"{plural(number, 'partner').capitalize()} changed.", extra_tags=f"undo:{undo}")
    elif applied.is_open:
        messages.error(request, "Nothing was changed: no partner is left that this would change.")
    return redirect("partners:bulk", public_id)


@needs(may_edit_several, methods=POST)
def bulk_undo(request: Request, public_id: str) -> HttpResponse:
    """Take all of it back, unless somebody has changed one of its partners since."""
    edit = _own_or_404(request, public_id)
    try:
        actions.undo_bulk_edit(edit, by=request.user, viewer=request.viewer)
    except actions.AlreadyUndone:
        messages.success(request, "There is nothing to undo here (any more).")
    except actions.NotYours:
        messages.error(
            request, "Only whoever made this change can undo it: some of its partners are not yours to change."
        )
    except CannotUndo as refusal:
        why = refusal.told_to(request.viewer)
        messages.error(request, f"It cannot be undone as a whole any more. {why}.")
    else:
        messages.success(request, f"Undone: {count(len(Preview(edit, request.viewer).changing))} are as they were.")
    return redirect("partners:bulk", public_id)


def _own_or_404(request: Request, public_id: str) -> BulkEdit:
    return get_object_or_404(BulkEdit.objects.visible_to(request.viewer), public_id=public_id)
