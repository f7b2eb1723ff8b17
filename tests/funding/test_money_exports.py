"""Files about money: public grants by the published standard, the books for accountants, and who has which."""

import csv
import datetime as dt
import io
import json

import pytest
from django.urls import reverse

from funding.models import Grant
from mvp_coord.lib.tabular import read_tables
from partners.models import Export, PartnerIdentifier
from partners.tasks import make_due_exports
from tests import factories
from tests.funding.books import make_fund_with
from tests.funding.test_grant_imports import counted, importing  # noqa: F401 -- a fixture
from tests.grant_factories import make_funder, make_grant

# ruff: noqa: F811 -- a test asks for a fixture by the name that it is imported under
pytestmark = pytest.mark.django_db

# What the published schema requires of a grant and its organizations, and of which types.
REQUIRED: dict[str, type | tuple[type, ...]] = {
    "id": str,
    "title": str,
    "description": str,
    "currency": str,
    "amountAwarded": (int, float),
    "awardDate": str,
    "recipientOrganization": list,
    "fundingOrganization": list,
}


@pytest.fixture
def exported(sign_in):
    """Asks for a file on the page, lets the worker make it, and gives what is taken."""

    def take(user, what: str):
        client, address = sign_in(user), reverse("funding:export")
        ticket = client.get(address).context["form"]["ticket"].value()
        answer = client.post(address, {"what": what, "ticket": ticket})
        assert answer.status_code == 302, answer.context["form"].errors
        make_due_exports()
        export = Export.objects.latest("pk")
        assert export.status == "ready", export.error
        return client.get(reverse("partners:export-file", args=[export.public_id]))

    return take


def public_award(amount=5_000, **facts):
    """An allocation that everybody may know of."""
    fund = factories.make_fund(make_funder("Lantern Fund"), visibility="public")
    group = factories.make_partner("Open Porch", visibility="public")
    entity = factories.make_entity(group, ein="860123456", legal_name="Open Porch Inc")
    facts = {"status": "approved", "visibility": "public", "purpose": "For doors", **facts}
    return factories.make_allocation(fund, entity, amount, **facts)


def test_public_grants_have_what_the_standard_requires(exported, staff):
    public_award()
    make_grant(make_funder("Harbor Giving"), amount="700.50", title="Calls", starts_on=dt.date(2027, 5, 1))
    grants = json.loads(exported(staff, "grants-json").content)["grants"]
    assert len(grants) == 2
    for grant in grants:
        for name, kind in REQUIRED.items():
            assert isinstance(grant[name], kind), name
            assert grant[name]
        dt.date.fromisoformat(grant["awardDate"])
        for side in ("recipientOrganization", "fundingOrganization"):
            assert all(each["id"] and each["name"] for each in grant[side])
    assert {grant["recipientOrganization"][0]["id"] for grant in grants} >= {"US-EIN-860123456"}
    assert sorted(grant["amountAwarded"] for grant in grants) == [700.5, 5000.0]


@pytest.mark.parametrize("level", ["private", "staff", "funders", "table", "partners"])
def test_nothing_below_public_leaves(level, exported, staff):
    public_award(visibility=level)
    make_grant(visibility=level)
    make_grant(make_funder(visibility=level))
    assert json.loads(exported(staff, "grants-json").content)["grants"] == []


@pytest.mark.parametrize("facts", [{"shared_as": "band"}, {"status": "recommended"}])
def test_neither_bands_nor_undecided_money_leave(facts, exported, staff):
    public_award(**facts)
    assert json.loads(exported(staff, "grants-json").content)["grants"] == []


def test_the_same_money_leaves_once_and_a_day_is_never_made_up(exported, staff):
    make_grant(allocation=public_award())
    make_grant(award_precision="year", awarded_until=dt.date(2027, 12, 31), on=dt.date(2027, 1, 1))
    Grant.objects.filter(award_precision="year").update(awarded_until=dt.date(2027, 12, 31))
    assert len(json.loads(exported(staff, "grants-json").content)["grants"]) == 1


def test_how_money_is_passed_on_leaves_where_somebody_has_said_it(exported, staff):
    award = public_award(regrant_type="FRG050")
    facts = {"status": "approved", "visibility": "public", "decided_on": dt.date(2026, 11, 20)}
    factories.make_allocation(award.fund, award.entity, 6_000, **facts)
    told = json.loads(exported(staff, "grants-json").content)["grants"]
    assert [each.get("forRegrantType", "nothing") for each in told] == ["FRG050", "nothing"]


def test_what_leaves_comes_back_unchanged(exported, importing, staff):
    group = factories.make_partner("Open Porch", visibility="public")
    PartnerIdentifier.objects.create(partner=group, value="GB-CHC-1077187")
    make_grant(make_funder("Harbor Giving"), group, title="Calls", description="For calls", location="Tucson")
    sent = exported(staff, "grants-json").content.decode()
    assert counted(importing(sent, name="a.json")) == {"unchanged": 1}


def test_the_spreadsheet_has_the_standards_headings_and_runs_no_formula(exported, staff):
    make_grant(title="=HYPERLINK(1)")
    table = read_tables(exported(staff, "grants-xlsx").content).tables[0]
    assert table.rows[0].cells[:6] == (
        "Identifier", "Title", "Description", "Currency", "Amount Awarded", "Award Date",
    )  # fmt: skip
    text = exported(staff, "grants-csv").content.decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(text)))
    assert (row["Title"], row["Amount Awarded"]) == ("'=HYPERLINK(1)", "25000.0")


def test_a_file_is_not_given_out_when_a_grant_in_it_is_public_no_more(exported, staff, sign_in):
    grant = make_grant()
    exported(staff, "grants-json")
    Grant.objects.filter(pk=grant.pk).update(visibility="staff")
    export = Export.objects.latest("pk")
    assert sign_in(staff).get(reverse("partners:export-file", args=[export.public_id])).status_code == 404


def test_the_books_are_for_staff_alone(staff, funder_rep, sign_in):
    choices = dict(sign_in(staff).get(reverse("funding:export")).context["form"].fields["what"].choices)
    assert "ledger-csv" in choices
    client, address = sign_in(funder_rep), reverse("funding:export")
    page = client.get(address)
    assert not [code for code, _ in page.context["form"].fields["what"].choices if code.startswith("ledger")]
    told = {"what": "ledger-csv", "ticket": page.context["form"]["ticket"].value()}
    assert client.post(address, told).status_code == 422


def test_the_books_balance_side_by_side(exported, staff):
    fund = make_fund_with(1_000, by=staff)
    rows = list(csv.DictReader(io.StringIO(exported(staff, "ledger-csv").content.decode("utf-8-sig"))))
    assert [(row["Account"], row["Debit"], row["Credit"]) for row in rows] == [
        ("Outside", "", "1000.00"),
        ("Available", "1000.00", ""),
    ]
    assert {row["Fund"] for row in rows} == {fund.name}
    assert {row["Reason"] for row in rows} == {"As agreed"}
