"""Touch bands: try others out, see what they would do to cases, and put them into force."""

import uuid
from collections.abc import Collection, Mapping
from typing import Final

from django.db import transaction
from django.utils import timezone

from accounts.history import change
from accounts.models import User
from mvp_coord.jobs.actions import drain_due_work, record_due_work
from mvp_coord.jobs.models import DueWork, JobRun
from mvp_coord.lib.once import wait_for_twin
from mvp_coord.lib.refusals import StaleEdit
from partners.actions.due import EVERYWHERE
from partners.actions.due import KIND as OVERLAPS
from partners.viewers import viewer_of
from planning.bands import Band
from planning.models import BandTrial
from planning.models.bands import KEPT_FOR, band_of
from planning.reports.bands import how_many_compared, outcome_of
from states.models import TacticFamily

KIND: Final = "try bands"
# With more activities than these, a worker tries the bands while the page waits.
AT_ONCE: Final = 2_000

Bands = Mapping[str, Band]


class NothingTried(Exception):
    """None of the bands differs from the one in force."""


def bands_in_force(families: Collection[str] | None = None) -> dict[str, Band]:
    """The bands of today, by family. One query."""
    rows = TacticFamily.objects.filter(works=TacticFamily.Works.LIST)
    rows = rows if families is None else rows.filter(code__in=families)
    return {each.code: band_of(each) for each in rows}


def try_bands(*, by: User, bands: Bands, seen: Bands, public_id: str) -> BandTrial:
    """Work out what these bands would do, for `by` alone; with very many plans a worker does. Sent twice, it is one.

    `seen` are the bands that `by` had before eyes. Raises `NothingTried`, and `StaleEdit` where they are others now.
    """
    with transaction.atomic():
        wait_for_twin(public_id)
        made = BandTrial.objects.filter(public_id=public_id, made_by=by).first()
        if made:
            return made
        wanted = {code: band for code, band in bands.items() if band != seen.get(code)}
        if not wanted:
            raise NothingTried
        now = bands_in_force(wanted)
        if any(now.get(code) != seen.get(code) for code in wanted):
            raise StaleEdit
        BandTrial.objects.filter(made_at__lt=timezone.now() - KEPT_FOR).delete()
        trial = BandTrial.objects.create(
            public_id=public_id, made_by=by, bands=_plain(wanted), seen=_plain({code: now[code] for code in wanted})
        )
        if how_many_compared(viewer_of(by), wanted) > AT_ONCE:
            record_due_work(kind=KIND, key=public_id, by=by)
        else:
            _work_out(trial)
    return trial


def drain_due_trials() -> JobRun | None:
    """Work out the trials that wait; None when none does."""
    return drain_due_work(kind=KIND, name=KIND, work=_work_out_due)


def _work_out_due(rows: list[DueWork]) -> dict[str, int]:
    waiting = BandTrial.objects.select_for_update().filter(public_id__in={row.key for row in rows}, ended_at=None)
    trials = list(waiting.select_related("made_by").order_by("pk"))
    return {"trials": len(trials), "effects": sum(_work_out(trial) for trial in trials)}


def _work_out(trial: BandTrial) -> int:
    bands = {code: Band.from_plain(ends) for code, ends in trial.bands.items()}
    outcome = outcome_of(viewer_of(trial.made_by), bands)
    trial.found, trial.ended_at = outcome.plain(), timezone.now()
    trial.save(update_fields=["found", "ended_at"])
    return len(outcome.effects)


def save_bands(trial: BandTrial, *, by: User, reason: str) -> uuid.UUID | None:
    """Put the bands of a trial into force, and have everything checked again; the id of the change.

    None for a trial that is saved already. Raises `StaleEdit` where a band has changed since it was tried.
    """
    with change(by=by, verb="changed touch bands", reason=reason) as change_id:
        trial = BandTrial.objects.select_for_update().get(pk=trial.pk)
        if trial.saved_at:
            return None
        families = list(TacticFamily.objects.select_for_update().filter(code__in=trial.bands).order_by("pk"))
        if _plain({each.code: band_of(each) for each in families if each.band_high}) != trial.seen:
            raise StaleEdit
        for each in families:
            band = Band.from_plain(trial.bands[each.code])
            each.band_low, each.band_high = band.low, band.high
            each.save(update_fields=["band_low", "band_high"])
        trial.saved_at = timezone.now()
        trial.save(update_fields=["saved_at"])
        record_due_work(kind=OVERLAPS, key=EVERYWHERE, by=by)
        return change_id


def _plain(bands: Bands) -> dict[str, list[str]]:
    return {code: band.plain() for code, band in bands.items()}
