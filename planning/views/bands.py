"""Touch bands: where too little ends and too much begins, and what other bands would flag or clear."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from accounts.access import FORM, Request, needs
from accounts.history import last_said
from mvp_coord.jobs.doorbell import ring
from mvp_coord.jobs.reports import last_tick_at
from mvp_coord.lib.htmx import render_page
from mvp_coord.lib.refusals import StaleEdit
from partners.views.undoing import undo_address
from planning.actions import bands as actions
from planning.bands import Band
from planning.forms.bands import BandsForm, SaveBandsForm, differences_between
from planning.models import BandTrial
from planning.reports import case_views
from planning.reports.band_gaps import GapTurn, gap_turns, may_change_gaps
from planning.reports.bands import outcome_from
from planning.tasks import check_due_overlaps, work_out_due_trials
from states.models import TacticFamily
from states.views.cycle import cycle_switch

from .band_page import page_of_trial

# The word in the address that asks for what becomes of gaps.
GAPS = "gaps"


@needs("insider", methods=FORM)
def band_list(request: Request) -> HttpResponse:
    """The bands in force, to be tried otherwise: nothing is saved here."""
    families = _families()
    form = BandsForm(request.POST or None, families=families, user_id=request.user.pk)
    if request.method != "POST":
        return _show(request, form)
    if not form.is_valid():
        return _show(request, form, status=422)
    facts = {"bands": form.bands(), "seen": form.cleaned_data["seen"], "public_id": form.cleaned_data["ticket"]}
    try:
        trial = actions.try_bands(by=request.user, **facts)
    except StaleEdit:
        differences = form.differences()
        form.keep_for_another_try()
        return _show(request, form, status=409, differences=differences)
    except actions.NothingTried:
        form.add_error(None, "None of these differs from the band in force: change a figure first.")
        return _show(request, form, status=422)
    if trial.ended_at is None:
        ring(work_out_due_trials)
    return redirect(trial)


@needs("insider", methods=FORM)
def band_trial(request: Request, public_id: str) -> HttpResponse:
    """What other bands would do, case by case; from here they are put into force."""
    trial = BandTrial.objects.visible_to(request.viewer).filter(public_id=public_id).first()
    if trial is None:
        raise Http404
    form = SaveBandsForm(request.POST or None)
    if request.method != "POST":
        return _show_trial(request, trial, form)
    if trial.ended_at is None or not form.is_valid():
        return _show_trial(request, trial, form, status=422)
    try:
        change_id = actions.save_bands(trial, by=request.user, reason=form.cleaned_data["reason"])
    except StaleEdit:
        return _show_trial(request, trial, form, status=409)
    ring(check_due_overlaps)
    if change_id:
        undo = undo_address(change_id, by=request.user, back=request.path)
        messages.success(request, "Saved. All plans are being checked with the new bands.", extra_tags=f"undo:{undo}")
    return redirect(trial)


def _families() -> list[TacticFamily]:
    return list(TacticFamily.objects.filter(works=TacticFamily.Works.LIST))


def _show(request: Request, form: BandsForm, *, status: int = 200, differences: Any = None) -> HttpResponse:
    said = last_said(form.families, ("band_low", "band_high"))
    open_now = Counter(view.overlap.family_id for view in case_views(request.viewer) if view.is_open)
    rows = [{**row, "said": said.get(row["family"].pk), "open": open_now[row["family"].pk]} for row in form.rows()]
    page = {"form": form, "rows": rows, "differences": differences}
    return render_page(request, "planning/band_list.html", page, status=status)


def _gaps(
    request: Request, seen: dict[str, Band], tried: dict[str, Band], *, compared: int
) -> tuple[GapTurn, ...] | None:
    """What becomes of gaps; None where there are so many plans that the page asks for it by itself."""
    if compared > actions.AT_ONCE and GAPS not in request.GET and may_change_gaps(seen, tried):
        return None
    cycle = cycle_switch(request).chosen
    return gap_turns(request.viewer, cycle, seen, tried, today=timezone.localdate()) if cycle else ()


def _show_trial(request: Request, trial: BandTrial, form: SaveBandsForm, *, status: int = 200) -> HttpResponse:
    families = [each for each in _families() if each.code in trial.bands]
    seen, tried = (
        {code: Band.from_plain(ends) for code, ends in bands.items()} for bands in (trial.seen, trial.bands)
    )
    stale = [] if trial.saved_at else differences_between(families, seen, tried)
    page = {
        "trial": trial,
        "form": form,
        "differences": stale or None,
        "families": [(each, trial.seen[each.code], trial.bands[each.code]) for each in families],
        "last_tick_at": last_tick_at() if trial.ended_at is None else None,
    }
    if trial.found:
        outcome = outcome_from(trial.found, request.viewer)
        turns = _gaps(request, seen, tried, compared=outcome.activities)
        page |= page_of_trial(outcome, turns, apart=GAPS in request.GET)
    part = "gaps" if trial.found and GAPS in request.GET else "whole"
    return render_page(request, "planning/band_trial.html", page, partial=part, status=status)
