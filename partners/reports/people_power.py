"""People power as a viewer may read it: hours offered and needed, by list, and of a state or a partner."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import F, Value
from django.db.models.functions import Coalesce

from accounts.visibility import Viewer
from mvp_coord.lib.asked import Facets
from mvp_coord.lib.keyset import Order, Page, take_page
from partners.models import Partner, PeopleNeed, PeopleOffer
from partners.models.people_power import DAYS_A_WEEK, PeopleHours, PeopleQuerySet, Role
from partners.models.program import Program
from states.models import Cycle, State

from .counting import Filtered, by_facet, counted, fixed, in_order

PEOPLE_PAGE_SIZE: Final = 50
PEOPLE_ORDERS: Final = {
    "soon": Order("people power, the first weeks first", ("starts_on", "public_id")),
    "most": Order("people power, most hours first", ("-hours_a_week", "starts_on", "public_id")),
}
ANYWHERE: Final = "ANYWHERE"


@dataclass(frozen=True)
class RoleHours:
    """Hours of one role that fall into some days: `offered` and `needed` in all, and the rows that they sum."""

    role: str
    label: str
    offered: int
    needed: int
    offers: tuple[PeopleHours, ...]
    needs: tuple[PeopleHours, ...]


@dataclass(frozen=True)
class PeopleInState:
    """The people power of a state in some days (a cycle, from today), by role, most needed first.

    Offers from anywhere are counted in each state in which their organization works; hours are whole weeks' hours
    shared out by day, so they are what falls into these days.
    """

    roles: tuple[RoleHours, ...]

    @property
    def offered(self) -> int:
        """Hours in all."""
        return sum(each.offered for each in self.roles)

    @property
    def needed(self) -> int:
        """Hours in all."""
        return sum(each.needed for each in self.roles)


def people_of(state: State | str, cycle: Cycle, viewer: Viewer, *, today: dt.date) -> PeopleInState:
    """What is offered and needed in a state (or its postal code) from today to the end of a cycle, as far as this
    viewer may read it. Two queries."""
    code = state if isinstance(state, str) else state.pk
    first, last = max(today, cycle.starts_on), cycle.ends_on

    def rows(model: Any) -> list[PeopleHours]:
        there = model.objects.visible_to(viewer).standing().in_states([code]).between(first, last)
        return list(with_words(there).order_by("starts_on", "pk"))

    return PeopleInState(_by_role(rows(PeopleOffer), rows(PeopleNeed), first, last))


def people_at(partner: Partner, viewer: Viewer) -> tuple[tuple[PeopleHours, ...], tuple[PeopleHours, ...]]:
    """The offers and the needs of one partner that this viewer may read, the first weeks first. Two queries."""
    both: Any = (PeopleOffer, PeopleNeed)
    offers, needs = (
        tuple(with_words(model.objects.filter(partner=partner).visible_to(viewer).standing()).order_by("starts_on"))
        for model in both
    )
    return offers, needs


def hours_between(hours: PeopleHours, first: dt.date, last: dt.date) -> float:
    """The part of these hours that falls into some days, a week's hours shared evenly over its days."""
    days = (min(hours.ends_on, last) - max(hours.starts_on, first)).days + 1
    return hours.hours_a_week * max(0, days) / DAYS_A_WEEK


def people_page(rows: PeopleQuerySet, *, sort: str, cursor: str) -> Page[PeopleHours]:
    """Some of these (rows the viewer may see) after `cursor`; raises `keyset.BadCursor`. One query."""
    return take_page(with_words(rows), PEOPLE_ORDERS[sort], cursor=cursor, size=PEOPLE_PAGE_SIZE)


def with_words(rows: PeopleQuerySet) -> Any:
    """With what a line shows: the partner and the place."""
    return rows.select_related("partner", "division__state").defer("partner__search")


def people_facets(
    everyone: PeopleQuerySet, filtered: Filtered, chosen: Mapping[str, Sequence[str]], *, other: PeopleQuerySet
) -> Facets:
    """All counts of the list page, in one query; `other` are the rows of the other tab."""
    place = Coalesce(F("division__state_id"), Value(ANYWHERE))
    parts = [
        counted(filtered(""), "total"),
        counted(everyone, "of_total"),
        counted(other, "other"),
        counted(filtered("role"), "role", F("role")),
        counted(filtered("side"), "side", F("side")),
        counted(filtered("state"), "state", place, Coalesce(F("division__state__name"), Value("From anywhere"))),
    ]
    if chosen["state"]:
        named = State.objects.filter(pk__in=chosen["state"])
        parts.append(counted(named, "state", F("code"), F("name"), number=Value(0)))
    found = by_facet(parts)
    return Facets(
        total=found["total"].total(),
        of_total=found["of_total"].total(),
        options={
            "role": fixed(found["role"], Role.choices),
            "side": fixed(found["side"], Program.Side.choices),
            "state": in_order(found["state"]),
            "other": in_order(found["other"]),
        },
    )


def _by_role(
    offers: Iterable[PeopleHours], needs: Iterable[PeopleHours], first: dt.date, last: dt.date
) -> tuple[RoleHours, ...]:
    offered: dict[str, list[PeopleHours]] = defaultdict(list)
    needed: dict[str, list[PeopleHours]] = defaultdict(list)
    for rows, by in ((offers, offered), (needs, needed)):
        for each in rows:
            by[each.role].append(each)
    lines = [
        RoleHours(
            role=role.value,
            label=str(role.label),
            offered=round(sum(hours_between(each, first, last) for each in offered[role])),
            needed=round(sum(hours_between(each, first, last) for each in needed[role])),
            offers=tuple(offered[role]),
            needs=tuple(needed[role]),
        )
        for role in Role
        if offered[role] or needed[role]
    ]
    return tuple(sorted(lines, key=lambda each: (-(each.needed - each.offered), each.label)))
