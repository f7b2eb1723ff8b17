"""Donors are made and advised by name, and known to nobody else."""

import pytest

from funding.donors import AdviserIsNoStaff, add_donor, assign_adviser
from funding.models import Donor


def test_a_donor_is_made_once_and_an_adviser_stays(outsider, staff, counsel):
    first = add_donor(user=outsider, by=staff, adviser=staff)
    again = add_donor(user=outsider, by=counsel, adviser=counsel)
    assert first == again and again.adviser == staff
    [event] = Donor.pgh_event_model.objects.filter(pgh_obj_id=first.pk)
    assert {"user": staff.pk, "verb": "added as a donor"}.items() <= event.pgh_context.metadata.items()


def test_an_adviser_is_assigned_with_a_reason_and_taken_away(donor, counsel, admin):
    assign_adviser(donor=donor.donor, adviser=counsel, by=admin, reason="Sol is on leave")
    assert Donor.objects.get().adviser == counsel
    event = Donor.pgh_event_model.objects.latest("pgh_id")
    assert event.pgh_context.metadata["reason"] == "Sol is on leave"
    assign_adviser(donor=donor.donor, adviser=None, by=admin)
    assert Donor.objects.get().adviser is None


@pytest.mark.parametrize("member", ["admin", "partner_rep", "other_donor", "outsider"])
def test_only_staff_advise(member, donor, request, staff):
    somebody = request.getfixturevalue(member)
    with pytest.raises(AdviserIsNoStaff):
        assign_adviser(donor=donor.donor, adviser=somebody, by=staff)
    assert Donor.objects.get(user=donor).adviser == staff


def test_a_colleague_who_left_cannot_be_assigned(donor, counsel, staff):
    counsel.is_active = False
    with pytest.raises(AdviserIsNoStaff):
        assign_adviser(donor=donor.donor, adviser=counsel, by=staff)


def test_a_donor_is_known_to_himself_and_his_adviser_alone(cast, viewer):
    seen = {
        name: set(Donor.objects.visible_to(viewer(user)).values_list("user__email", flat=True))
        for name, user in cast.items()
    }
    assert {name: emails for name, emails in seen.items() if emails} == {
        "staff": {"donor@example.org"},
        "donor": {"donor@example.org"},
        "other_donor": {"other.donor@example.org"},
    }
