"""From memberships to a `Viewer`: which organizations a person speaks for, and at whose tables they sit."""

import datetime as dt
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
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
    seats = list(
        Membership.objects.filter(user_id=user.pk)
        .exclude(partner__status=Partner.Status.MERGED)
        .annotate(states=ArraySubquery(_table_states(timezone.localdate())))
        .values_list("partner_id", "partner__kind", "can_edit", "states")
    )
    return Viewer(
        user_id=user.pk,
        is_staff=user.is_staff,
        is_counsel=user.is_counsel,
        is_admin=user.is_admin,
        donor_id=donor_id,
        partner_ids=frozenset(partner for partner, *_ in seats),
        editable_partner_ids=frozenset(partner for partner, _, can_edit, _ in seats if can_edit),
        funder_ids=frozenset(partner for partner, kind, *_ in seats if kind == Partner.Kind.PEER_FUNDER),
        table_states=frozenset(state for *_, states in seats for state in states),
    )


def _table_states(today: dt.date) -> QuerySet[PartnerState, Any]:
    """States at whose tables the organization of a membership is seated today, as a member or as the table."""
    seated_at = (
        Affiliation.objects.filter(partner_id=OuterRef(OuterRef("partner_id")), kind=Affiliation.Kind.MEMBER)
        .filter(in_force(today), to__kind__in=TABLES)
        .exclude(to__status=Partner.Status.MERGED)
    )
    own = Q(partner_id=OuterRef("partner_id"), partner__kind__in=TABLES)
    return PartnerState.objects.filter(Q(partner_id__in=seated_at.values("to_id")) | own).values("state_id")
