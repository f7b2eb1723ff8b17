"""Who has a role elsewhere that nobody has in a state, why they could help, and by when it matters there."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from accounts.visibility import Viewer
from mvp_coord.lib import wording
from partners.models import Partner
from states.borders import beside
from states.models import Deadline, Election

from .gap_kinds import RoleGap

MOST: Final = 8


@dataclass(frozen=True)
class Holder:
    """A partner that has the role elsewhere, and why it could help here."""

    partner: Partner
    why: str


@dataclass(frozen=True)
class Comes:
    """The next day of the state's calendar, what it is, where that is, and whether anybody has verified it."""

    on: dt.date
    what: str
    href: str
    is_verified: bool


@dataclass(frozen=True)
class RoleHelp:
    """Holders, those beside the state first and then those of the whole country; and by when it matters."""

    holders: tuple[Holder, ...]
    more: int
    comes: Comes | None


def role_help(viewer: Viewer, gap: RoleGap, *, today: dt.date) -> RoleHelp:
    """As far as the viewer reads the directory. Four queries."""
    near = beside(gap.state.code)
    known = Partner.objects.visible_to(viewer).listed().filter(kind=gap.role)
    found = []
    for partner in known.order_by("name", "pk").prefetch_related("partner_states__state"):
        if partner.is_at_work:
            states = {each.state_id: each.state.name for each in partner.partner_states.all()}
            found.append((_rank(states, near), Holder(partner, _why(states, near, gap.state.name))))
    found.sort(key=lambda each: each[0])
    return RoleHelp(tuple(holder for _, holder in found[:MOST]), max(0, len(found) - MOST), _comes(gap, today))


def _rank(states: dict[str, str], near: frozenset[str]) -> int:
    return 0 if near & set(states) else 1 if not states else 2


def _why(states: dict[str, str], near: frozenset[str], here: str) -> str:
    beside_it = sorted(name for code, name in states.items() if code in near)
    if beside_it:
        return f"has this role in {wording.join_words(beside_it)}, beside {here}"
    if not states:
        return "has this role, and no state of its own"
    return f"has this role in {wording.join_words(sorted(states.values())[:3])}"


def _comes(gap: RoleGap, today: dt.date) -> Comes | None:
    """Of the next deadline and the next election of the whole state, what comes first."""
    there = gap.state.division_id
    deadline = Deadline.objects.ahead(today).filter(election__division=there).select_related("election").first()
    election = Election.objects.filter(division=there, held_on__gte=today).order_by("held_on", "pk").first()
    if deadline and not (election and election.held_on < deadline.on):
        href = deadline.election.get_absolute_url()
        return Comes(deadline.on, str(deadline.get_kind_display()), href, deadline.is_verified)
    return (
        Comes(election.held_on, election.title, election.get_absolute_url(), is_verified=True) if election else None
    )
