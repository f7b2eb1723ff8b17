"""Two worlds that differ only in statements that a viewer may not read: every page that reads needs is the same."""

import datetime as dt

import pytest
from django.urls import reverse

from accounts.history import change
from funding.models import Need
from tests import factories
from tests.calendar_factories import make_priority
from tests.need_factories import withdraw
from tests.planning.two_worlds import differences, read_all

pytestmark = pytest.mark.django_db
# Whom a consent keeps out: funders read what is shared with them, all others what is public.
KEPT_FROM = {
    "funder_rep": ("staff", "withdrawn", "heard"),
    **dict.fromkeys(
        ("donor", "other_donor", "partner_rep", "other_partner"), ("staff", "funders", "withdrawn", "heard")
    ),
}


@pytest.fixture
def entity(state_table):
    """An entity of which everybody reads one statement, in a state that matters, with a recommendation."""
    group = factories.make_partner("Open Porch", visibility="public")
    entity = factories.make_entity(group)
    factories.make_need(entity, 100_000, 40_000, consent="public", good_as_of=dt.date(2026, 9, 1))
    factories.make_recommendation(entity)
    make_priority(factories.make_county("Pima County", electorate=500_000), visibility="partners")
    return entity


def state(entity, kind):
    """A newer statement that would be shown instead, of a kind that is kept from somebody."""
    facts = {"good_as_of": dt.date(2026, 11, 20), "source": "Kept back", "consent": "staff"}
    if kind == "heard":
        other = factories.make_partner("Quiet Money", kind="peer_funder", visibility="staff")
        facts |= {"stated_as": "funder", "stated_for": other}
    if kind == "funders":
        facts["consent"] = "funders"
    with change(by=None, verb="stated what is needed"):
        need = factories.make_need(entity, 777_000, 111_000, **facts)
        if kind == "withdrawn":
            withdraw(factories.make_need(entity, 888_000, 0, **(facts | {"consent": "public"})))
            need.delete()


def addresses(entity):
    cycle = factories.make_cycle().code
    yield from (
        "/",
        "/funding/needs/",
        "/funding/needs/?show=all&sort=oldest",
        "/funding/needs/?consent=staff&show=all",
    )
    yield from ("/funding/needs/?show=old", "/gaps/", "/gaps/?kind=need", "/gaps/?show=offered", "/recommendations/")
    yield from (
        "/funding/",
        "/funding/once/",
        "/funding/past-budgets/",
        "/states/",
        "/states/az/",
        "/partners/?q=open",
    )
    yield from (reverse("funding:need", args=[entity.public_id, cycle]), entity.partner.get_absolute_url())
    yield from (
        reverse("funding:propose", args=[entity.public_id]),
        f"/gaps/{entity.public_id}-{cycle}/",
        "/activity/",
    )


@pytest.mark.parametrize(
    ("member", "kind"), [(member, kind) for member, kinds in KEPT_FROM.items() for kind in kinds]
)
def test_no_page_tells_of_a_statement_that_is_kept_from_its_reader(member, kind, entity, cast, sign_in):
    client = sign_in(cast[member])
    one = read_all(client, addresses(entity))
    state(entity, kind)
    assert not differences(one, read_all(client, addresses(entity)))


def test_the_two_worlds_differ_for_whoever_may_read_it(entity, cast, sign_in):
    client = sign_in(cast["staff"])
    one = read_all(client, addresses(entity))
    state(entity, "staff")
    assert differences(one, read_all(client, addresses(entity)))
    assert Need.objects.standing().count() == 2
