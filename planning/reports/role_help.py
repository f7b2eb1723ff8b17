"""Who has a role elsewhere that nobody has in a state, why they could help, and when it votes next."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from accounts.visibility import Viewer
from mvp_coord.lib import wording
from partners.models import Partner
from states.borders import beside
from states.models import Election

from .gap_kinds import RoleGap

MOST: Final = 8


@dataclass(frozen=True)
class Holder:
    """A partner that has the role elsewhere, and why it could help here."""

    partner: Partner
    why: str


@dataclass(frozen=True)
class RoleHelp:
    """Holders, those beside the state first and then those of the whole country; and when the state votes next."""

    holders: tuple[Holder, ...]
    more: int
    next_election: Election | None


def role_help(viewer: Viewer, gap: RoleGap, *, today: dt.date) -> RoleHelp:
    """As far as the viewer reads the directory. Three queries."""
    near = beside(gap.state.code)
    known = Partner.objects.visible_to(viewer).listed().filter(kind=gap.role)
    found = []
    for partner in known.order_by("name", "pk").prefetch_related("partner_states__state"):
        if partner.is_at_work:
            states = {each.state_id: each.state.name for each in partner.partner_states.all()}
            found.append((_rank(states, near), Holder(partner, _why(states, near, gap.state.name))))
    found.sort(key=lambda each: each[0])
    return RoleHelp(
        tuple(holder for _, holder in found[:MOST]), max(0, len(found) - MOST), _next_election(gap, today)
    )


def _rank(states: dict[str, str], near: frozenset[str]) -> int:
    return 0 if near & set(states) else 1 if not states else 2


def _why(states: dict[str, str], near: frozenset[str], here: str) -> str:
    beside_it = sorted(name for code, name in states.items() if code in near)
    if beside_it:
        return f"has this role in {wording.join_words(beside_it)}, beside {here}"
    if not states:
        return "has this role, and no state of its own"
    return f"has this role in {wording.join_words(sorted(states.values())[:3])}"


def _next_election(gap: RoleGap, today: dt.date) -> Election | None:
    """Of the whole state. No deadline of it is a role's: a table or a hub lives through a cycle."""
    ahead = Election.objects.filter(division=gap.state.division_id, held_on__gte=today)
    return ahead.order_by("held_on", "pk").first()
