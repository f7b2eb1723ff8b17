"""What is material: when a case that was settled needs people again, since facts that it rests on have changed.

A new member, attempts above the band up by a fifth, a member at a new place, weeks in common that reach a week or
more beyond the old ones, and a case found again that had gone. Anything else (a name, a budget, a member that left,
fewer attempts) changes nothing. Pure: plain values in, plain values out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from mvp_coord.lib import wording

A_FIFTH: Final = 1.2
A_WEEK: Final = timedelta(days=7)
# Figures of a case are rounded to hundredths before they are kept.
ROUNDING: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Member:
    """An activity in a case: whose it is, and where."""

    partner: str
    place: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What a decision rests on: members by id, the weeks in common, attempts above the band (low and high).

    `excess` is None for a class of overlap that has no such figure; `is_found` is False for a case that the
    decision itself made go away.
    """

    members: Mapping[int, Member]
    first: date
    last: date
    excess: tuple[float, float] | None
    is_found: bool = True

    def plain(self) -> dict[str, Any]:
        """As it is kept, in JSON."""
        return {
            "members": {str(key): [each.partner, each.place] for key, each in sorted(self.members.items())},
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "excess": None if self.excess is None else list(self.excess),
            "is_found": self.is_found,
        }


def facts_from(plain: Mapping[str, Any]) -> Facts:
    """From what `Facts.plain` gave. Raises KeyError or ValueError for anything else."""
    excess = plain["excess"]
    return Facts(
        members={int(key): Member(*told) for key, told in plain["members"].items()},
        first=date.fromisoformat(plain["first"]),
        last=date.fromisoformat(plain["last"]),
        excess=None if excess is None else (float(excess[0]), float(excess[1])),
        is_found=plain["is_found"],
    )


@dataclass(frozen=True, slots=True)
class FactChange:
    """One fact that changed materially: what it is called, and its value then and now, in words."""

    what: str
    before: str
    now: str


def material_changes(then: Facts, now: Facts) -> tuple[FactChange, ...]:
    """Which facts have changed so much that people should look again; empty while the decision stands.

    A case that is not found now asks for nothing.
    """
    if not now.is_found:
        return ()
    joined = [
        FactChange("Who works there", "not a part of it", f"{member.partner}, in {member.place}")
        for key, member in sorted(now.members.items())
        if key not in then.members
    ]
    moved = [
        FactChange(f"Where {member.partner} works", then.members[key].place, member.place)
        for key, member in sorted(now.members.items())
        if key in then.members and then.members[key].place != member.place
    ]
    return (*joined, *moved, *_weeks(then, now), *_excess(then, now))


def _weeks(then: Facts, now: Facts) -> list[FactChange]:
    if not then.is_found or (then.first - now.first < A_WEEK and now.last - then.last < A_WEEK):
        return []
    return [FactChange("Weeks in common", wording.days(then.first, then.last), wording.days(now.first, now.last))]


def _excess(then: Facts, now: Facts) -> list[FactChange]:
    """By the middle of a range, so that one that only got wider is not taken for one that grew."""
    if not then.is_found:
        return [FactChange("The overlap", "gone with the decision", "found again" + _said(now.excess))]
    if then.excess is None or now.excess is None:
        return []
    before, after = sum(then.excess) / 2, sum(now.excess) / 2
    if after < before * A_FIFTH - ROUNDING or after <= before + ROUNDING:
        return []
    return [FactChange("Tries above the band", wording.span(*then.excess), wording.span(*now.excess))]


def _said(excess: tuple[float, float] | None) -> str:
    return "" if excess is None else f", with {wording.span(*excess)} tries above the band"
