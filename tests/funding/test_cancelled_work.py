"""Cancelled work counts nowhere: neither its race nor its kind says what money for the program is for."""

import pytest

from funding import actions
from funding.models import ColorCheck
from funding.reports.rules import verdict_of
from partners.actions.programs import cancel_activity, restore_activity
from tests import calendar_factories, factories
from tests.funding import books

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(db):
    """With nonpartisan work."""
    program = factories.make_program(side="nonpartisan")
    factories.make_activity(program)
    return program


@pytest.fixture
def award(program):
    """Of a public charity to another, for that program."""
    fund = books.make_fund_with(100_000, vehicle="c3_public")
    entity = factories.make_entity(program.partner, vehicle="c3_public")
    return factories.make_allocation(fund, entity, amount=5_000, program=program)


def for_a_race(program):
    return factories.make_activity(program, race=calendar_factories.make_race())


def to_persuade(program):
    return factories.make_activity(program, program_type=factories.make_program_type("persuasion"))


@pytest.mark.parametrize("make_partisan", [for_a_race, to_persuade])
def test_partisan_work_forbids_the_award_until_it_is_cancelled_and_again_once_restored(
    make_partisan, program, award, staff
):
    activity = make_partisan(program)
    with pytest.raises(actions.Blocked):
        actions.recommend(allocation=award, by=staff)
    cancel_activity(activity, by=staff)
    assert verdict_of(award).outcome == "allow"
    assert actions.recommend(allocation=award, by=staff).status == "recommended"
    restore_activity(activity, by=staff)
    assert verdict_of(award).outcome == "block"
    with pytest.raises(actions.Blocked):
        actions.review(allocation=award, by=staff)


@pytest.mark.parametrize("make_partisan", [for_a_race, to_persuade])
def test_the_recheck_notes_that_work_was_cancelled_and_that_it_was_restored(make_partisan, program, award, staff):
    activity = make_partisan(program)
    assert actions.recheck().counts == {"changed": 1, "blocked": 1}
    cancel_activity(activity, by=staff)
    assert actions.recheck().counts == {"changed": 1, "blocked": 0}
    assert actions.recheck() is None
    restore_activity(activity, by=staff)
    assert actions.recheck().counts == {"changed": 1, "blocked": 1}
    outcomes = ColorCheck.objects.filter(allocation=award).order_by("pk").values_list("outcome", flat=True)
    assert list(outcomes) == ["block", "allow", "block"]
