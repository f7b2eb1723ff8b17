"""Dollars as whole cents, as the ledger counts them: nothing is rounded, and parts always add up.

Pure.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

# A hundred billion dollars: more is a slip of the hand, and far below what a 64-bit number holds.
MOST_CENTS: Final = 10_000_000_000_000


class NotWholeCents(ValueError):
    """The amount has a part of a cent, is not a number, or is larger than any real one."""


def cents_of(amount: Decimal) -> int:
    """An amount of dollars in cents. Raises `NotWholeCents` instead of rounding."""
    if not amount.is_finite():
        raise NotWholeCents("Give the amount as a number.")
    cents = amount * 100
    if cents != cents.to_integral_value():
        raise NotWholeCents("Give whole cents: an amount with more than two decimals is refused, never rounded.")
    if abs(cents) > MOST_CENTS:
        raise NotWholeCents("The amount is larger than any that is posted here.")
    return int(cents)


def dollars_of(cents: int) -> Decimal:
    """Cents as dollars with two decimals."""
    return Decimal(cents).scaleb(-2)


def split(cents: int, weights: Sequence[int]) -> list[int]:
    """Parts of an amount by weights, by the largest remainder: they add up to it, and none is a cent off its share.

    Of equal remainders the earlier part gets the cent. Raises ValueError for no weights, negative ones, or all zero.
    """
    total = sum(weights)
    if total <= 0 or min(weights) < 0:
        raise ValueError("Weights are not negative, and not all of them are zero.")
    sign = -1 if cents < 0 else 1
    shares = [divmod(abs(cents) * weight, total) for weight in weights]
    left = abs(cents) - sum(whole for whole, _ in shares)
    first = sorted(range(len(weights)), key=lambda at: (-shares[at][1], at))[:left]
    return [sign * (whole + (at in set(first))) for at, (whole, _) in enumerate(shares)]
