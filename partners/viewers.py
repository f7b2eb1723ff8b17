"""From memberships to a `Viewer`: which organizations a person speaks for, and at whose tables they sit."""

import datetime as dt
from functools import cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef, QuerySet
from django.utils import timezone

from accounts.visibility import ANONYMOUS, Viewer

from .models import Affiliation, Membership, Partner, PartnerState
from .models.family import TABLES
from .models.in_force import in_force


def viewer_of(user: Any, *, donor_id: int | None = None) -> Viewer:
    """The viewer that this user is. One query.

    `donor_id` comes from the caller, because donors live further up. An inactive user is nobody.
    """
    if user is None or not user.is_authenticated or not user.is_active:
        return ANONYMOUS
    seats = _seats_of(user.pk, timezone.localdate())
    return Viewer(
        user_id=user.pk,
        is_staff=user.is_staff,
        is_counsel=user.is_counsel,
        is_admin=user.is_admin,
        donor_id=donor_id,
        partner_ids=frozenset(partner for partner, *_ in seats),
        editable_partner_ids=frozenset(partner for partner, _, can_edit, *_ in seats if can_edit),
        funder_ids=frozenset(partner for partner, kind, *_ in seats if kind == Partner.Kind.PEER_FUNDER),
        table_states=frozenset(
            state for _, kind, _, at_tables, own in seats for state in (*at_tables, *(own if kind in TABLES else ()))
        ),
    )


def _seats_of(user_id: int, today: dt.date) -> list[tuple[int, str, bool, list[str], list[str]]]:
    """Each membership: its partner, of which kind, whether it may edit, states of its tables, states of its own."""
    words, given = _question()
    filled: dict[Any, Any] = {_SOMEBODY: user_id, _SOME_DAY: today}
    with connection.cursor() as cursor:
        cursor.execute(words, [filled.get(each, each) for each in given])
        return cursor.fetchall()


# What stands in the question until somebody asks it: an id and a day that no row has.
_SOMEBODY, _SOME_DAY = -1, dt.date.min


@cache
def _question() -> tuple[str, tuple[Any, ...]]:
    """The question for seats in SQL, and what is given with it: written once, because every request asks it."""
    seats = (
        Membership.objects.filter(user_id=_SOMEBODY)
        .exclude(partner__status=Partner.Status.MERGED)
        .order_by()
        # Asked apart, each by an index: "or" would have every page of a contact read the states of all partners.
        .annotate(at_tables=ArraySubquery(_states_of_tables(_SOME_DAY)), own=ArraySubquery(_own_states()))
        .values_list("partner_id", "partner__kind", "can_edit", "at_tables", "own")
    )
    return seats.query.sql_with_params()


def _states_of_tables(today: dt.date) -> QuerySet[PartnerState, Any]:
    """The states of the tables at which the organization of a membership is seated today, as a member."""
    seated_at = (
        Affiliation.objects.filter(partner_id=OuterRef(OuterRef("partner_id")), kind=Affiliation.Kind.MEMBER)
        .filter(in_force(today), to__kind__in=TABLES)
        .exclude(to__status=Partner.Status.MERGED)
    )
    return PartnerState.objects.order_by().filter(partner_id__in=seated_at.values("to_id")).values("state_id")


def _own_states() -> QuerySet[PartnerState, Any]:
    """The states of the organization itself: it may be the table."""
    return PartnerState.objects.order_by().filter(partner_id=OuterRef("partner_id")).values("state_id")
