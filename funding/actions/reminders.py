"""Reminding people by mail of what is owed for awards: those who hold an award, and its recipient's contacts."""

from typing import Final

from django.utils import timezone

from accounts.models import User
from funding.letters import send_owed_letter
from funding.models import Reminder, Requirement
from funding.reports.owed import Due, due_for_a_reminder, people_concerned
from mvp_coord.jobs.actions import run_job
from mvp_coord.jobs.models import JobRun
from partners.viewers import viewer_of

JOB: Final = "remind of what is owed"


def remind_daily(*, slot: str) -> JobRun | None:
    """Write once for this turn of the schedule; None where this turn was taken."""
    return run_job(name=JOB, slot=slot, work=remind)


def remind() -> dict[str, int]:
    """One letter to each person for whom something has come due; how many letters, and of how much they remind.

    Letters, what they told and the receipt of the job are one transaction: killed in the middle, nobody was written
    to. Nobody is told the same twice in one slot, however often this runs.
    """
    due = due_for_a_reminder(timezone.localdate())
    told = set(
        Reminder.objects.filter(requirement__in=[each.requirement.pk for each in due]).values_list(
            "requirement_id", "user_id", "due_on", "slot"
        )
    )
    counts = {"letters": 0, "reminders": 0}
    for user, about in people_concerned(due).items():
        new = [each for each in about if _key(each, user) not in told]
        fresh = _readable(user, new) if new else []
        if fresh:
            _write(user, fresh)
            counts["letters"] += 1
            counts["reminders"] += len(fresh)
    return counts


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
