"""Awards that are passed on: how much of one has been, and by which ones money out of a fund can have come.

Never more than the viewer may read: what is hidden is in no figure and no choice, and a band is no amount.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from accounts.visibility import Viewer
from funding.boundaries import came_by
from funding.models import Allocation
from funding.pipeline import APART

from .came_back import came_back

MOST_OFFERED: Final = 300


@dataclass(frozen=True)
class PassedOn:
    """What was approved of an award, and what the decided grants that came by it come to, in its currency.

    Of the grants that the viewer sees; `banded` of them tell no amount, and are in no figure. `back`: what its
    recipient sent back unspent, for those who read of that.
    """

    approved: Decimal
    amount: Decimal
    count: int
    banded: int
    back: Decimal = Decimal(0)

    @property
    def stayed(self) -> Decimal:
        """What there is to pass on: what was approved, less what came back."""
        return self.approved - self.back

    @property
    def left(self) -> Decimal:
        """Below zero where more is said to have been passed on than came."""
        return self.stayed - self.amount

    @property
    def too_much(self) -> Decimal:
        return max(-self.left, Decimal(0))


def passed_on(viewer: Viewer, award: int) -> PassedOn | None:
    """Of the award of this key; None where it is not decided, or its amount not for this viewer. Three queries."""
    seen = Allocation.objects.visible_to(viewer).decided().with_readable_amount(viewer)
    found = seen.filter(pk=award).first()
    return reckoned(viewer, found, seen.filter(parent=award)) if found else None


def reckoned(viewer: Viewer, award: Any, regrants: Iterable[Any]) -> PassedOn | None:
    """The same from rows that were read `with_readable_amount`."""
    if award.status not in Allocation.DECIDED or award.amount is None:
        return None
    decided = [each for each in regrants if each.status in Allocation.DECIDED]
    told = [each.amount for each in decided if each.amount is not None]
    back = came_back([award.pk]).get(award.pk, Decimal(0)) if viewer.is_insider else Decimal(0)
    return PassedOn(award.amount, sum(told, Decimal(0)), len(told), len(decided) - len(told), back)


def received_by(viewer: Viewer, owners: Collection[int] | Any) -> Any:
    """Awards to these organizations (keys) by which money of theirs can have come, the newest first."""
    rows = Allocation.objects.visible_to(viewer).exclude(status__in=APART).filter(entity__partner__in=owners)
    rows = rows.with_readable_amount(viewer).select_related("fund__owner", "fund__cycle", "entity__partner")
    return rows.order_by("-status_changed_at", "public_id")


def awards_behind(viewer: Viewer, allocation: Allocation) -> list[Any]:
    """By which awards the money of this allocation can have come: to the owner of its fund, in its currency, and not
    by itself. At most `MOST_OFFERED`. Two queries."""
    links = Allocation.objects.visible_to(viewer).filter(parent__isnull=False).order_by()
    onward = came_by({allocation.pk}, dict(links.values_list("pk", "parent_id")))
    rows = received_by(viewer, [allocation.fund.owner_id]).filter(currency=allocation.currency)
    return list(rows.exclude(pk__in={allocation.pk, *onward})[:MOST_OFFERED])
