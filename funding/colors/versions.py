"""Which versions of rules are asked on a day: what counsel confirmed goes on being asked until counsel confirms what
stands in its place. Pure.

So a change of a confirmed rule that is stricter holds at once, and a looser one only once counsel has read it.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from .records import Rule


@dataclass(frozen=True, slots=True)
class Version:
    """A rule as it is written, its first day, and the first day on which it holds no more (None: it goes on)."""

    rule: Rule
    starts_on: dt.date
    ends_on: dt.date | None = None

    def is_in_force(self, on: dt.date) -> bool:
        """By its days alone."""
        return self.starts_on <= on and (self.ends_on is None or on < self.ends_on)


def asked_on(versions: Iterable[Version], on: dt.date) -> list[Rule]:
    """The rules that are asked on that day: of each the version in force, and the confirmed one in whose place it
    stands while counsel has not let that go. Then this one is marked `lingers`, and the one in its place `waits`."""
    begun = sorted((each for each in versions if each.starts_on <= on), key=_order)
    found: list[Rule] = []
    for _, group in groupby(begun, key=attrgetter("rule.code")):
        rows = list(group)
        kept = _let_go_by_nobody(rows)
        found += [replace(each.rule, waits=kept is not None) for each in rows if each.is_in_force(on)]
        found += [replace(kept.rule, lingers=True)] if kept and not kept.is_in_force(on) else []
    return found


def _let_go_by_nobody(begun: list[Version]) -> Version | None:
    """The confirmed version that a later one has ended, none of those after it confirmed."""
    kept = next((each for each in reversed(begun) if each.rule.is_confirmed), None)
    if kept is None or kept.ends_on is None:
        return None
    later = [each for each in begun if each.rule.version > kept.rule.version]
    return kept if any(each.starts_on <= kept.ends_on for each in later) else None


def _order(version: Version) -> tuple[str, int]:
    return version.rule.code, version.rule.version
