"""What coordination saved: tries above the band, and their cost, that the plans of settled cases no longer hold."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from accounts.visibility import Viewer
from mvp_coord.lib import wording
from planning.material import facts_from
from planning.models import Settlement

from .decisions import readable_among
from .facts import Stakes, stakes_from

_Number = TypeVar("_Number", int, float)


@dataclass(frozen=True)
class Saving:
    """What one decision saved among the plans that it covers, as insiders know it, or as it is told to others, who
    need not know that one pays for the other."""

    settlement: Settlement
    is_insider: bool

    @property
    def before(self) -> Stakes:
        """Above the band before the decision."""
        return self._stakes("before")

    @property
    def after(self) -> Stakes:
        """Above the band at the last check."""
        return self._stakes("after")

    def _stakes(self, when: str) -> Stakes:
        if not self.is_insider:
            return stakes_from(self.settlement.told.get(when, {}))
        return Stakes(**{name: getattr(self.settlement, f"{when}_{name}") for name in Stakes.__dataclass_fields__})

    @property
    def attempts(self) -> tuple[int, int]:
        """Fewer attempts above the band than before; never less than none."""
        before, after = self.before, self.after
        # As the page shows both, so that the difference is theirs.
        return _range(
            round(before.attempts_low) - round(after.attempts_low),
            round(before.attempts_high) - round(after.attempts_high),
        )

    @property
    def dollars(self) -> tuple[Decimal, Decimal]:
        """What these attempts would have cost, at what one cost before: a budget may stay while tries fall."""
        before, after = self.before, self.after
        if not before.attempts_high:
            return Decimal(0), Decimal(0)
        price = before.dollars_high / Decimal(before.attempts_high)
        # Of attempts as the engine reckons them: where none are left, it is what the page of the case said before.
        fewer = _range(before.attempts_low - after.attempts_low, before.attempts_high - after.attempts_high)
        low, high = (round(Decimal(attempts) * price, 2) for attempts in fewer)
        return low, high

    @property
    def attempts_words(self) -> str:
        return wording.span(*self.attempts)

    @property
    def dollars_words(self) -> str:
        return _usd(self.dollars)


@dataclass(frozen=True)
class Savings:
    """The decisions of a cycle that a viewer may read, the largest savings first, and their sums."""

    rows: tuple[Saving, ...]

    @property
    def attempts_words(self) -> str:
        return wording.span(*(sum(each.attempts[end] for each in self.rows) for end in (0, 1)))

    @property
    def dollars_words(self) -> str:
        low, high = (sum((each.dollars[end] for each in self.rows), Decimal(0)) for end in (0, 1))
        return _usd((low, high))


def savings_of(viewer: Viewer, *, starts_on: dt.date, ends_on: dt.date) -> Savings:
    """What decisions on work between these days saved, as far as the viewer may read all plans that they cover.

    Of several decisions on one case the last one counts; one that a person took back counts for nothing. Two queries.
    """
    if not (viewer.is_insider or viewer.partner_ids):
        return Savings(())
    known = Settlement.objects.select_related("overlap__family", "overlap__anchor", "decided_by")
    last = _last_readable(viewer, list(known))
    rows = [
        Saving(each, viewer.is_insider)
        for each in last
        if not each.ended_by_id and _lies_between(each, starts_on, ends_on)
    ]
    return Savings(tuple(sorted(rows, key=lambda each: (-each.attempts[1], each.settlement.pk))))


def _last_readable(viewer: Viewer, known: list[Settlement]) -> Iterable[Settlement]:
    readable = readable_among(viewer, (key for each in known for key in each.covers))
    last: dict[int, Settlement] = {}
    for each in known:  # newest first
        if set(each.covers) <= readable:
            last.setdefault(each.overlap_id, each)
    return last.values()


def _lies_between(settlement: Settlement, starts_on: dt.date, ends_on: dt.date) -> bool:
    facts = facts_from(settlement.facts_alone)
    return facts.first <= ends_on and facts.last >= starts_on


def _range(one: _Number, other: _Number) -> tuple[_Number, _Number]:
    low, high = sorted((max(one, type(one)(0)), max(other, type(one)(0))))
    return low, high


def _usd(ends: tuple[Decimal, Decimal]) -> str:
    return "–".join(dict.fromkeys(wording.usd(end) for end in ends))
