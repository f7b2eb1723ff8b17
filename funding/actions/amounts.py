"""Amounts as people give them: more than zero, in whole cents."""

from decimal import Decimal

from funding.cents import NotWholeCents, cents_of

from .refusals import AmountMissing


def need_amount(amount: Decimal) -> None:
    """Raise `AmountMissing` unless it is more than zero and of whole cents."""
    try:
        cents = cents_of(amount)
    except NotWholeCents as fault:
        raise AmountMissing(str(fault)) from fault
    if cents <= 0:
        raise AmountMissing("Give an amount of more than zero.")
