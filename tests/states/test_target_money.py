"""Counted money beside the investment target of a priority: the figures of the state's page, each with its rows."""

import re

import pytest

from tests import calendar_factories as calendar
from tests import factories
from tests.states.figures import rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return factories.make_entity(factories.make_partner("Sunrise", visibility="public"))


@pytest.fixture
def target(group):
    """Of a million dollars for Arizona, 50,000 of c4 and 30,000 of c3 money are counted."""
    c4, c3 = factories.make_fund(vehicle="c4"), factories.make_fund(vehicle="c3_public")
    factories.make_allocation(c4, group, 50_000, status="committed", visibility="partners")
    factories.make_allocation(c3, group, 30_000, status="paid", visibility="staff")
    factories.make_allocation(c4, group, 7_000)  # exploring
    elsewhere = factories.make_entity(factories.make_partner(states=("WI",)))
    factories.make_allocation(c4, elsewhere, 9_000, status="paid")
    state = factories.make_state("AZ")
    return calendar.make_priority(state.division, investment_target_usd=1_000_000, visibility="partners")


def money_on(client, priority):
    return client.get(priority.get_absolute_url()).context.get("money")


def words_on(client, priority) -> str:
    page = client.get(priority.get_absolute_url()).content.decode()
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


def test_it_is_told_by_vehicle_with_what_is_left_and_each_figure_equals_its_rows(target, staff, sign_in):
    client = sign_in(staff)
    money = money_on(client, target)
    assert [(vehicle, figure.text) for vehicle, figure in money.figures] == [
        ("501(c)(3)", "$30,000"),
        ("501(c)(4)", "$50,000"),
    ]
    assert [rows_of(client, figure.href) for _, figure in money.figures] == [1, 1]
    assert money.left_usd == 920_000
    assert "501(c)(3) $30,000, 501(c)(4) $50,000 · $920K left, all colors together" in words_on(client, target)


def test_the_state_s_page_tells_the_same_as_its_money(target, staff, sign_in):
    page = sign_in(staff).get("/states/az/").context["page"]
    ((_, money),) = page.priorities
    assert {figure.text for _, figure in money.figures} == {line.total.text for line in page.money.lines}
    assert money == money_on(sign_in(staff), target)


def test_a_priority_of_a_place_in_it_or_of_one_kind_of_work_leads_to_the_state_s_money(target, staff, sign_in):
    client, some = sign_in(staff), {"investment_target_usd": 5_000}
    inside = calendar.make_priority(factories.make_county(), **some)
    kind = calendar.make_priority(target.division, program_type=factories.make_program_type(), **some)
    for each in (inside, kind):
        answer = client.get(each.get_absolute_url())
        assert answer.context.get("money") is None
        assert rows_of(client, answer.context["rows_of_state"]) == 2
    without = calendar.make_priority(factories.make_county("Yuma County"))
    assert "rows_of_state" not in client.get(without.get_absolute_url()).context


def test_another_cycle_s_money_is_not_counted(target, staff, sign_in):
    from states.models import Cycle

    later = Cycle.objects.create(code="2031-32", name="2031–32", starts_on="2031-01-01", ends_on="2032-12-31")
    priority = calendar.make_priority(target.division, cycle=later, investment_target_usd=5_000)
    money = money_on(sign_in(staff), priority)
    assert (money.figures, money.left_usd) == ((), 5_000)


def test_what_is_enough_is_said_to_be_reached(target, staff, sign_in):
    type(target).objects.update(investment_target_usd=80_000)
    assert "the target is reached" in words_on(sign_in(staff), target)


def test_everybody_counts_what_he_or_she_may_see_and_donors_nothing(target, cast, sign_in, group):
    left = {
        name: money.left_usd
        for name in ("staff", "partner_rep", "other_partner", "funder_rep")
        if (money := money_on(sign_in(cast[name]), target))
    }
    assert left["staff"] == 920_000
    assert left["other_partner"] in {950_000, 1_000_000}
    before = {name: money_on(sign_in(cast[name]), target) for name in left}
    hidden = factories.make_fund(factories.make_partner(states=(), visibility="private"))
    factories.make_allocation(hidden, group, 70_000, status="committed", visibility="private")
    assert {name: money_on(sign_in(cast[name]), target) for name in left} == before
    assert sign_in(cast["donor"]).get(target.get_absolute_url()).status_code == 404
    assert "to bring" not in sign_in(cast["donor"]).get("/states/az/").content.decode()
