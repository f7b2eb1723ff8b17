"""Two who say at once where money came from: real connections, one after the other."""

import pytest
from django.db import transaction

from funding import actions
from funding.models import Allocation
from tests import factories
from tests.funding.chain_world import link, make_onward, make_source, make_table
from tests.funding.test_relabelled_at_once import in_another_connection, until_it_waits  # noqa: F401 -- a fixture

# ruff: noqa: F811 -- a test asks for a fixture by the name that it is imported under
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_two_links_that_would_together_be_a_ring_wait_for_one_another(in_another_connection):
    """One over each half of a ring of four, so that they hold no row in common."""
    partners, staff = [factories.make_partner() for _ in range(4)], factories.make_user(is_staff=True)
    awards = [
        factories.make_allocation(factories.make_fund(giver), factories.make_entity(to), 5_000, status="paid")
        for giver, to in zip(partners, [*partners[1:], partners[0]], strict=True)
    ]
    link(awards[1], awards[0], staff)
    link(awards[3], awards[2], staff)
    with transaction.atomic():
        link(awards[2], awards[1], staff)
        other = in_another_connection(lambda: link(awards[0], awards[3], staff))
        until_it_waits(other)
    with pytest.raises(actions.CameByAnother):
        other.result(30)
    assert Allocation.objects.get(pk=awards[0].pk).parent is None


def test_of_two_regrants_decided_at_once_the_second_finds_what_is_left(in_another_connection):
    table, staff = make_table(), factories.make_user(is_staff=True)
    source = make_source(table)
    thoughts = [link(make_onward(table, 30_000, status="exploring"), source, staff) for _ in range(2)]
    with transaction.atomic():
        actions.approve(allocation=thoughts[0], by=staff)
        other = in_another_connection(lambda: actions.approve(allocation=thoughts[1], by=staff))
        until_it_waits(other)
    with pytest.raises(actions.MoreThanCame):
        other.result(30)
    assert Allocation.objects.get(pk=thoughts[1].pk).status == "exploring"
