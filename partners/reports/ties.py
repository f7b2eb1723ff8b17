"""With whom a partner belongs: tables, hubs, chapters, in both directions, and the same as a small picture."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from accounts.visibility import Viewer
from partners.models import Affiliation, Partner
from partners.models.in_force import is_in_force

_DRAWN: Final = 6
_FROM_THE_OTHER_SIDE: Final = {
    Affiliation.Kind.MEMBER: "Members",
    Affiliation.Kind.CHAPTER: "Chapters and affiliates",
    Affiliation.Kind.SERVED_BY: "Serves",
    Affiliation.Kind.COLLABORATIVE: "Collaborative members",
}


@dataclass(frozen=True)
class Tie:
    """How this partner belongs to another one (`is_up`), or another one to it: `said` is "Member of", "Members" …"""

    row: Affiliation
    said: str
    partner: Partner
    is_up: bool
    is_now: bool

    @property
    def starts_on(self) -> dt.date | None:
        return self.row.starts_on

    @property
    def ends_on(self) -> dt.date | None:
        return self.row.ends_on


@dataclass(frozen=True)
class Band:
    """One side of the picture: the first few partners of it, and how many more there are."""

    ties: tuple[Tie, ...]
    more: int


@dataclass(frozen=True)
class Picture:
    """What is drawn above a family (where it belongs) and below it (who belongs to it), today."""

    above: Band
    below: Band


def ties_of(partner: Partner, viewer: Viewer, *, today: dt.date) -> tuple[Tie, ...]:
    """The ties of a partner whose both ends the viewer may see, those in force first. One query."""
    rows = Affiliation.objects.filter(Q(partner=partner) | Q(to=partner)).visible_to(viewer)
    ties = (_tie(row, partner, today) for row in rows.select_related("partner", "to"))
    return tuple(sorted(ties, key=lambda tie: (not tie.is_now, tie.said, tie.partner.name.lower(), tie.partner.slug)))


def picture_of(ties: Sequence[Tie]) -> Picture:
    """The ties in force, as they are drawn."""
    return Picture(
        _band([tie for tie in ties if tie.is_now and tie.is_up]),
        _band([tie for tie in ties if tie.is_now and not tie.is_up]),
    )


def grouped(ties: Iterable[Tie]) -> dict[str, list[Tie]]:
    """Ties by what they say, in their order; former ones apart."""
    found: dict[str, list[Tie]] = {}
    for tie in ties:
        found.setdefault(tie.said if tie.is_now else f"{tie.said}, formerly or later", []).append(tie)
    return found


def _band(ties: list[Tie]) -> Band:
    return Band(tuple(ties[:_DRAWN]), max(len(ties) - _DRAWN, 0))


def _tie(row: Affiliation, partner: Partner, today: dt.date) -> Tie:
    is_now = is_in_force(row.starts_on, row.ends_on, today)
    if row.partner_id == partner.pk:
        return Tie(row, str(row.get_kind_display()), row.to, True, is_now)
    return Tie(row, _FROM_THE_OTHER_SIDE[Affiliation.Kind(row.kind)], row.partner, False, is_now)
