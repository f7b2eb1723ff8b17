"""Needs as a file: what whoever asks reads on the pages, by consent, without formulas; gone once consent is."""

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse

from mvp_coord.lib.tabular import read_tables
from tests import factories
from tests.funding.test_money_exports import exported  # noqa: F401 -- a fixture
from tests.need_factories import only_for_staff, withdraw

# ruff: noqa: F811 -- a test asks for a fixture by the name that it is imported under
pytestmark = pytest.mark.django_db


@pytest.fixture
def porch(state_table):
    """A group with a statement for everybody, and a newer one for staff alone; money that came since, half in a
    band."""
    group = factories.make_partner("Open Porch", visibility="public")
    entity = factories.make_entity(group, legal_name="=Open Porch Inc")
    factories.make_need(entity, 100_000, 40_000, consent="public", good_as_of=dt.date(2026, 9, 1), source="=cmd")
    factories.make_need(entity, 300_000, 0, consent="staff", good_as_of=dt.date(2026, 10, 1), source="Heard")
    harbor = factories.make_partner("Harbor Giving", kind="peer_funder", visibility="public")
    fund, facts = factories.make_fund(harbor), {"status": "approved", "visibility": "funders"}
    factories.make_allocation(fund, entity, 15_000, **facts)
    factories.make_allocation(fund, entity, 30_000, shared_as="band", **facts)
    return entity


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("member", "budget", "since", "banded", "left"),
    [
        ("staff", "300000", "15000", "1", "285000"),
        ("funder_rep", "100000", "15000", "1", "45000"),
        ("partner_rep", "100000", "0", "", "60000"),
    ],
)
def test_each_gets_what_the_pages_say(member, budget, since, banded, left, porch, exported, cast):
    (row,) = rows_of(exported(cast[member], "needs-csv"))
    names = ("Budget USD", "Approved since USD", "Approved since in bands", "Still needed USD")
    assert [row[name].removesuffix(".00") for name in names] == [budget, since, banded, left]
    assert (row["Organization"], row["States"], row["Cycle"]) == ("Open Porch", "AZ", "2027–28")
    assert ("Heard" in str(row)) is (member == "staff")


def test_no_cell_runs(porch, exported, own_partner, partner_rep):
    (row,) = rows_of(exported(partner_rep, "needs-csv"))
    assert (row["Legal entity"], row["Source"]) == ("'=Open Porch Inc", "'=cmd")
    table = read_tables(exported(partner_rep, "needs-xlsx").content).tables[0]
    assert table.rows[1].cells[1] == "=Open Porch Inc"


@pytest.mark.parametrize("taken_back", [only_for_staff, lambda entity: withdraw(entity.needs.get(consent="public"))])
def test_a_file_is_not_given_out_once_consent_is_taken_back(taken_back, porch, exported, funder_rep, sign_in):
    file = exported(funder_rep, "needs-csv").wsgi_request.path
    assert sign_in(funder_rep).get(file).status_code == 200
    taken_back(porch)
    assert sign_in(funder_rep).get(file).status_code != 200


def test_ones_own_statement_leaves_with_ones_own_file(exported, own_partner, partner_rep, other_partner):
    factories.make_need(factories.make_entity(own_partner), 10_000, 0, consent="staff")
    assert len(rows_of(exported(partner_rep, "needs-csv"))) == 1
    assert rows_of(exported(other_partner, "needs-csv")) == []


def test_the_list_leads_to_it_and_donors_have_no_such_file(porch, staff, donor, sign_in):
    page = sign_in(staff).get(reverse("funding:needs")).content.decode()
    assert 'href="/funding/export/?what=needs-xlsx"' in page
    form = sign_in(staff).get("/funding/export/?what=needs-xlsx").context["form"]
    assert form["what"].value() == "needs-xlsx"
    assert "/funding/export/" not in sign_in(donor).get(reverse("funding:needs")).content.decode()
