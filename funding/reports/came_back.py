"""What came back of awards that were paid, unspent: as the ledger has it, and what of the payments stayed."""

import datetime as dt
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Final

from django.db.models import Sum

from funding.cents import dollars_of
from funding.models import Account, Entry, Transaction

RULE: Final = (
    "What came back is taken off the payments, the last one first: meters and payments count what stayed. The award "
    "itself stays as it was approved."
)


def came_back(awards: Collection[int]) -> dict[int, Decimal]:
    """By award (their keys), dollars that came back and stand in the ledger. One query."""
    entries = Entry.objects.filter(
        account__allocation__in=awards,
        account__bucket=Account.Bucket.DISBURSED,
        transaction__kind=Transaction.Kind.REFUND,
        transaction__reversed_by=None,
    )
    sums = entries.order_by().values_list("account__allocation").annotate(cents=Sum("cents"))
    return {award: dollars_of(-cents) for award, cents in sums}


def stayed(paid: Sequence[tuple[dt.date, Decimal]], back: Decimal) -> list[tuple[dt.date, Decimal]]:
    """Payments, the first one first, less what came back of the last ones; those that came back whole are gone."""
    off = taken_off([amount for _, amount in paid], back)
    return [(day, amount - less) for (day, amount), less in zip(paid, off, strict=True) if amount > less]


def taken_off(paid: Sequence[Decimal], back: Decimal) -> list[Decimal]:
    """How much of each payment, the first one first, came back: of the last one first."""
    found = []
    for amount in reversed(paid):
        found.append(min(amount, back))
        back -= found[-1]
    return found[::-1]
