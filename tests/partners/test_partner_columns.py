"""What a sheet of partners says: written and read back, and read as people write it."""

import csv
import datetime as dt
import io
import time

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from mvp_coord.lib.written import NotUnderstoodError
from mvp_coord.sheets.cells import guarded, join_items, plain, plain_line, says_none, split_items, unguarded
from mvp_coord.sheets.fields import read_fact_rows
from mvp_coord.sheets.reading import read_sheets
from partners.exports import partner_rows
from partners.imports.partner_columns import PARTNER, PARTNER_FIELDS, load_words, read_eins
from partners.imports.partner_facts import facts_of_partners
from partners.imports.words import UNSAID, read_states
from partners.models import Partner, PartnerState
from states.imports.words import read_link
from states.models import IssueArea
from tests import factories

NAMES = {"AZ": "Arizona", "NM": "New Mexico", "WI": "Wisconsin"}
lines = st.text(max_size=30).map(plain_line).filter(bool)


@given(st.text(max_size=40))
def test_a_guarded_text_never_begins_a_formula_and_comes_back(text):
    safe = guarded(text)
    assert safe[:1] not in tuple("=+-@\t\r")
    assert not says_none(safe) or (says_none(text) and text != text.strip())
    assert unguarded(safe) == text


@given(st.lists(lines, max_size=5, unique=True))
def test_several_things_in_a_cell_come_back(items):
    assert split_items(join_items(items)) == tuple(items)


def test_a_cell_of_blanks_is_read_within_ten_seconds():
    begun = time.process_time()
    assert split_items("Ocotillo" + " " * 200_000 + "Votes") == ("Ocotillo Votes",)
    assert time.process_time() - begun < 10


@given(st.text(max_size=60))
def test_a_text_is_made_plain_once_for_all(text):
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("AZ", [("AZ", UNSAID, UNSAID)]),
        ("arizona, New Mexico", [("AZ", UNSAID, UNSAID), ("NM", UNSAID, UNSAID)]),
        ("WI local: Fox Valley; AZ statewide", [("AZ", "statewide", ""), ("WI", "local", "Fox Valley")]),
        ("New Mexico (local)", [("NM", "local", "")]),
    ],
)
def test_states_as_people_write_them(written, meant):
    assert [(each.state, each.scope, each.role) for each in read_states(written, NAMES)] == meant


@pytest.mark.parametrize("written", ["Atlantis", "AZ; AZ local", "AZ somewhere"])
def test_what_is_no_state_is_refused_with_a_reason(written):
    with pytest.raises(NotUnderstoodError, match="names"):
        read_states(written, NAMES)


def test_eins_come_in_any_form_and_get_their_lost_zero_back():
    assert read_eins("12-3456789; 12345678") == ("123456789", "012345678")
    with pytest.raises(NotUnderstoodError, match="no EIN"):
        read_eins("twelve")


def test_a_link_may_lack_its_beginning_and_must_be_one():
    assert read_link("ocotillo.example/give") == "https://ocotillo.example/give"
    for wrong in ("javascript:alert(1)", "see our page", "ftp://files.example.org"):
        with pytest.raises(NotUnderstoodError, match="no web address"):
            read_link(wrong)


@pytest.fixture
def directory(db):
    """Partners whose facts are hard on a sheet."""
    youth, retired = (
        factories.make_constituency("youth", "Youth, 18–29"),
        factories.make_constituency("old", "Old; term"),
    )
    type(retired).objects.filter(pk=retired.pk).update(retired_at="2026-01-01T00:00Z")
    water = IssueArea.objects.create(code="water", label="Water & land")
    plainest = factories.make_partner("Ocotillo Votes", states=())
    hard = factories.make_partner(
        "=Sum of Us, “Total”",
        states=(),
        slug="sum-of-us",
        kind=Partner.Kind.COALITION,
        status=Partner.Status.DORMANT,
        other_names='SOU; or "us"\r\n+1 Us\n(none)',
        summary="-- Two lines;\r\nthe second, with a tab\tand “quotes”.  \n\n@end",
        website="https://sum.example/?a=1&b=2",
        direct_giving_url="https://give.example/x;y",
        founded_year=1999,
        starts_on=dt.date(2027, 1, 2),
        ends_on=dt.date(2028, 11, 7),
        visibility="staff",
        source="(NONE)",
    )
    factories.make_entity(hard, ein="012345678")
    hard.constituencies.set([youth, retired])
    hard.issues.set([water])
    for code, scope, role in (("AZ", "local", "Runs the table: doors; calls"), ("WI", "statewide", "")):
        PartnerState.objects.create(partner=hard, state=factories.make_state(code), scope=scope, role=role)
    return [plainest, hard]


def as_csv(rows) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    return file.getvalue().encode()


def as_workbook(rows) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet, day = book.add_worksheet("Partners"), book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(number, column, cell, day)
                else:
                    sheet.write(number, column, cell)
    return file.getvalue()


@pytest.mark.parametrize("write", [as_csv, as_workbook])
def test_what_is_exported_is_read_back_as_the_same_facts(directory, write):
    words, known = load_words(), facts_of_partners(directory)
    reading = read_sheets("partners", write(partner_rows(Partner.objects.order_by("pk"))), PARTNER)
    assert (len(reading.rows), reading.skipped, reading.rejected, reading.remarks) == (2, [], [], [])
    rows, refused = read_fact_rows(reading.rows, PARTNER_FIELDS, words)
    assert not refused
    for row, partner in zip(rows, directory, strict=True):
        said = {name: fact for name, fact in known[partner.pk].items() if fact not in ("", (), None)}
        assert row.facts == {name: fact for name, fact in said.items() if name != "assured_on"}


def test_rows_take_as_many_queries_for_twenty_as_for_two(directory, django_assert_num_queries):
    with django_assert_num_queries(8):
        list(partner_rows(Partner.objects.all()))
    for _ in range(18):
        factories.make_partner()
    with django_assert_num_queries(8):
        assert len(list(partner_rows(Partner.objects.all(), ["name", "states"]))) == 22


def test_every_column_is_met_by_its_own_heading_and_by_its_tag():
    labels = [field.label for field in PARTNER_FIELDS]
    tags = [field.column.tags[0] for field in PARTNER_FIELDS]
    assert len(set(tags)) == len(tags)
    for rows in ([labels], [["Our partners"], tags]):
        reading = read_sheets("x.csv", as_csv([*rows, ["x"] * len(labels)]), PARTNER)
        assert reading.rows[0].has == {field.name for field in PARTNER_FIELDS}


def test_a_list_of_names_alone_is_a_sheet_and_a_title_is_no_header():
    assert [row.line for row in read_sheets("x.csv", b"Name\nOcotillo Votes\nSum of Us\n", PARTNER).rows] == [2, 3]
    reading = read_sheets("x.csv", b"Partners\nName,Kind\nTotal Vote,State table\nName,Status\n", PARTNER)
    assert [row.line for row in reading.rows] == [3, 4]
