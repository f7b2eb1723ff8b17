"""Who speaks for a partner: added, removed, kept in the history, refused where the record is gone."""

import pytest

from partners.actions.members import PartnerIsMerged, add_member, remove_member
from partners.models import Membership, Partner
from tests import factories


def told(membership_id: int) -> list[tuple[str, str]]:
    events = Membership.pgh_event_model.objects.filter(pgh_obj_id=membership_id).order_by("pgh_id")
    return [(event.pgh_label, event.pgh_context.metadata["verb"]) for event in events]


def test_a_contact_is_added_once_and_kept_in_the_history(own_partner, outsider, staff, viewer):
    first = add_member(partner=own_partner, user=outsider, by=staff)
    again = add_member(partner=own_partner, user=outsider, by=staff)
    assert first == again and viewer(outsider).editable_partner_ids == {own_partner.pk}
    assert told(first.pk) == [("insert", "added a contact")]


def test_asking_again_changes_whether_the_contact_may_edit(own_partner, outsider, staff, viewer):
    add_member(partner=own_partner, user=outsider, by=staff)
    add_member(partner=own_partner, user=outsider, by=staff, can_edit=False)
    who = viewer(outsider)
    assert who.partner_ids == {own_partner.pk} and not who.editable_partner_ids


def test_a_removed_contact_is_a_stranger_from_then_on(own_partner, partner_rep, staff, viewer):
    membership = Membership.objects.get(user=partner_rep)
    remove_member(membership=membership, by=staff, reason="Left the group")
    assert not viewer(partner_rep).has_role
    event = Membership.pgh_event_model.objects.filter(pgh_obj_id=membership.pk).latest("pgh_id")
    assert (event.pgh_label, event.pgh_context.metadata["reason"]) == ("delete", "Left the group")


def test_nobody_speaks_for_a_merged_partner(own_partner, outsider, staff):
    old = factories.make_partner("Ocotillo Vote", status=Partner.Status.MERGED, merged_into=own_partner)
    with pytest.raises(PartnerIsMerged, match="merged into Ocotillo Votes"):
        add_member(partner=old, user=outsider, by=staff)
    assert not Membership.objects.filter(user=outsider).exists()
