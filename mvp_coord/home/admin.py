"""An admin's first page: are the jobs well, and who has access?"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from mvp_coord.jobs.models import DueWork, JobRun
from mvp_coord.lib import wording


@dataclass(frozen=True)
class AdminDesk:
    """Key numbers (for components/_kpis.html) and the runs of jobs that failed or were lost, newest first."""

    numbers: tuple[dict[str, Any], ...]
    failed: tuple[JobRun, ...]


def admin_desk() -> AdminDesk:
    """Users and jobs, which only admins manage. Three queries."""
    users = User.objects.aggregate(
        active=Count("pk", filter=Q(is_active=True)),
        staff=Count("pk", filter=Q(is_active=True, is_staff=True)),
    )
    waiting = DueWork.objects.count()
    since = timezone.now() - dt.timedelta(days=7)
    failed = JobRun.objects.filter(
        status__in=[JobRun.Status.FAILED, JobRun.Status.LOST], started_at__gte=since
    ).order_by("-started_at")
    jobs, people = reverse("admin:jobs_duework_changelist"), reverse("admin:accounts_user_changelist")
    active = f"{people}?is_active__exact=1"
    return AdminDesk(
        numbers=(
            {
                "label": "Active users",
                "figure": wording.count(users["active"]),
                "href": active,
            },
            {
                "label": "Of them staff",
                "figure": wording.count(users["staff"]),
                "href": f"{active}&is_staff__exact=1",
            },
            {"label": "Work waiting for a job", "figure": wording.count(waiting), "href": jobs},
        ),
        failed=tuple(failed[:10]),
    )
