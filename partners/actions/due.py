"""Which states' overlaps must be checked again after an edit; the check itself belongs to planning."""

from collections.abc import Iterable

from accounts.models import User
from accounts.visibility import Visibility
from mvp_coord.jobs.actions import record_due_work
from partners.models import Activity
from partners.models.program import ActivityQuerySet

KIND = "overlaps"
EVERYWHERE = ""
# Of states whose kept cases may rest on what insiders read no more: until the check nobody is shown these as kept.
KEPT_BACK = "overlaps kept back"


def check_again(states: Iterable[str | None], *, by: User, kept_back: bool = False) -> None:
    """Note that the plans of these states have changed; None (a plan for the whole country) concerns all states.

    `kept_back`: something that insiders could read, they may not read any more.
    """
    keys = {code or EVERYWHERE for code in states}
    for key in [EVERYWHERE] if EVERYWHERE in keys else sorted(keys):
        record_due_work(kind=KIND, key=key, by=by)
        if kept_back:
            record_due_work(kind=KEPT_BACK, key=key, by=by)


def check_plans_again(activities: ActivityQuerySet, *, by: User, kept_back: bool = False) -> None:
    """The same for the states of these activities."""
    states = activities.order_by().values_list("division__state_id", flat=True).distinct()
    check_again(states, by=by, kept_back=kept_back)


def check_money_again(before: Iterable[str | None], after: Iterable[str | None], *, by: User) -> None:
    """The same where partners come to be private, or are no more, by their levels before and after: money that they
    give, hand on or receive shows with them, whoever's work it pays for. So it concerns all states."""
    if Visibility.PRIVATE in after:
        check_again([None], by=by, kept_back=True)
    elif Visibility.PRIVATE in before:
        check_again([None], by=by)


def activities_of_partner(partner_id: int) -> ActivityQuerySet:
    return Activity.objects.filter(program__partner_id=partner_id)
