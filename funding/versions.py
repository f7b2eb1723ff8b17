"""Which versions of what people write for a time (money rules, limits of meters) are asked on a day. Pure.

What has held goes on being asked until counsel confirms what stands in its place: so a change that is stricter holds
at once, and a looser one only once counsel has read it. Whoever asks takes the strictest of what is asked.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, ClassVar, Generic, Protocol, TypeVar


class Written(Protocol):
    """A frozen dataclass: one version of a rule or a limit as it is written."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def code(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def lingers(self) -> bool: ...
    @property
    def waits(self) -> bool: ...
    @property
    def is_confirmed(self) -> bool: ...


W = TypeVar("W", bound=Written)


@dataclass(frozen=True, slots=True)
class Version(Generic[W]):
    """What is written, its first day, and the first day on which it holds no more (None: it goes on)."""

    rule: W
    starts_on: dt.date
    ends_on: dt.date | None = None

    def is_in_force(self, on: dt.date) -> bool:
        """By its days alone."""
        return self.starts_on <= on and (self.ends_on is None or on < self.ends_on)

    @property
    def was_withdrawn(self) -> bool:
        """Whether it was ended before it held on any day."""
        return self.starts_on == self.ends_on


def asked_on(versions: Iterable[Version[W]], on: dt.date) -> list[W]:
    """What is asked on that day, by its name: the version in force, and those in whose place it stands which counsel
    has not let go. These are marked `lingers`, and one in force beside them `waits`."""
    begun = sorted((each for each in versions if each.starts_on <= on), key=_order)
    found: list[W] = []
    for _, group in groupby(begun, key=lambda each: each.rule.code):
        rows = list(group)
        kept = [each for each in _let_go_by_nobody(rows) if not each.is_in_force(on)]
        waits = any(each.rule.version < row.rule.version for row in rows if row.is_in_force(on) for each in kept)
        found += [replace(each.rule, waits=waits) for each in rows if each.is_in_force(on)]
        found += [replace(each.rule, lingers=True) for each in kept]
    return found


def _let_go_by_nobody(begun: Sequence[Version[W]]) -> list[Version[W]]:
    """Those that a later version has ended, from the last one that is confirmed on; unconfirmed ones that never held
    are no part of it."""
    last = max((at for at, each in enumerate(begun) if each.rule.is_confirmed), default=0)
    rows = [each for each in begun[last:] if each.rule.is_confirmed or not each.was_withdrawn]
    return [each for at, each in enumerate(rows) if _was_replaced(each, rows[at + 1 :])]


def _was_replaced(version: Version[W], later: Iterable[Version[W]]) -> bool:
    ended = version.ends_on
    return ended is not None and any(each.starts_on <= ended for each in later)


def _order(version: Version[W]) -> tuple[str, int]:
    return version.rule.code, version.rule.version
