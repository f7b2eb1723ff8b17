"""Record how much of each county lies in each district, to weigh plans in the one against plans in the other."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from accounts.history import change
from accounts.models import User
from mvp_coord.jobs.actions import record_due_work
from states.models import Division, DivisionShare
from states.weights import Share

_BATCH = 2000
Pair = tuple[int, int]


@dataclass(frozen=True)
class Reconciled:
    """What the shares of a file are against those that are kept, by pair of divisions (the lower id first)."""

    created: tuple[DivisionShare, ...]
    updated: tuple[DivisionShare, ...]
    unchanged: tuple[DivisionShare, ...]


def compare_shares(shares: Iterable[Share], *, basis: str, source: str) -> Reconciled:
    """Which of these are new, changed or the same. One query; writes nothing."""
    return _compare(shares, DivisionShare.objects.all(), basis=basis, source=source)


def record_shares(*, by: User, shares: Iterable[Share], basis: str, source: str) -> Reconciled:
    """Write what is new and what differs, all or nothing. What is kept of other places stays.

    Plans of the states concerned are compared again.
    """
    with change(by=by, verb="imported a crosswalk", reason=source):
        kept = DivisionShare.objects.select_for_update()
        found = _compare(shares, kept, basis=basis, source=source)
        DivisionShare.objects.bulk_create(found.created, batch_size=_BATCH)
        DivisionShare.objects.bulk_update(
            found.updated, ["share_of_a", "share_of_b", "basis", "source"], batch_size=_BATCH
        )
        for code in _states_of([*found.created, *found.updated]):
            record_due_work(kind="overlaps", key=code, by=by)
    return found


def _compare(shares: Iterable[Share], kept: QuerySet[DivisionShare], *, basis: str, source: str) -> Reconciled:
    known = {(each.division_a_id, each.division_b_id): each for each in kept}
    created, updated, unchanged = [], [], []
    for share in shares:
        pair, parts = _sides(share)
        facts = {"share_of_a": parts[0], "share_of_b": parts[1], "basis": basis, "source": source}
        old = known.get(pair)
        if old is None:
            created.append(DivisionShare(division_a_id=pair[0], division_b_id=pair[1], **facts))
        elif all(getattr(old, name) == value for name, value in facts.items()):
            unchanged.append(old)
        else:
            for name, value in facts.items():
                setattr(old, name, value)
            updated.append(old)
    return Reconciled(tuple(created), tuple(updated), tuple(unchanged))


def _sides(share: Share) -> tuple[Pair, tuple[Decimal, Decimal]]:
    """The two places, the lower id first, and the share of each that lies in the other."""
    (a, of_a), (b, of_b) = sorted(((share.county, share.of_county), (share.district, share.of_district)))
    return (a, b), (of_a, of_b)


def _states_of(shares: list[DivisionShare]) -> list[str]:
    places = {share.division_a_id for share in shares}
    states = Division.objects.filter(pk__in=places, state__isnull=False).order_by("state_id")
    return list(states.values_list("state_id", flat=True).distinct())
