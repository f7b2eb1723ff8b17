"""Three ways to look at the same awards: all that counts, approvals, payments. Pure.

They are never added up: an award of two installments is one approval and two payments of the same dollars.
"""

from collections.abc import Callable, Iterable
from typing import Final

from .records import Award, Flow


def pipeline(awards: Iterable[Award]) -> list[Flow]:
    """Each award whole, from the recommendation on, in the year of its approval, or in none yet."""
    return [_whole(each) for each in awards]


def approvals(awards: Iterable[Award]) -> list[Flow]:
    """Each approved award whole, in the year of its approval."""
    return [_whole(each) for each in awards if each.approved_on is not None]


def payments(awards: Iterable[Award]) -> list[Flow]:
    """Each payment of an award in its own year."""
    return [
        Flow(each.key, each.giver, each.receiver, each.vehicle, amount, day.year)
        for each in awards
        for day, amount in each.payments
    ]


VIEWS: Final[dict[str, tuple[str, str, Callable[[Iterable[Award]], list[Flow]]]]] = {
    "pipeline": (
        "All that counts",
        "Awards from the recommendation on, each whole, in the year of its approval.",
        pipeline,
    ),
    "approvals": ("Approvals", "Approved awards, each whole, in the year of its approval.", approvals),
    "payments": ("Payments", "What has been paid, each payment in its own year.", payments),
}


def _whole(award: Award) -> Flow:
    year = award.approved_on.year if award.approved_on else None
    return Flow(award.key, award.giver, award.receiver, award.vehicle, award.amount_usd, year)
