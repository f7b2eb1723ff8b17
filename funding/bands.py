"""The bands in which a funder may share an amount: the one list of them, and which one an amount falls in.

Pure. Each amount of more than zero lies in exactly one band; an amount on a border belongs to the band that it
begins.
"""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final


@dataclass(frozen=True)
class Band:
    """Amounts from `low` on and below `high` (None: without an end), in the currency of the allocation; `label` says
    it with a sign in place of the currency ("¤25K–50K")."""

    low: Decimal
    high: Decimal | None
    label: str

    def holds(self, amount: Decimal) -> bool:
        """Whether an amount lies in it."""
        return self.low <= amount and (self.high is None or amount < self.high)


def _short(border: int) -> str:
    return f"{border // 1_000_000}M" if border >= 1_000_000 else f"{border // 1_000}K"


def _bands(borders: tuple[int, ...]) -> tuple[Band, ...]:
    first, last = borders[0], borders[-1]
    between = [Band(Decimal(a), Decimal(b), f"¤{_short(a)}–{_short(b)}") for a, b in pairwise(borders)]
    return (
        Band(Decimal(0), Decimal(first), f"under ¤{_short(first)}"),
        *between,
        Band(Decimal(last), None, f"¤{_short(last)} or more"),
    )


BANDS: Final = _bands((10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000))


def band_of(amount: Decimal) -> Band:
    """The band of an amount. Raises ValueError for what is no amount (zero or less)."""
    if amount <= 0:
        raise ValueError("Only an amount of more than zero lies in a band.")
    return next(band for band in BANDS if band.holds(amount))


def in_currency(label: str, currency: str) -> str:
    """The label of a band as people read it: "$25K–50K", "GBP 25K–50K"."""
    return label.replace("¤", "$" if currency == "USD" else f"{currency} ")
