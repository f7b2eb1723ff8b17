"""Which states' overlaps must be checked again after an edit; the check itself belongs to planning."""

from collections.abc import Iterable

from accounts.models import User
from mvp_coord.jobs.actions import record_due_work
from partners.models import Activity
from partners.models.program import ActivityQuerySet

KIND = "overlaps"
EVERYWHERE = ""


def check_again(states: Iterable[str | None], *, by: User) -> None:
    """Note that the plans of these states have changed; None (a plan for the whole country) concerns all states."""
    keys = {code or EVERYWHERE for code in states}
    for key in [EVERYWHERE] if EVERYWHERE in keys else sorted(keys):
        record_due_work(kind=KIND, key=key, by=by)


def check_plans_again(activities: ActivityQuerySet, *, by: User) -> None:
    """The same for the states of these activities."""
    check_again(activities.order_by().values_list("division__state_id", flat=True).distinct(), by=by)


def activities_of_partner(partner_id: int) -> ActivityQuerySet:
    return Activity.objects.filter(program__partner_id=partner_id)
