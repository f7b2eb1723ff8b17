"""Blind totals as somebody may read them: for partners, and for a state as the sum of those of its groups."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.db.models import Q, QuerySet, Sum

from accounts.visibility import Viewer, Visibility
from funding.blind import Shares, told
from funding.models import Allocation, BlindTotal
from partners.models import PartnerState
from states.models import Cycle

BLIND_RULE: Final = (
    "A blind total stands for three funders or more, none of whom has most of it; your own part is left out, and the "
    "rest is rounded to $10,000. It is told anew only when several funders have changed their part, and it is in no "
    "other total."
)

Key = tuple[int, int]  # a partner's id and a cycle's id
_SHARED: Final = (Visibility.FUNDERS, Visibility.PARTNERS, Visibility.PUBLIC)


@dataclass(frozen=True)
class Blind:
    """What others than the viewer think of giving, or give, in blind totals: `about_usd` to the nearest $10,000 (0:
    less than half of that), as of the day of `published_on`. `groups` are how many partners' totals are in it."""

    about_usd: Decimal
    published_on: dt.date
    groups: int = 1


def blind_totals(
    viewer: Viewer, partner_ids: Collection[int] | QuerySet[Any, int], cycle: Cycle | None
) -> dict[int, Blind]:
    """By partner id, for those of which something may be told to this viewer. Three queries."""
    published = BlindTotal.objects.visible_to(viewer).filter(partner__in=partner_ids, cycle=cycle)
    totals = list(published.prefetch_related("shares"))
    if not totals:
        return {}
    now = shares_now([each.partner_id for each in totals], cycle)
    found = {}
    for total in totals:
        shares = {share.funder_id: share.amount_usd for share in total.shares.all()}
        about = told(shares, now.get((total.partner_id, total.cycle_id), {}), viewer.partner_ids)
        if about is not None:
            found[total.partner_id] = Blind(about, total.published_on)
    return found


def blind_total_in(viewer: Viewer, state: str, cycle: Cycle | None) -> Blind | None:
    """The sum of the totals of groups at work in a state (postal code); None where there is none. Three queries.

    It adds up what is told of single groups, and nothing else: so it tells no more than these.
    """
    there = PartnerState.objects.filter(state=state).order_by().values_list("partner_id", flat=True)
    totals = list(blind_totals(viewer, there, cycle).values())
    if not totals:
        return None
    about = sum((each.about_usd for each in totals), Decimal(0))
    return Blind(about, min(each.published_on for each in totals), len(totals))


def shares_now(partner_ids: Collection[int] | None, cycle: Cycle | None = None) -> Mapping[Key, Shares]:
    """By partner and cycle, each funder's dollars that are shared in blind totals as they stand now; not for serving.

    Of intents and grants that their level and that of their fund open to peer funders, without what was declined or
    cancelled and what came by another allocation. `partner_ids` None: of all partners. One query.
    """
    ended = (Allocation.Status.DECLINED, Allocation.Status.CANCELLED)
    rows: Any = Allocation.objects.in_dollars().filter(
        shared_as=Allocation.SharedAs.BLIND,
        fund__is_managed=False,
        parent=None,
        visibility__in=_SHARED,
        fund__visibility__in=_SHARED,
    )
    if partner_ids is not None:
        rows = rows.filter(entity__partner__in=partner_ids)
    if cycle is not None:
        rows = rows.filter(fund__cycle=cycle)
    keys = ("entity__partner_id", "fund__cycle_id", "fund__owner_id")
    rows = rows.filter(~Q(status__in=ended)).with_whole_amount().order_by().values_list(*keys)
    found: dict[Key, dict[int, Decimal]] = defaultdict(dict)
    for partner, of, funder, amount in rows.annotate(sum=Sum("whole")):
        if partner != funder:
            found[partner, of][funder] = amount
    return found
