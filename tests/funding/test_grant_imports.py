"""Lists of grants: published files as they are, plain lists, amounts in their currency, days as exact as known."""

import csv
import datetime as dt
import io
import json
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Sum

from funding.models import Grant
from mvp_coord.sheets.models import ImportBatch
from partners.models import LegalEntity, Partner, PartnerIdentifier
from tests import factories

pytestmark = pytest.mark.django_db

PUBLISHED = Path(__file__).resolve().parents[3] / "shared" / "data"
CIVIC, ABCT = PUBLISHED / "foundation_grants_civic.csv", PUBLISHED / "grants_360giving_published.xlsx"
HEADER = "Identifier,Title,Description,Currency,Amount Awarded,Award Date,Recipient Org:Name,Funding Org:Name"
needs_published = pytest.mark.skipif(not CIVIC.exists(), reason="the published files stand in ../shared/data")


@pytest.fixture
def importing(staff, tmp_path):
    """Imports text or a file as the staff member does, and gives the receipt."""

    def run(what: str | Path, *more: str, apply: bool = True, name: str = "list.csv") -> dict:
        path = what if isinstance(what, Path) else tmp_path / name
        if isinstance(what, str):
            path.write_text(what)
        out = io.StringIO()
        options = [f"--as={staff.email}", "--json", *(["--apply"] if apply else []), *more]
        try:
            call_command("import_grants", str(path), *options, stdout=out)
        except SystemExit as end:  # rows were rejected
            assert end.code == 1
        return json.loads(out.getvalue())

    return run


def counted(receipt: dict) -> dict[str, int]:
    """The counts that are not zero; they add up to the rows."""
    names = ("created", "updated", "unchanged", "conflict", "skipped")
    found = {name: receipt[name] for name in names} | {"rejected": len(receipt["rejected"])}
    assert receipt["rows_in"] == sum(found.values())
    return {name: n for name, n in found.items() if n}


@needs_published
def test_the_civic_list_of_foundations(importing):
    receipt = importing(CIVIC)
    assert receipt["rows_in"] == 1335
    assert counted(receipt) == {"created": 1268, "skipped": 57, "rejected": 10}
    assert all(0 < each["repeats"] < each["line"] for each in receipt["skipped_rows"])
    reasons = Counter(each["reason"].split(": ")[0].rpartition("” ")[2] for each in receipt["rejected"])
    assert reasons == {
        "amount is blank, and every grant needs it.": 3,
        "is zero": 4,
        "is below zero.": 1,
        "has more than two decimals": 2,
    }
    assert Counter(Grant.objects.values_list("award_precision", flat=True)) == _precisions()
    assert importing(CIVIC)["unchanged"] == 1268


def _precisions() -> Counter:
    """Straight from the file, of the rows that are kept."""
    with CIVIC.open(newline="") as file:
        rows = {tuple(row.items()): row for row in csv.DictReader(file)}.values()
    good = [row for row in rows if row["amount"] and float(row["amount"]) > 0]
    good = [row for row in good if len(row["amount"].partition(".")[2]) <= 2]
    names = {"": "unknown", "multi-year": "years"}
    return Counter(names.get(row["donation_date_precision"], row["donation_date_precision"]) for row in good)


@needs_published
def test_a_published_360giving_workbook_keeps_its_pounds(importing):
    receipt = importing(ABCT)
    assert counted(receipt) == {"created": 783}
    assert set(Grant.objects.values_list("currency", flat=True)) == {"GBP"}
    assert PartnerIdentifier.objects.filter(value="GB-CHC-1000147", partner__kind="peer_funder").exists()
    again = importing(ABCT)
    assert counted(again) == {"unchanged": 783}
    found = {each["code"]: each["count"] for each in receipt["findings"]}
    assert found["recipient_id_own"] > 0
    assert "currency_missing" not in found


@needs_published
def test_what_a_funder_gave_a_group_is_right_to_the_dollar(importing):
    importing(CIVIC)
    with CIVIC.open(newline="") as file:
        rows = {tuple(row.items()): row for row in csv.DictReader(file)}.values()
    name = "League of Conservation Voters Education Fund"
    wanted: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        if row["donee"] == name:
            wanted[row["donor"]] += Decimal(row["amount"])
    sums = Grant.objects.filter(recipient__name=name).values("funder__name").annotate(sum=Sum("amount")).order_by()
    assert {each["funder__name"]: each["sum"] for each in sums} == wanted


def test_a_preview_writes_nothing(importing):
    receipt = importing(f"{HEADER}\n360G-a-1,Doors,For doors,USD,500,2027-01-02,Open Porch,Lantern Fund", apply=False)
    assert counted(receipt) == {"created": 1}
    assert receipt["new_partners"] == [{"name": "Lantern Fund", "slug": ""}, {"name": "Open Porch", "slug": ""}]
    assert not Grant.objects.exists()
    assert not Partner.objects.exists()
    assert not ImportBatch.objects.exists()


def test_new_organizations_are_unconfirmed_and_say_where_they_are_from(importing):
    importing(f"{HEADER}\n360G-a-1,Doors,For doors,USD,500,2027-01-02,Open Porch,Lantern Fund")
    funder, group = Partner.objects.order_by("name")
    assert (funder.kind, group.kind) == ("peer_funder", "year_round")
    assert {funder.status, group.status} == {"unconfirmed"}
    assert group.source == "Imported from a list of grants: list.csv"


def test_a_grant_is_changed_by_its_identifier(importing):
    importing(f"{HEADER}\n360G-a-1,Doors,For doors,USD,500,2027-01-02,Open Porch,Lantern Fund")
    receipt = importing(f"{HEADER}\n360G-a-1,Doors,,USD,750,2027-01-02,Open Porch,Lantern Fund")
    assert counted(receipt) == {"updated": 1}
    grant = Grant.objects.get()
    assert (grant.amount, grant.description) == (750, "For doors")


def test_a_partner_is_known_by_its_number_before_its_name(importing):
    group = factories.make_partner("Open Porch Arizona")
    factories.make_entity(group, ein="860123456")
    other = factories.make_partner("Kept Names Trust")
    PartnerIdentifier.objects.create(partner=other, value="GB-CHC-1077187")
    importing(
        "funder,recipient,recipient id,amount,year\n"
        "Lantern Fund,The Porch,US-EIN-86-0123456,500,2027\n"
        "Lantern Fund,Somebody Else,GB-CHC-1077187,700,2027"
    )
    assert set(Grant.objects.values_list("recipient", "amount")) == {(group.pk, 500), (other.pk, 700)}
    assert Grant.objects.get(recipient=group).entity == LegalEntity.objects.get()


def test_plain_lists_with_other_headings(importing):
    lantern = factories.make_partner("Lantern Fund", kind=Partner.Kind.PEER_FUNDER)
    text = 'Grantee,Grant Amount ($),Year Awarded,Purpose\nOpen Porch,"$1,500.50",2026,Doors\nTotal,"$1,500.50",,'
    receipt = importing(text, f"--from={lantern.slug}")
    assert counted(receipt) == {"created": 1, "rejected": 1}
    assert "total, not a grant" in receipt["rejected"][0]["reason"]
    grant = Grant.objects.get()
    assert (grant.funder, grant.amount, grant.currency, str(grant.awarded)) == (
        lantern,
        Decimal("1500.50"),
        "USD",
        "2026",
    )


@pytest.mark.parametrize(
    ("amount", "currency", "kept"),
    [("£500", "", "GBP"), ("500", "GBP", "GBP"), ("US$500", "", "USD"), ("500 EUR", "", "EUR"), ("$500", "", "USD")],
)
def test_an_amount_keeps_its_currency(importing, amount, currency, kept):
    importing(f"funder,recipient,amount,currency\nLantern Fund,Open Porch,{amount},{currency}")
    assert Grant.objects.get().currency == kept


def test_one_identifier_that_says_two_things_is_refused(importing):
    row = "360G-a-1,Doors,For doors,USD,{},2027-01-02,Open Porch,Lantern Fund"
    receipt = importing(f"{HEADER}\n{row.format(500)}\n{row.format(500)}\n{row.format(600)}")
    assert counted(receipt) == {"created": 1, "skipped": 1, "rejected": 1}
    assert receipt["skipped_rows"][0] | {"file": "", "column": "", "value": ""} == {
        "line": 3, "repeats": 2, "reason": "Repeats line 2.", "file": "", "column": "", "value": "",
    }  # fmt: skip


def _package(*grants: dict, **facts) -> str:
    return json.dumps({"grants": list(grants), **facts})


def _published(**facts) -> dict:
    """A grant as the standard has it."""
    return {
        "id": "360G-lantern-7",
        "title": "Doors",
        "description": "For doors in the fall",
        "currency": "USD",
        "amountAwarded": 12500.5,
        "awardDate": "2027-03-02T00:00:00+00:00",
        "plannedDates": [{"startDate": "2027-04-01", "endDate": "2027-10-31"}],
        "recipientOrganization": [{"id": "US-EIN-86-0123456", "name": "Open Porch"}],
        "fundingOrganization": [{"id": "GB-CHC-1077187", "name": "Lantern Fund"}],
        "grantProgramme": [{"title": "Civic life"}],
        "forRegrantType": "FRG010",
        **facts,
    }


def test_360giving_json_with_its_nested_objects(importing):
    terms = "https://creativecommons.org/licenses/by/4.0/"
    receipt = importing(_package(_published(), _published(id="", amountAwarded=-4), license=terms), name="a.json")
    assert counted(receipt) == {"created": 1, "rejected": 1}
    grant = Grant.objects.get()
    assert (grant.amount, str(grant.awarded)) == (Decimal("12500.50"), "2027-03-02")
    assert grant.ends_on == dt.date(2027, 10, 31)
    assert (grant.program_name, grant.regrant_type, grant.license) == ("Civic life", "FRG010", terms)
    assert grant.entity == LegalEntity.objects.get(ein="860123456")
    assert grant.visibility == "public"  # an open license: for everybody
    assert receipt["rejected"][0]["line"] == 2


def test_an_amount_for_several_recipients_is_not_given_to_one(importing):
    both = [{"id": "360G-a", "name": "Open Porch"}, {"id": "360G-b", "name": "Somebody Else"}]
    receipt = importing(_package(_published(recipientOrganization=both)), name="a.json")
    assert "several recipients" in receipt["rejected"][0]["reason"]


@pytest.mark.parametrize("text", ['{"grants": [{"id": 1}', "[[1, 2]]", '{"a": [{"b": 1}], "c": [{"d": 1}]}'])
def test_json_that_is_no_list_of_grants_is_unreadable(importing, text):
    with pytest.raises(CommandError):
        importing(text, name="a.json")


def test_findings_are_counted_with_their_lines(importing):
    receipt = importing(
        "funder,recipient,recipient id,amount,currency,date,title,description\n"
        "Lantern Fund,Open Porch,360G-l-1,500,USD,2036-01-01,Doors,Doors\n"
        "Lantern Fund,Lantern Fund,12,0,USD,1990,,Doors\n"
        "Open Porch,Open Porch,GB-CHC-1077187,700,USD,1990,,Doors"
    )
    found = {each["code"]: each["lines"] for each in receipt["findings"]}
    assert {code: found[code] for code in ("recipient_id_own", "date_future", "title_is_description")} == {
        "recipient_id_own": [2],
        "date_future": [2],
        "title_is_description": [2],
    }
    assert (found["amount_zero"], found["date_far"], found["same_organization"]) == ([3], [4], [4])
    assert all(each["count"] == len(each["lines"]) for each in receipt["findings"])


def test_a_line_that_may_correct_another_is_not_taken_by_the_command_wherever_the_earlier_one_stands(importing):
    plain = "funder,recipient,amount,year,title\n"
    doors, more, vans = (
        f"Lantern Fund,Open Porch,{rest}" for rest in ("5,2019,Doors", "7,2019,Doors", "9,2019,Vans")
    )
    importing(f"{plain}{doors}\n{vans}", name="grants-2026.csv")
    receipt = importing(f"{plain}{more}\n{vans}", name="grants-2026 (2).csv")
    assert counted(receipt) == {"unchanged": 1, "rejected": 1}
    (kept,) = Grant.objects.filter(title="Doors")
    assert kept.get_absolute_url() in receipt["rejected"][0]["reason"]
    assert receipt["doubts"][0]["like"][0]["slug"] == kept.public_id
    # Of another list, or where the earlier line stands further down, it is another grant.
    assert counted(importing(f"{plain}{more}", name="elsewhere.csv")) == {"created": 1}
    more = more.replace("7", "8")
    assert counted(importing(f"{plain}{more}\n{vans}\n{doors}", name="grants-2026.csv")) == {
        "created": 1,
        "unchanged": 2,
    }


def test_of_too_many_new_names_only_those_with_the_same_words_are_asked_about(importing, monkeypatch):
    monkeypatch.setattr("funding.imports.grant_partners.MOST_COMPARED", 2)
    factories.make_partner("Open Porch, Inc.")
    factories.make_partner("Ocotillo Votes")
    merged = factories.make_partner("Lantern Circle")
    Partner.objects.filter(pk=merged.pk).update(status="merged", merged_into=factories.make_partner("Lamp Circle"))
    names = ("The Openporch", "Ocotillo Votes Fund", "Lantern Circle Inc", "Third")
    receipt = importing("funder,recipient,amount\n" + "\n".join(f"Wide Fund,{name},5" for name in names))
    assert [(each["name"], [one["name"] for one in each["like"]]) for each in receipt["likely_twins"]] == [
        ("The Openporch", ["Open Porch, Inc."])
    ]
    assert "too many to compare each with all others" in receipt["remarks"][-1] + receipt["remarks"][0]
    assert counted(receipt) == {"created": 4}


def test_an_organization_that_turns_out_to_give_is_a_funder(importing):
    importing("funder,recipient,amount\nWide Fund,Middle Table,5\nMiddle Table,Open Porch,3")
    kinds = dict(Partner.objects.values_list("name", "kind"))
    assert kinds == {"Wide Fund": "peer_funder", "Middle Table": "peer_funder", "Open Porch": "year_round"}
