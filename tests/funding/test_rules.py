"""Money rules as rows and as a page: versions, the chain of an allocation, and the question that the page answers."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from funding.models import MoneyRule
from funding.reports.flows import use_of, vehicle_of
from funding.reports.rules import rules_in_force, verdict_of
from tests import factories, family_factories

pytestmark = pytest.mark.django_db


def grant(source: str, recipient: str, **facts):
    fund = factories.make_fund(vehicle=source, is_managed=True)
    return factories.make_allocation(fund, factories.make_entity(vehicle=recipient), **facts)


def test_a_day_has_the_version_that_held_on_it():
    old = MoneyRule.objects.get(code="c4-to-c4")
    old.ends_on = dt.date(2027, 1, 1)
    old.save()
    new = {"code": "c4-to-c4", "version": 2, "starts_on": dt.date(2027, 1, 1), "outcome": "counsel"}
    kept = {name: getattr(old, name) for name in ("sources", "recipients", "use", "reason", "citation")}
    MoneyRule.objects.create(**new, **kept)
    versions = {
        day: next(rule.version for rule in rules_in_force(day) if rule.code == "c4-to-c4")
        for day in (dt.date(2026, 12, 31), dt.date(2027, 1, 1))
    }
    assert list(versions.values()) == [1, 2]
    assert rules_in_force(dt.date(2020, 1, 1)) == []


@pytest.mark.parametrize("change", [{"outcome": "allow"}, {"reason": "Else"}, {"version": 7}])
def test_a_version_is_never_rewritten_nor_removed(change):
    rule = MoneyRule.objects.filter(code="c4-to-pac")
    with pytest.raises(IntegrityError, match="end it, and begin the next"), transaction.atomic():
        rule.update(**change)
    with pytest.raises(IntegrityError, match="end it, and begin the next"), transaction.atomic():
        rule.delete()


def test_an_allocation_is_judged_by_fund_entity_and_program():
    partner = factories.make_partner()
    program = factories.make_program(partner, side="nonpartisan")
    factories.make_activity(program=program, program_type=factories.make_program_type("ballot-measure"))
    to = factories.make_entity(partner, vehicle="c4")
    fund = factories.make_fund(vehicle="c3_public", is_managed=True)
    verdict = verdict_of(factories.make_allocation(fund, to, program=program))
    assert (verdict.outcome, verdict.meters) == ("restriction", ("501h",))
    assert verdict_of(factories.make_allocation(fund, to)).outcome == "block", "general support"


def test_the_whole_chain_of_the_money_counts():
    first = grant("c3_public", "c4")
    second = grant("c4", "super_pac", parent=first)
    assert verdict_of(second).outcome == "block"
    assert verdict_of(grant("c4", "super_pac")).outcome == "allow"


def test_money_for_a_sponsored_project_goes_to_its_sponsor():
    project, sponsor = factories.make_entity(vehicle="sponsored"), factories.make_entity(vehicle="c3_public")
    assert vehicle_of(project) == "sponsored"
    family_factories.make_sponsorship(project=project, sponsor=sponsor)
    assert vehicle_of(project) == "c3_public"


def test_peers_are_not_checked():
    assert verdict_of(factories.make_allocation(factories.make_fund(vehicle="c3_public"))) is None


def test_without_a_program_it_is_general_support():
    assert use_of(None).is_general


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("source=c4&recipient=pac&use=general", "Blocked"),
        ("source=c3_public&recipient=c4&use=lobbying", "Needs a restriction"),
        ("source=c3_private&recipient=c3_public&use=registration", "Needs counsel"),
        ("source=c4&recipient=c4&use=general", "Allowed"),
        ("source=super_pac&recipient=super_pac&use=general", "No rule speaks of this, so counsel decides."),
    ],
)
def test_the_page_says_what_holds_and_why(asked, says, staff, sign_in):
    page = sign_in(staff).get(f"/funding/rules/?{asked}").content.decode()
    answer = page[page.index('id="answer"') : page.index('id="all-rules"')]
    assert says in answer


def test_the_page_shows_every_rule_with_its_citation_and_that_counsel_has_not_confirmed_it(staff, sign_in):
    page = sign_in(staff).get("/funding/rules/").content.decode()
    assert "A first set, to be confirmed by counsel." in page and 'id="answer"' not in page
    assert page.count("U.S.C.") >= 15
    assert f"{MoneyRule.objects.count()} rules in force today" in page


def test_a_restriction_comes_with_words_for_it(staff, sign_in):
    page = sign_in(staff).get("/funding/rules/?source=c3_public&recipient=c4&use=nonpartisan").content.decode()
    assert "The restriction could say:" in page and "Unspent money is returned." in page


def test_a_question_that_makes_no_sense_is_answered_with_what_is_wrong(staff, sign_in):
    answer = sign_in(staff).get("/funding/rules/?source=gold&recipient=c4&use=general")
    assert answer.status_code == 200 and b"Select a valid choice" in answer.content
    assert b'id="answer"' not in answer.content
