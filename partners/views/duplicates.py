"""Likely duplicates: the ranked list, two records side by side, merging, undoing, and keeping apart."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_list_or_404, redirect
from django.urls import reverse

from accounts.access import FORM, POST, Request, needs
from accounts.undo import CannotUndo
from accounts.visibility import Viewer
from mvp_coord.jobs.doorbell import ring
from mvp_coord.jobs.models import DueWork, JobRun
from mvp_coord.lib.asked import line_sent
from mvp_coord.lib.htmx import render_page
from partners import actions
from partners.actions.duplicates import JOB, KIND, search_soon
from partners.forms.duplicates import MergeForm
from partners.models import LikelyPair, PairDecision, Partner
from partners.reports.alike import merges_of, pair_of
from partners.tasks import search_for_due_duplicates

_SHOWN = 50


@needs("insider")
def duplicate_list(request: Request) -> HttpResponse:
    """The pairs that nobody has decided on, the likeliest first, and the merges that can be undone."""
    pairs = LikelyPair.objects.visible_to(request.viewer).open()
    context = {
        "pairs": pairs.select_related("first", "second")[:_SHOWN],
        "total": pairs.count(),
        "merges": merges_of(request.viewer),
        "last": JobRun.objects.filter(name=JOB, status=JobRun.Status.DONE).first(),
        "waits": DueWork.objects.filter(kind=KIND).exists(),
    }
    return render_page(request, "partners/duplicate_list.html", context)


@needs("insider", methods=POST)
def duplicate_search(request: Request) -> HttpResponse:
    """Search the directory again; a worker does it."""
    search_soon(by=request.user)
    ring(search_for_due_duplicates)
    messages.success(request, "The directory is being searched. This page shows what was found when it is done.")
    return redirect("partners:duplicates")


@needs("insider", methods=FORM)
def merge(request: Request, one: str, other: str) -> HttpResponse:
    """Two records side by side; of each fact the one to keep is chosen."""
    first, second = _both_or_404(request.viewer, one, other)
    if merged := _merged(first, second):
        messages.success(request, f"{first} and {second} are one partner already.")
        return redirect(merged)
    seen = actions.token_of_pair(first, second)
    form = MergeForm(request.POST or None, one=first, other=second, seen=seen)
    if request.method == "POST" and request.POST.get("seen", seen) != seen:
        return _look_again(request, one, other)
    if request.method == "POST" and form.is_valid():
        kept, gone, facts = form.chosen()
        told = {"seen": form.cleaned_data["seen"], "reason": form.cleaned_data["reason"]}
        try:
            decision = actions.merge_partners(kept=kept, gone=gone, facts=facts, by=request.user, **told)
        except (actions.StaleEdit, actions.WasMerged):
            return _look_again(request, one, other)
        undo = reverse("partners:undo-merge", args=[decision.public_id])
        messages.success(request, f"{gone} is now part of {kept}.", extra_tags=f"undo:{undo}")
        return redirect(kept)
    context = {"form": form, "pair": pair_of(request.viewer, first, second)}
    status = 422 if request.method == "POST" else 200
    return render_page(request, "partners/duplicate_merge.html", context, status=status)


@needs("insider", methods=POST)
def apart(request: Request, one: str, other: str) -> HttpResponse:
    """They are two organizations: the pair is not shown again."""
    first, second = _both_or_404(request.viewer, one, other)
    if merged := _merged(first, second):
        messages.error(request, f"{first} and {second} were merged meanwhile. Undo that first.")
        return redirect(merged)
    actions.keep_apart(first, second, by=request.user, reason=line_sent(request.POST, "reason"))
    messages.success(request, f"{first} and {second} stay two partners. This pair is not shown again.")
    return redirect("partners:duplicates")


@needs("insider", methods=POST)
def undo_merge(request: Request, public_id: str) -> HttpResponse:
    """Take a merge back, unless somebody has changed what it made."""
    seen = Partner.objects.visible_to(request.viewer)
    both = {"public_id": public_id, "first__in": seen, "second__in": seen}
    decision = PairDecision.objects.filter(decision=PairDecision.Decision.MERGED, **both).first()
    if decision is None:
        get_list_or_404(PairDecision.pgh_event_model, **both)  # type: ignore[attr-defined]
        return _undone_already(request)
    try:
        partner = actions.undo_merge(decision, by=request.user)
    except actions.AlreadyUndone:
        return _undone_already(request)
    except CannotUndo as refusal:
        why = refusal.told_to(request.viewer)
        messages.error(request, f"This cannot be undone any more. {why}. Change the partners by hand.")
        return redirect("partners:duplicates")
    messages.success(request, f"Undone: {partner} is a partner of its own again.")
    return redirect(partner)


def _look_again(request: Request, one: str, other: str) -> HttpResponse:
    messages.error(request, "One of the records changed while you were choosing. Look again, and merge.")
    return redirect("partners:merge", one=one, other=other)


def _undone_already(request: Request) -> HttpResponse:
    messages.success(request, "This merge is undone already.")
    return redirect("partners:duplicates")


def _merged(one: Partner, other: Partner) -> Partner | None:
    """Of two that were merged into one the one that stays: sent twice, a merge leads to what it made."""
    return one if other.merged_into_id == one.pk else other if one.merged_into_id == other.pk else None


def _both_or_404(viewer: Viewer, one: str, other: str) -> tuple[Partner, Partner]:
    """Two different records that the viewer may see, and that belong to no third."""
    rows = {row.slug: row for row in Partner.objects.visible_to(viewer).filter(slug__in=[one, other])}
    known = {None, *(row.pk for row in rows.values())}
    if len(rows) != 2 or any(row.merged_into_id not in known for row in rows.values()):
        raise Http404
    return rows[one], rows[other]
