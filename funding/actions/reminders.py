"""Reminding people by mail of what is owed for awards: those who hold an award, and its recipient's contacts."""

import logging
from typing import Final

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from funding.letters import send_owed_letter
from funding.models import Reminder, Requirement
from funding.reports.owed import Due, due_for_a_reminder, people_concerned
from mvp_coord.jobs.actions import run_job
from mvp_coord.jobs.models import JobRun
from partners.viewers import viewer_of

logger = logging.getLogger(__name__)
JOB: Final = "remind of what is owed"


def remind_daily(*, slot: str) -> JobRun | None:
    """Write once for this turn of the schedule; None where this turn was taken."""
    return run_job(name=JOB, slot=slot, work=remind)


def remind() -> dict[str, int]:
    """One letter to each person for whom something has come due; how many letters, of how much they remind, and how
    many letters failed.

    Letters, what they told and the receipt of the job are one transaction: killed in the middle, nobody was written
    to. Nobody is told the same twice in one slot, however often this runs. A letter that cannot be written stops no
    other: nothing of it is kept, so that the next run makes up for it.
    """
    due = due_for_a_reminder(timezone.localdate())
    told = set(
        Reminder.objects.filter(requirement__in=[each.requirement.pk for each in due]).values_list(
            "requirement_id", "user_id", "due_on", "slot"
        )
    )
    counts = {"letters": 0, "reminders": 0, "failed": 0}
    for user, about in people_concerned(due).items():
        new = [each for each in about if _key(each, user) not in told]
        reminded = _remind_one(user, new) if new else 0
        counts["failed"] += reminded is None
        counts["letters"] += bool(reminded)
        counts["reminders"] += reminded or 0
    return counts


def _remind_one(user: User, due: list[Due]) -> int | None:
    """Of how much the letter reminds; 0 where there is nothing to write, None where it could not be written."""
    try:
        with transaction.atomic():
            fresh = _readable(user, due)
            if fresh:
                _write(user, fresh)
            return len(fresh)
    except Exception:
        logger.exception("The letter about what is owed to user %s failed", user.pk)
        return None


def _readable(user: User, due: list[Due]) -> list[Due]:
    """Those that this person may read today."""
    seen = Requirement.objects.visible_to(viewer_of(user)).filter(pk__in=[each.requirement.pk for each in due])
    keys = set(seen.values_list("pk", flat=True))
    return [each for each in due if each.requirement.pk in keys]


def _write(user: User, due: list[Due]) -> None:
    today = timezone.localdate()
    Reminder.objects.bulk_create(
        Reminder(
            requirement=each.requirement, user=user, due_on=each.requirement.due_on, slot=each.slot, sent_on=today
        )
        for each in due
    )
    send_owed_letter(user, [each.requirement for each in due], today=today)


def _key(due: Due, user: User) -> tuple[int, int, object, str]:
    return due.requirement.pk, user.pk, due.requirement.due_on, due.slot
