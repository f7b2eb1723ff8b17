"""Who may know of which partner: the levels of visibility, for each of the cast."""

import pytest

from accounts.visibility import Visibility
from partners.models import Partner
from tests import factories

SEES = {
    "private": set(),
    "staff": {"staff", "counsel", "admin"},
    "funders": {"staff", "counsel", "admin", "funder_rep"},
    "table": {"staff", "counsel", "admin", "partner_rep"},
    "partners": {"staff", "counsel", "admin", "partner_rep", "other_partner", "funder_rep"},
    "public": {
        "staff",
        "counsel",
        "admin",
        "partner_rep",
        "other_partner",
        "funder_rep",
        "donor",
        "other_donor",
    },
}


@pytest.mark.parametrize("level", Visibility.values)
def test_a_partner_is_seen_by_just_those_whom_its_level_names(level, cast, viewer):
    partner = factories.make_partner("Seen By Level", visibility=level)
    seen = {
        name for name, user in cast.items() if Partner.objects.visible_to(viewer(user)).filter(pk=partner.pk).exists()
    }
    assert seen == SEES[level]


def test_a_contact_sees_its_own_private_partner(own_partner, partner_rep, viewer):
    own_partner.visibility = Visibility.PRIVATE
    own_partner.save()
    assert own_partner in Partner.objects.visible_to(viewer(partner_rep))


def test_a_deactivated_user_is_nobody(staff, viewer):
    staff.is_active = False
    assert not viewer(staff).has_role
