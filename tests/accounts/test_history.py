"""The history: who, what, why, and field by field what differs."""

import pytest

from accounts.history import change, versions_of
from tests import factories

pytestmark = pytest.mark.django_db


def test_every_version_says_who_what_and_why(staff):
    with change(by=staff, verb="added", reason="met at the table"):
        partner = factories.make_partner("Ocotillo Votes")
    with change(by=staff, verb="renamed", reason="their new name"):
        partner.name, partner.status = "Ocotillo Together", "dormant"
        partner.save()
    newest, first = versions_of(partner)
    assert (newest.who, newest.verb, newest.reason) == ("Sol Staff", "renamed", "their new name")
    told = {each.label: (each.before, each.after) for each in newest.changes}
    assert told == {"Name": ("Ocotillo Votes", "Ocotillo Together"), "Status": ("Active", "Dormant")}
    assert (first.verb, first.is_first) == ("added", True)


def test_of_changes_inside_one_another_each_keeps_its_own_verb_and_inherits_the_reason(staff):
    with change(by=staff, verb="imported", reason="plan_az.xlsx"):
        before = factories.make_partner("Before")
        with change(by=staff, verb="added"):
            inside = factories.make_partner("Inside")
        after = factories.make_partner("After")
    told = [(versions_of(each)[0].verb, versions_of(each)[0].reason) for each in (before, inside, after)]
    assert told == [("imported", "plan_az.xlsx"), ("added", "plan_az.xlsx"), ("imported", "plan_az.xlsx")]


def test_a_job_acts_for_nobody():
    with change(by=None, verb="checked"):
        partner = factories.make_partner()
    assert versions_of(partner)[0].who is None


def test_related_records_are_named_not_numbered(staff):
    entity = factories.make_entity()
    with change(by=staff, verb="moved"):
        entity.partner = factories.make_partner("Juniper Voices")
        entity.save()
    (told,) = versions_of(entity)[0].changes
    assert (told.label, told.after) == ("Partner", "Juniper Voices")


def test_hidden_fields_are_absent(staff):
    partner = factories.make_partner(source="a secret list")
    assert "Source" in {each.label for each in versions_of(partner)[0].changes}
    assert "Source" not in {each.label for each in versions_of(partner, hidden=frozenset({"source"}))[0].changes}


def test_a_longer_history_takes_as_many_queries(staff, django_assert_num_queries):
    partner = factories.make_partner()
    for number in range(8):
        with change(by=staff, verb="renamed"):
            partner.name = f"Name {number}"
            partner.save()
    with django_assert_num_queries(2):
        assert len(versions_of(partner)) == 9
