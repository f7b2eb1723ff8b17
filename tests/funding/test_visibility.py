"""Who may know of which fund and which allocation, for each of the cast."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.visibility import Visibility
from funding.models import Allocation, Fund
from tests import factories

pytestmark = pytest.mark.django_db

INSIDERS = {"staff", "counsel", "admin"}
BY_LEVEL = {
    "private": set(),
    "staff": INSIDERS,
    "funders": INSIDERS | {"funder_rep"},
    "table": INSIDERS,
    "partners": INSIDERS | {"funder_rep"},
    "public": INSIDERS | {"funder_rep"},
}


def who_sees(queryset, row, cast, viewer) -> set[str]:
    return {name for name, user in cast.items() if queryset.visible_to(viewer(user)).filter(pk=row.pk).exists()}


@pytest.mark.parametrize("level", Visibility.values)
def test_a_peers_allocation_is_seen_by_just_those_whom_its_level_names(level, cast, viewer):
    row = factories.make_allocation(visibility=level)
    assert who_sees(Allocation.objects, row, cast, viewer) == BY_LEVEL[level]


def test_our_own_private_allocation_is_staffs(cast, viewer):
    row = factories.make_allocation(factories.make_fund(is_managed=True), visibility="private")
    assert who_sees(Allocation.objects, row, cast, viewer) == INSIDERS


def test_the_keeper_of_a_fund_sees_its_private_allocations_and_staff_does_not(own_funder, cast, viewer):
    row = factories.make_allocation(factories.make_fund(own_funder), visibility="private")
    assert who_sees(Allocation.objects, row, cast, viewer) == {"funder_rep"}


def test_a_funder_seated_at_the_recipients_state_table_reads_the_level_table(
    own_funder, state_table, funder_rep, viewer
):
    row = factories.make_allocation(visibility="table")
    assert row not in Allocation.objects.visible_to(viewer(funder_rep))
    factories.make_affiliation(own_funder, state_table)
    assert row in Allocation.objects.visible_to(viewer(funder_rep))
    elsewhere = factories.make_entity(factories.make_partner("Far Porch", states=("WI",)))
    assert factories.make_allocation(entity=elsewhere, visibility="table") not in Allocation.objects.visible_to(
        viewer(funder_rep)
    )


@pytest.mark.parametrize(("days", "seen"), [(-1, True), (0, True), (1, False)])
def test_a_recipient_sees_its_own_from_the_day_of_the_release(days, seen, own_partner, partner_rep, viewer):
    day = timezone.localdate() + dt.timedelta(days=days)
    row = factories.make_allocation(entity=factories.make_entity(own_partner), status="approved", released_on=day)
    assert (row in Allocation.objects.visible_to(viewer(partner_rep))) is seen


def test_a_recipient_never_sees_what_is_not_released_whatever_its_level(own_partner, partner_rep, viewer):
    factories.make_allocation(entity=factories.make_entity(own_partner), visibility="public")
    assert not Allocation.objects.visible_to(viewer(partner_rep)).exists()


def test_what_is_shared_with_funders_hides_behind_a_hidden_recipient_or_fund(funder_rep, viewer):
    hidden = factories.make_partner("Hidden Porch", visibility="staff")
    factories.make_allocation(entity=factories.make_entity(hidden), visibility="funders")
    factories.make_allocation(factories.make_fund(visibility="staff"), visibility="funders")
    assert not Allocation.objects.visible_to(viewer(funder_rep)).exists()


@pytest.mark.parametrize("level", Visibility.values)
def test_funds_are_for_staff_and_funders(level, cast, viewer):
    fund = factories.make_fund(visibility=level)
    assert who_sees(Fund.objects, fund, cast, viewer) == BY_LEVEL[level]


def test_only_staff_and_who_may_edit_the_funder_change_its_funds(own_funder, cast, viewer):
    fund = factories.make_fund(own_funder)
    allocation = factories.make_allocation(fund, visibility="partners")
    changers = {name for name, user in cast.items() if fund in Fund.objects.changeable_by(viewer(user))}
    assert changers == INSIDERS | {"funder_rep"}
    assert changers == {
        name for name, user in cast.items() if allocation in Allocation.objects.changeable_by(viewer(user))
    }


def test_only_funds_of_the_home_partner_are_managed_here(own_funder, settings):
    fund = factories.make_fund(own_funder, is_managed=True)
    fund.full_clean()
    settings.HOME_PARTNER = "borrowed-ladder-fund"
    with pytest.raises(ValidationError, match="Only funds of borrowed-ladder-fund"):
        fund.full_clean()
    settings.HOME_PARTNER = own_funder.slug
    fund.full_clean()


def test_a_contact_who_may_not_edit_the_funder_changes_nothing(own_funder, viewer):
    reader = factories.make_user()
    factories.make_member(reader, own_funder, can_edit=False)
    fund = factories.make_fund(own_funder)
    assert fund in Fund.objects.visible_to(viewer(reader))
    assert fund not in Fund.objects.changeable_by(viewer(reader))
