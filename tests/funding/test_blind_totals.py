"""Blind totals from the intents to the page: who reads which figure, and that single intents never show."""

from decimal import Decimal

import pytest
from django.urls import reverse

from funding.actions.blind import publish, publish_blind_totals
from funding.models import Allocation, BlindTotal
from funding.reports.blind import blind_total_in, blind_totals
from funding.tasks import publish_blind_totals as task
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(db):
    return factories.make_partner("Given To", visibility="public")


@pytest.fixture
def entity(group):
    return factories.make_entity(group)


def funder(name="", **facts):
    return factories.make_partner(name, kind="peer_funder", **facts)


def think_of(entity, amount, owner=None, **facts):
    facts = {"shared_as": "blind", "visibility": "funders", **facts}
    return factories.make_allocation(factories.make_fund(owner or funder()), entity, amount, **facts)


def about(user, group, viewer):
    found = blind_totals(viewer(user), [group.pk], factories.make_cycle()).get(group.pk)
    return found and found.about_usd


def test_three_funders_are_told_as_one_figure_to_staff_and_peers_alone(entity, group, cast, viewer, sign_in):
    for amount in (30_000, 40_000, 52_000):
        think_of(entity, amount)
    publish()
    reads = {name for name, user in cast.items() if about(user, group, viewer)}
    assert reads == {"staff", "counsel", "admin", "funder_rep"}
    for name, user in cast.items():
        page = sign_in(user).get(reverse("partners:detail", args=[group.slug])).content.decode()
        assert ("in a blind total" in page) is (name in reads), name
        assert not any(digits in page for digits in ("30,000", "40,000", "52,000", "122,000"))


def test_a_group_never_reads_what_others_think_of_giving_to_it(entity, group, own_funder, funder_rep, viewer):
    for amount in (30_000, 40_000, 52_000):
        think_of(entity, amount)
    publish()
    factories.make_member(funder_rep, group)
    assert about(funder_rep, group, viewer) is None


def test_ones_own_part_is_left_out(entity, group, own_funder, funder_rep, staff, viewer):
    for amount in (30_000, 40_000, 50_000):
        think_of(entity, amount)
    think_of(entity, 70_000, own_funder, visibility="public")
    publish()
    assert (about(staff, group, viewer), about(funder_rep, group, viewer)) == (190_000, 120_000)


@pytest.mark.parametrize(
    "facts",
    [
        {"visibility": "staff"},
        {"visibility": "private"},
        {"visibility": "table"},
        {"status": "declined"},
        {"status": "cancelled"},
        {"currency": "GBP"},
        {"shared_as": "band"},
        {"shared_as": "exact"},
    ],
)
def test_what_is_not_open_to_peers_or_not_meant_any_more_or_no_dollars_is_in_no_total(
    facts, entity, group, staff, viewer
):
    think_of(entity, 30_000)
    think_of(entity, 40_000)
    think_of(entity, 52_000, **facts)
    publish()
    assert not BlindTotal.objects.exists() and about(staff, group, viewer) is None


def test_several_funds_of_one_funder_are_one_funder(entity, group, staff, viewer):
    one = funder()
    for amount in (30_000, 40_000, 50_000):
        think_of(entity, amount, one)
    think_of(entity, 50_000)
    publish()
    assert about(staff, group, viewer) is None


def test_who_comes_later_is_not_told_until_there_are_four_and_who_leaves_takes_the_figure_along(
    entity, group, staff, viewer
):
    rows = [think_of(entity, amount) for amount in (30_000, 40_000, 50_000)]
    publish()
    for count in range(4):
        assert about(staff, group, viewer) == 120_000, f"{count} more"
        think_of(entity, 45_000)
        publish()
    assert about(staff, group, viewer) == 300_000
    BlindTotal.objects.all().delete()
    for row in Allocation.objects.exclude(pk__in=[each.pk for each in rows]):
        row.delete()
    publish()
    Allocation.objects.filter(pk=rows[0].pk).update(status="declined")
    assert about(staff, group, viewer) is None


def test_a_merge_does_not_tell_one_total_from_another(entity, group, staff, viewer):
    for amount in (30_000, 40_000, 50_000):
        think_of(entity, amount)
    other = factories.make_partner("Given To Also", visibility="public")
    lone = think_of(factories.make_entity(other), 33_000)
    publish()
    factories.merge(other, group, by=staff)
    publish()
    assert lone.entity.partner_id and about(staff, other, viewer) is None
    assert BlindTotal.objects.get().partner == group, "what was told before stays the measure"


def test_a_state_adds_up_what_is_told_of_its_groups_and_nothing_else(entity, group, staff, viewer, sign_in):
    for amount in (30_000, 40_000, 50_000):
        think_of(entity, amount)
    think_of(factories.make_entity(factories.make_partner("Alone")), 990_000)
    publish()
    found = blind_total_in(viewer(staff), "AZ", factories.make_cycle())
    assert (found.about_usd, found.groups) == (Decimal(120_000), 1)
    assert blind_total_in(viewer(staff), "WI", factories.make_cycle()) is None


def test_publishing_twice_is_as_once_and_a_turn_is_taken_once(entity):
    for amount in (30_000, 40_000, 52_000):
        think_of(entity, amount)
    assert publish() == {"published": 1, "kept": 0, "not told": 0}
    assert publish() == {"published": 0, "kept": 1, "not told": 0}
    assert publish_blind_totals(slot="2026-11-29").counts == {"published": 0, "kept": 1, "not told": 0}
    assert publish_blind_totals(slot="2026-11-29") is None
    task()
    assert BlindTotal.objects.count() == 1


def test_many_groups_take_as_few_queries_as_one(entity, staff, viewer, django_assert_max_num_queries):
    groups = [entity, *(factories.make_entity() for _ in range(8))]
    for each in groups:
        for amount in (30_000, 40_000, 50_000):
            think_of(each, amount)
    publish()
    look, cycle, ids = viewer(staff), factories.make_cycle(), [each.partner_id for each in groups]
    with django_assert_max_num_queries(3):
        assert len(blind_totals(look, ids, cycle)) == 9
