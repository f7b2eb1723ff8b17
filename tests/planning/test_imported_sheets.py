"""The four real plan sheets, once they are imported, beside the votes of 2024: what is in them, and what meets."""

import csv
import io
import json
from copy import deepcopy

import pytest
from django.core.management import call_command

from accounts.models import User
from partners.models import Activity, LegalEntity, Partner, Program

from .test_plan_sheets import import_all, with_votes_of_2024


@pytest.fixture(scope="module")
def built(for_all_tests, shared_data) -> User:
    """All of it, checked for overlaps; who sent it."""
    return for_all_tests(_import, shared_data)


def _import(folder) -> User:
    sender = with_votes_of_2024(folder)
    import_all(folder, sender)
    call_command("refresh_overlaps", stdout=io.StringIO())
    return sender


@pytest.fixture
def importer(built, db) -> User:
    return deepcopy(built)


def test_importing_them_again_changes_nothing(importer, shared_data):
    before = list(Activity.objects.order_by("pk").values())
    partners = Partner.objects.count()
    receipts = import_all(shared_data, importer)
    assert [receipt["unchanged"] for receipt in receipts] == [23, 23]
    assert [(receipt["created"], receipt["updated"]) for receipt in receipts] == [(0, 0), (0, 0)]
    assert list(Activity.objects.order_by("pk").values()) == before
    assert [receipt["new_partners"] for receipt in receipts] == [[], []]
    assert Partner.objects.count() == partners


def test_one_partner_may_have_a_charity_and_a_c4(importer):
    partner = Partner.objects.get(name="Kite String Youth Action")
    assert sorted(partner.entities.values_list("vehicle", flat=True)) == ["c3_public", "c4"]
    sides = dict(Program.objects.filter(partner=partner).values_list("name", "side"))
    assert sides == {"Two Cents": "nonpartisan", "Bridge": "independent"}
    assert LegalEntity.objects.filter(vehicle="unknown").count() == 0


@pytest.mark.parametrize("state", ["AZ", "WI"])
def test_the_overlaps_are_those_that_the_design_expects(importer, shared_data, state):
    out = io.StringIO()
    call_command("overlaps", "--state", state, "--json", stdout=out)
    found = [(case["class"], frozenset(case["members"])) for case in json.loads(out.getvalue())["cases"]]
    with (shared_data / "plans" / f"plan_{state.lower()}_expected.csv").open() as lines:
        expected = [(line["expected"], frozenset(line["rows"].split())) for line in csv.DictReader(lines)]
    flagged = {pair for pair in expected if pair[0] != "not flagged"}
    assert set(found) == flagged
    assert len(found) == len(flagged)
    for _, apart in set(expected) - flagged:
        assert not [members for _, members in found if len(members & apart) > 1]
