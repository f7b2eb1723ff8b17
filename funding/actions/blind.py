"""Publishing blind totals, each night: only what may be told, and only where the change may be told too."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from funding.blind import Shares, may_follow
from funding.models import BlindShare, BlindTotal
from funding.reports.blind import Key, shares_now
from mvp_coord.jobs.actions import run_job
from mvp_coord.jobs.models import JobRun

JOB = "publish blind totals"


def publish_blind_totals(*, slot: str) -> JobRun | None:
    """Once for this turn of the schedule."""
    return run_job(name=JOB, slot=slot, work=publish)


@transaction.atomic
def publish() -> dict[str, int]:
    """Publish every total that may be told, anew where it may follow what was told before; twice is once."""
    counts = {"published": 0, "kept": 0, "not told": 0}
    today = timezone.localdate()
    for key, shares in sorted(shares_now(None).items()):
        before = _published(key)
        if shares == before:
            counts["kept"] += 1
        elif may_follow(before, shares):
            _publish(key, shares, today)
            counts["published"] += 1
        else:
            counts["kept" if before else "not told"] += 1
    return counts


def _published(key: Key) -> Shares:
    """What was told last of this partner and of those that were merged into it, by funder."""
    partner, cycle = key
    told = BlindShare.objects.filter(total__cycle=cycle).filter(
        Q(total__partner=partner) | Q(total__partner__merged_into=partner)
    )
    found: dict[int, Decimal] = {}
    for share in told:
        found[share.funder_id] = found.get(share.funder_id, Decimal(0)) + share.amount_usd
    return found


def _publish(key: Key, shares: Shares, today: dt.date) -> None:
    partner, cycle = key
    total, _ = BlindTotal.objects.update_or_create(
        partner_id=partner, cycle_id=cycle, defaults={"published_on": today}
    )
    total.shares.all().delete()
    BlindTotal.objects.filter(partner__merged_into=partner, cycle=cycle).delete()
    BlindShare.objects.bulk_create(
        BlindShare(total=total, funder_id=funder, amount_usd=amount) for funder, amount in shares.items()
    )
