"""Work is paid by whoever allocates to it: overlaps with the payer's own work are judged anew when that changes."""

from collections.abc import Collection

from accounts.models import User
from funding.models import Allocation
from partners.actions.due import check_plans_again
from partners.models import Activity


def check_work_again(allocations: Collection[int], *, by: User) -> None:
    """Note that it has changed who pays for the work of these allocations (keys), and of all that their money goes
    on to. One query for each hand, and one."""
    seen, programs, keys = set[int](), set[int](), set(allocations)
    while keys:
        seen |= keys
        rows = Allocation.objects.filter(pk__in=keys).order_by()
        programs |= set(rows.filter(program__isnull=False).values_list("program", flat=True))
        keys = set(Allocation.objects.filter(parent__in=keys).order_by().values_list("pk", flat=True)) - seen
    if programs:
        check_plans_again(Activity.objects.filter(program__in=programs), by=by)
