"""Families at the same moment twice: an approval, a decision, two halves of a circle, one file of a register."""

import datetime as dt

import pytest

from partners.actions.proposals import approve_proposal
from partners.actions.registers import NewStatement, accept_statement, record_statements
from partners.actions.sponsorships import add_sponsorship
from partners.models import EntityStatement, LegalEntity, ProposedChange, Sponsorship
from tests import factories, family_factories
from tests.partners.test_at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_approved_several_times_at_once_it_is_done_once():
    staff, proposal = factories.make_user(is_staff=True), family_factories.make_proposal()
    at_once(lambda n: approve_proposal(proposal, by=staff).pk)
    assert LegalEntity.objects.get().ein == "123456789"
    decided = ProposedChange.pgh_event_model.objects.filter(pgh_obj_id=proposal.pk, decision="approved")
    assert decided.count() == 1


def test_accepted_several_times_at_once_our_former_word_is_kept_once():
    staff = factories.make_user(is_staff=True)
    statement = family_factories.make_statement(factories.make_entity(is_deductible=False))
    at_once(lambda n: accept_statement(statement, by=staff, seen="no").pk)
    assert EntityStatement.objects.filter(decision="replaced").count() == 1


def test_the_two_halves_of_a_circle_are_not_both_kept():
    staff = factories.make_user(is_staff=True)
    one, other = factories.make_entity(), factories.make_entity()

    def add(n):
        project, sponsor = (one, other) if n else (other, one)
        facts = {"sponsor": sponsor, "starts_on": None, "ends_on": None, "source": ""}
        return add_sponsorship(project, by=staff, facts=facts, public_id=f"half-{n}").pk

    at_once(add, times=2)
    assert Sponsorship.objects.count() == 1


def test_one_file_read_several_times_at_once_says_everything_once():
    entity, day = factories.make_entity(), dt.date(2026, 11, 10)
    said = [NewStatement(entity.pk, "ntee_code", "R40"), NewStatement(entity.pk, "irs_status", "01")]
    at_once(lambda n: record_statements(said, source="IRS", as_of=day, is_dated=False, by=None)["new"])
    assert EntityStatement.objects.count() == 2
