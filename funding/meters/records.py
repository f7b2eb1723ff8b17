"""What goes into a meter, and what it reads."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from .limits import Limit

PAID, COMMITTED, APPROVED, ASKED = "paid", "committed", "approved", "asked"
STATES_SAID: Final = {
    PAID: "Paid",
    COMMITTED: "Committed, not paid",
    APPROVED: "Approved, not committed",
    ASKED: "Asked for",
}
UNDER, NEAR, OVER, NOT_KNOWN = "under", "near", "over", "unknown"
STATUSES: Final = {UNDER: "Well under", NEAR: "Near the limit", OVER: "Over the limit", NOT_KNOWN: "Not known"}
# From this share of a limit on it is near.
NEAR_PERCENT: Final = 80


@dataclass(frozen=True, slots=True)
class Part:
    """Money of one award that counts: on the day that it was paid, or else comes at the earliest. In dollars.

    `state` is `PAID`, `COMMITTED`, `APPROVED`, or `ASKED` for what is not decided yet; `kind` one of `uses.KINDS`.
    """

    award: int
    on: dt.date
    amount: Decimal
    state: str
    kind: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is stated of an entity for a tax year, in dollars; None where nobody has stated it.

    `elected`: whether it has elected 501(h). `exempt_purpose`: its exempt-purpose expenditures. `spending`: all
    that it spends. The `own_…` are what it spends so beside the grants that are recorded here.
    """

    elected: bool | None = None
    exempt_purpose: Decimal | None = None
    spending: Decimal | None = None
    own_direct: Decimal | None = None
    own_grassroots: Decimal | None = None
    own_political: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one meter reads for one entity and year, in dollars.

    `parts` are the money of awards that counts, `own` what the entity states of its own (None: not stated), which is
    whole (`own_is_whole`) where nothing that it should hold is unstated. `limit` is None where it is not known, and
    `missing` says what to state then; `reckoned` says in words how the limit comes about, and `limits` are what it
    rests on. `is_counsels`: the law leaves it to counsel. `code` names the meter ("501h", "501h-grassroots",
    "political-share").
    """

    code: str
    label: str
    parts: tuple[Part, ...]
    own: Decimal | None
    limit: Decimal | None
    reckoned: str
    missing: tuple[str, ...]
    rule: str
    citation: str
    is_counsels: bool = False
    own_is_whole: bool = True
    limits: tuple[Limit, ...] = ()

    @property
    def is_confirmed(self) -> bool:
        """Whether counsel has confirmed all that the limit rests on."""
        return bool(self.limits) and all(each.is_confirmed for each in self.limits)

    def of(self, *states: str) -> Decimal:
        """What counts in these states."""
        return sum((each.amount for each in self.parts if each.state in states), Decimal(0))

    @property
    def paid(self) -> Decimal:
        return self.of(PAID)

    @property
    def set_aside(self) -> Decimal:
        """Committed, and not paid yet."""
        return self.of(COMMITTED)

    @property
    def approved(self) -> Decimal:
        """Approved, and not committed yet."""
        return self.of(APPROVED)

    @property
    def value(self) -> Decimal:
        """All that counts: every part, and what the entity states of its own."""
        return sum((each.amount for each in self.parts), self.own or Decimal(0))

    @property
    def share(self) -> Decimal | None:
        """The part of the limit that is used: 1 is all of it."""
        return self.value / self.limit if self.limit else None

    @property
    def left(self) -> Decimal | None:
        """What the limit still leaves; below zero where it is passed."""
        return None if self.limit is None else self.limit - self.value

    @property
    def status(self) -> str:
        """A key of `STATUSES`."""
        if self.limit is None:
            return NOT_KNOWN
        if self.value > self.limit:
            return OVER
        return NEAR if self.value and self.value * 100 >= self.limit * NEAR_PERCENT else UNDER

    @property
    def words(self) -> str:
        """The status in words."""
        return STATUSES[self.status]

    @property
    def said(self) -> str:
        """The status in words; what rests on records alone says so."""
        return f"{self.words}, as far as is known" if self.is_partial else self.words

    @property
    def is_partial(self) -> bool:
        """Whether there may be more than what counts here: nobody has stated what the entity spends so by itself."""
        return (self.own is None or not self.own_is_whole) and self.status in (UNDER, NEAR)

    @property
    def is_over(self) -> bool:
        return self.status == OVER

    @property
    def stops(self) -> bool:
        """Whether money that counts here goes no further without the word of counsel."""
        return self.is_over or (self.is_counsels and self.value > 0)


def in_year(parts: Iterable[Part], kinds: Iterable[str]) -> tuple[Part, ...]:
    """Those of these kinds, the earliest first."""
    wanted = frozenset(kinds)
    return tuple(sorted((each for each in parts if each.kind in wanted), key=lambda each: (each.on, each.award)))


def both(*stated: Decimal | None) -> Decimal | None:
    """The sum of what is stated; None where nothing is."""
    given = [each for each in stated if each is not None]
    return sum(given, Decimal(0)) if given else None
