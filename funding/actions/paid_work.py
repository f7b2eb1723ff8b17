"""Work is paid by whoever allocates to it: overlaps with the payer's own work are judged anew when that changes."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from accounts.models import User
from funding.models import Allocation
from funding.models.allocation import AllocationQuerySet
from partners.actions.due import check_plans_again
from partners.models import Activity


def check_work_again(allocations: Collection[int], *, by: User, kept_back: bool = False) -> None:
    """Note that it has changed who pays for the work of these allocations (keys), and of all that their money goes
    on to; `kept_back`: that insiders may not read it any more. One query for each hand, and one."""
    seen, programs, keys = set[int](), set[int](), set(allocations)
    while keys:
        seen |= keys
        rows = Allocation.objects.filter(pk__in=keys).order_by()
        programs |= set(rows.filter(program__isnull=False).values_list("program", flat=True))
        keys = set(Allocation.objects.filter(parent__in=keys).order_by().values_list("pk", flat=True)) - seen
    if programs:
        check_plans_again(Activity.objects.filter(program__in=programs), by=by, kept_back=kept_back)


@contextmanager
def checking_who_reads(allocations: AllocationQuerySet, *, by: User) -> Iterator[None]:
    """Around a change of who can see these: their work is checked again where insiders read other decided ones after
    it, for overlaps that are kept for all of them rest on these. Two queries where they do not."""
    before = read_by_insiders(allocations)
    yield
    after = read_by_insiders(allocations)
    if before != after:
        check_work_again(before ^ after, by=by, kept_back=not before <= after)


def read_by_insiders(allocations: AllocationQuerySet) -> set[int]:
    """Those of these (by key) that are decided, and that every insider may read."""
    return set(allocations.read_by_every_insider().decided().order_by().values_list("pk", flat=True))
