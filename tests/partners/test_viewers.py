"""Who somebody is, from facts alone: roles, memberships, seats at tables, the donor record."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.visibility import ANONYMOUS
from partners.models import Affiliation, Partner
from tests import factories


@pytest.fixture
def rep(db):
    return factories.make_user("two.hats@example.org")


def test_a_visitor_is_nobody(viewer):
    assert viewer(None) == ANONYMOUS
    assert not ANONYMOUS.is_signed_in and not ANONYMOUS.has_role


def test_somebody_without_a_role_is_signed_in_and_no_more(outsider, viewer):
    who = viewer(outsider)
    assert who.is_signed_in and not who.has_role and not who.is_insider


@pytest.mark.parametrize(
    ("member", "true"),
    [
        ("staff", {"is_staff", "is_insider"}),
        ("counsel", {"is_staff", "is_counsel", "is_insider"}),
        ("admin", {"is_admin", "is_insider"}),
        ("donor", {"is_donor"}),
        ("partner_rep", {"is_partner"}),
        ("funder_rep", {"is_funder"}),
    ],
)
def test_each_role_comes_from_its_fact(member, true, request, viewer):
    who = viewer(request.getfixturevalue(member))
    roles = ("is_staff", "is_counsel", "is_admin", "is_insider", "is_donor", "is_partner", "is_funder")
    assert {role for role in roles if getattr(who, role)} == true
    assert who.has_role


def test_rights_add_up_over_several_hats(rep, own_partner, own_funder, viewer):
    factories.make_member(rep, own_partner)
    factories.make_member(rep, own_funder, can_edit=False)
    factories.make_donor(rep)
    who = viewer(rep)
    assert who.partner_ids == {own_partner.pk, own_funder.pk}
    assert who.editable_partner_ids == {own_partner.pk}
    assert who.funder_ids == {own_funder.pk}
    assert who.is_partner and who.is_funder and who.is_donor


def test_a_contact_of_a_merged_partner_speaks_for_nobody(rep, own_partner, viewer):
    old = factories.make_partner("Ocotillo Vote", status=Partner.Status.MERGED, merged_into=own_partner)
    factories.make_member(rep, old)
    assert not viewer(rep).has_role


def test_a_seat_at_a_table_opens_the_states_of_the_table(rep, own_partner, state_table, viewer):
    assert viewer(rep).table_states == frozenset()
    factories.make_member(rep, own_partner)
    assert viewer(rep).table_states == {"AZ"}


def test_a_table_sits_at_itself_and_a_donor_table_is_a_table(rep, viewer):
    donors = factories.make_partner("Pine Donor Table", kind=Partner.Kind.DONOR_TABLE, states=("WI", "MI"))
    factories.make_member(rep, donors)
    assert viewer(rep).table_states == {"WI", "MI"}


def test_a_seat_that_has_ended_or_not_begun_counts_no_more(rep, own_partner, viewer):
    factories.make_member(rep, own_partner)
    seat, today = Affiliation.objects.get(partner=own_partner), timezone.localdate()
    day = dt.timedelta(days=1)
    for starts, ends, seated in (
        (None, today - day, False),
        (None, today, True),  # its last day
        (None, today + day, True),
        (today, None, True),
        (today + day, None, False),
    ):
        seat.starts_on, seat.ends_on = starts, ends
        seat.save()
        assert (viewer(rep).table_states == {"AZ"}) == seated, (starts, ends)


@pytest.mark.parametrize("kind", ["chapter", "served_by", "collaborative"])
def test_other_ties_to_a_table_are_no_seat(rep, state_table, kind, viewer):
    partner = factories.make_partner("Juniper Voices")
    factories.make_affiliation(partner, state_table, kind=kind)
    factories.make_member(rep, partner)
    assert viewer(rep).table_states == frozenset()


def test_membership_of_what_is_no_table_is_no_seat(rep, viewer):
    national = factories.make_partner("Long Road Network", kind=Partner.Kind.NATIONAL, states=("AZ", "WI"))
    partner = factories.make_partner("Juniper Voices")
    factories.make_affiliation(partner, national)
    factories.make_member(rep, partner)
    assert viewer(rep).table_states == frozenset()


def test_a_seat_at_a_table_that_was_merged_away_is_no_seat(rep, own_partner, state_table, viewer):
    factories.make_member(rep, own_partner)
    new = factories.make_partner("Copper State Table for All", kind=Partner.Kind.STATE_TABLE)
    state_table.status, state_table.merged_into = Partner.Status.MERGED, new
    state_table.save()
    assert viewer(rep).table_states == frozenset()


def test_asking_who_somebody_is_takes_two_queries(partner_rep, staff, viewer, django_assert_num_queries):
    for user in (partner_rep, staff):
        with django_assert_num_queries(2):  # the donor record; memberships with their tables
            viewer(user)
