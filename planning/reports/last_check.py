"""When plans were compared last, and whether any have changed since: what a kept case says may be out of date."""

from typing import Final

from django.db.models import QuerySet

from mvp_coord.jobs.models import DueWork, JobRun
from partners.actions.due import EVERYWHERE, KIND

JOB: Final = "check overlaps"


def last_check() -> JobRun | None:
    """The receipt of the last finished overlap check."""
    return _done().order_by("-ended_at").first()


def is_due(code: str | None) -> bool:
    """Whether plans of a state (postal code; None: of any, as for what meets in the whole country) have changed since
    the last check that is done began. It counts plans that are hidden, too. Two queries."""
    last = _done().order_by("-started_at").values_list("started_at", flat=True).first()
    due = DueWork.objects.filter(kind=KIND)
    if code:
        due = due.filter(key__in=[code, EVERYWHERE])
    return (due.filter(created_at__gt=last) if last else due).exists()


def _done() -> QuerySet[JobRun]:
    return JobRun.objects.filter(name=JOB, status=JobRun.Status.DONE)
