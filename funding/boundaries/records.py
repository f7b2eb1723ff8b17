"""What the counting knows of money: awards, and the flows between organizations that a view makes of them. Pure."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """How a flow lies to a boundary: each lies in exactly one of these ways."""

    INCOMING = "incoming"
    INTERNAL = "internal"
    OUTGOING = "outgoing"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Award:
    """One award: `key` names it, `parent` the award that its money came by. Organizations go by their keys.

    `approved_on` is None while nobody has decided; `payments` are days and dollars of what was paid of it.
    """

    key: int
    giver: int
    receiver: int
    vehicle: str
    amount_usd: Decimal
    approved_on: dt.date | None = None
    payments: tuple[tuple[dt.date, Decimal], ...] = ()
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """Dollars of one color from one organization to another in one year (None: in none yet), by an award."""

    award: int
    giver: int
    receiver: int
    vehicle: str
    amount_usd: Decimal
    year: int | None
