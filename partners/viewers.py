"""From memberships to a `Viewer`: which organizations a person speaks for, and at whose tables they sit."""

from typing import Any

from django.db.models import Q

from accounts.visibility import ANONYMOUS, Viewer

from .models import Affiliation, Membership, Partner, PartnerState

_TABLES = (Partner.Kind.STATE_TABLE, Partner.Kind.DONOR_TABLE)


def viewer_of(user: Any, *, donor_id: int | None = None) -> Viewer:
    """The viewer that this user is. Two queries for contacts of organizations, one for others.

    `donor_id` comes from the caller, because donors live further up. An inactive user is nobody.
    """
    if user is None or not user.is_authenticated or not user.is_active:
        return ANONYMOUS
    seats = list(
        Membership.objects.filter(user_id=user.pk)
        .exclude(partner__status=Partner.Status.MERGED)
        .values_list("partner_id", "partner__kind", "can_edit")
    )
    ids = frozenset(partner for partner, _, _ in seats)
    return Viewer(
        user_id=user.pk,
        is_staff=user.is_staff,
        is_counsel=user.is_counsel,
        is_admin=user.is_admin,
        donor_id=donor_id,
        partner_ids=ids,
        editable_partner_ids=frozenset(partner for partner, _, can_edit in seats if can_edit),
        funder_ids=frozenset(partner for partner, kind, _ in seats if kind == Partner.Kind.PEER_FUNDER),
        table_states=_table_states(ids),
    )


def _table_states(partner_ids: frozenset[int]) -> frozenset[str]:
    """States at whose tables these organizations are seated: as a member, or because they are the table."""
    if not partner_ids:
        return frozenset()
    seated = Affiliation.objects.filter(
        partner_id__in=partner_ids, kind=Affiliation.Kind.MEMBER, ends_on__isnull=True, to__kind__in=_TABLES
    )
    return frozenset(
        PartnerState.objects.filter(
            Q(partner_id__in=seated.values("to_id"))
            | Q(partner_id__in=partner_ids, partner__kind__in=_TABLES)
        ).values_list("state_id", flat=True)
    )
