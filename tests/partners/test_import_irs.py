"""The IRS master file: every row is read, lost zeros are put back, and no record changes without a person."""

import codecs
import csv
import io
import json

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command

from partners.imports.irs_file import read_irs
from partners.models import EntityStatement, LegalEntity, RegisterReading
from tests import factories
from tests.mvp_coord.demo.content import content

ROWS = 1_509
HEADER = "EIN,NAME,SUBSECTION,FOUNDATION,RULING,DEDUCTIBILITY,STATUS,NTEE_CD"
ROW = "{ein},OCOTILLO ACTION,04,00,201002,2,01,R40Z"


def run(path, *options):
    """The receipt, and the exit code."""
    out = io.StringIO()
    try:
        call_command("import_irs", str(path), "--json", *options, stdout=out)
    except SystemExit as end:
        return json.loads(out.getvalue()), end.code
    return json.loads(out.getvalue()), 0


def records(path):
    return list(csv.DictReader(path.read_text().splitlines()))


def adds_up(receipt):
    assert receipt["rows_in"] == receipt["matched"] + receipt["unmatched"] + receipt["rejected"]
    assert sum(receipt["statements"].values()) == receipt["agree"] + receipt["differ"] + receipt["unknown_to_us"]
    return True


@pytest.fixture
def sample(shared_data):
    return shared_data / "irs_eo_bmf_sample.csv"


@pytest.fixture
def write(tmp_path):
    def written(*rows, name="eo.csv", header=HEADER):
        path = tmp_path / name
        path.write_text("\n".join([header, *rows]))
        return path

    return written


class TestTheRealSample:
    def test_every_row_is_read_without_an_error(self, db, sample):
        receipt, code = run(sample)
        assert (receipt["rows_in"], receipt["rejected"], receipt["repaired"], code) == (ROWS, 0, 0, 0)
        assert receipt["repeated"] == 1
        assert adds_up(receipt)
        assert receipt["problems"] == []

    def test_a_sample_whose_eins_lost_their_zeros_is_mended_and_says_so(self, db, sample, tmp_path):
        rows = records(sample)
        lost = tmp_path / "lost.csv"
        with lost.open("w", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows({**row, "EIN": row["EIN"].lstrip("0")} for row in rows)
        receipt, code = run(lost)
        began = sum(row["EIN"].startswith("0") for row in rows)
        assert (receipt["rows_in"], receipt["rejected"], receipt["repaired"], code) == (ROWS, 0, began, 0)
        assert began == 73
        whole, mended = (read_irs(path.read_bytes()) for path in (sample, lost))
        assert [row.ein for row in mended.rows] == [row.ein for row in whole.rows]

    def test_saved_by_a_spreadsheet_as_numbers_it_is_the_same(self, sample, tmp_path):
        rows = list(csv.reader(sample.read_text().splitlines()))
        path = tmp_path / "saved.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, rows[0])
            for number, row in enumerate(rows[1:], start=1):
                sheet.write_row(number, 0, [int(cell) if cell.isdigit() else cell for cell in row])
        whole, saved = read_irs(sample.read_bytes()), read_irs(path.read_bytes())
        assert [(row.ein, row.facts) for row in saved.rows] == [(row.ein, row.facts) for row in whole.rows]

    def test_deductibility_is_the_irs_own_word_and_not_the_subsection(self, sample):
        rows = records(sample)
        c4 = {row["EIN"]: row["DEDUCTIBILITY"] for row in rows if row["SUBSECTION"] == "04"}
        told = {row.ein: row.facts.get("is_deductible") for row in read_irs(sample.read_bytes()).rows}
        assert {told[ein] for ein, code in c4.items() if code == "1"} == {"yes"}
        assert {told[ein] for ein, code in c4.items() if code == "2"} == {"no"}

    def test_nothing_that_we_hold_is_overwritten(self, db, sample, staff):
        rows = [row for row in records(sample) if row["DEDUCTIBILITY"] == "1"][:20]
        for row in rows:
            factories.make_entity(ein=row["EIN"], legal_name=row["NAME"].title(), vehicle="c4", is_deductible=False)
        before = content(), list(LegalEntity.objects.order_by("pk").values())
        receipt, _ = run(sample, f"--as={staff.email}")
        assert receipt["matched"] == 20
        assert receipt["differ"] >= 20
        assert (content(), list(LegalEntity.objects.order_by("pk").values())) == before

    def test_read_again_it_changes_nothing(self, db, sample):
        for row in records(sample)[:30]:
            factories.make_entity(ein=row["EIN"])
        first, _ = run(sample)
        kept = list(EntityStatement.objects.order_by("pk").values())
        events = EntityStatement.pgh_event_model.objects.count()
        again, _ = run(sample)
        assert first["statements"]["new"] == again["statements"]["unchanged"] == len(kept)
        assert list(EntityStatement.objects.order_by("pk").values()) == kept
        assert EntityStatement.pgh_event_model.objects.count() == events


class TestWhatIsKept:
    def test_each_fact_is_a_statement_with_source_and_day(self, db, write):
        entity = factories.make_entity(ein="012345678", legal_name="Ocotillo Action", vehicle="c4")
        receipt, _ = run(write(ROW.format(ein="12345678")), "--as-of=2026-11-10")
        said = dict(EntityStatement.objects.values_list("fact", "value"))
        assert said == {
            "legal_name": "Ocotillo Action",  # as we write it: only the capitals differ
            "vehicle": "c4",
            "is_deductible": "no",
            "irs_status": "01",
            "ruled_in": "2010-02",
            "ntee_code": "R40",
        }
        assert {str(row.as_of) for row in EntityStatement.objects.filter(entity=entity)} == {"2026-11-10"}
        assert (receipt["agree"], receipt["differ"], receipt["unknown_to_us"]) == (2, 0, 4)
        assert receipt["repaired"] == 1
        assert "01-2345678" in receipt["problems"][0]["reason"]

    def test_rows_are_matched_by_ein_and_never_by_name(self, db, write):
        factories.make_entity(legal_name="Ocotillo Action", ein="987654321")
        factories.make_entity(legal_name="Ocotillo Action")
        receipt, _ = run(write(ROW.format(ein="123456789")))
        assert (receipt["matched"], EntityStatement.objects.count()) == (0, 0)

    def test_a_later_file_confirms_or_says_something_new_and_an_older_one_does_neither(self, db, write):
        factories.make_entity(ein="123456789")
        path = write(ROW.format(ein="123456789"))
        run(path, "--as-of=2026-05-01")
        later, _ = run(path, "--as-of=2026-11-01")
        assert later["statements"] == {"new": 0, "confirmed": 6, "unchanged": 0, "older": 0}
        changed = write(ROW.format(ein="123456789").replace(",2,01,", ",1,01,"))
        assert run(changed, "--as-of=2026-06-01")[0]["statements"]["older"] == 1
        assert run(changed, "--as-of=2026-12-01")[0]["statements"] == {
            "new": 1,
            "confirmed": 5,
            "unchanged": 0,
            "older": 0,
        }

    def test_one_word_and_another_and_the_first_again_as_of_one_day_are_two_statements(self, db, write):
        factories.make_entity(ein="123456789")
        yes, no = (
            write(ROW.format(ein="123456789").replace(",2,01", code), name=code) for code in (",1,01", ",2,01")
        )
        took = [run(path, "--as-of=2026-11-10")[0]["statements"] for path in (yes, no, yes)]
        assert [each["new"] for each in took] == [6, 1, 0]
        assert took[2] == {"new": 0, "confirmed": 0, "unchanged": 6, "older": 0}
        assert set(EntityStatement.objects.filter(fact="is_deductible").values_list("value", flat=True)) == {
            "yes",
            "no",
        }

    def test_a_dry_run_keeps_nothing(self, db, write):
        factories.make_entity(ein="123456789")
        receipt, _ = run(write(ROW.format(ein="123456789")), "--dry-run")
        assert receipt["matched"] == 1
        assert not EntityStatement.objects.exists() and not RegisterReading.objects.exists()

    def test_entities_that_staff_may_not_see_are_not_counted(self, db, write, staff):
        factories.make_entity(factories.make_partner(visibility="private"), ein="123456789")
        for reader in ([], [f"--as={staff.email}"]):
            assert run(write(ROW.format(ein="123456789")), *reader)[0]["matched"] == 0


class TestOddFiles:
    def test_rows_that_cannot_be_used_are_rejected_with_line_and_reason(self, db, write):
        odd = ("1.02E+07", "", "123-45-6789", "12-3456789")
        twice = ROW.format(ein="123456789").replace("ACTION", "FUND")
        path = write(*(ROW.format(ein=ein) for ein in odd), twice)
        receipt, code = run(path)
        assert (receipt["rows_in"], receipt["rejected"], code) == (5, 4, 1)
        assert adds_up(receipt)
        told = {each["line"]: each["reason"] for each in receipt["problems"]}
        assert "cut by a spreadsheet" in told[2]
        assert "Social Security" in told[4]
        assert "otherwise than line 5" in told[6]

    @pytest.mark.parametrize("text", ["", "%PDF-1.7", "name,city\nA,B\n", "\x00\x01", "EIN\n123456789\n"])
    def test_another_file_is_refused_as_a_whole(self, text, db, tmp_path):
        path = tmp_path / "other.csv"
        path.write_text(text)
        with pytest.raises(CommandError) as stop:
            call_command("import_irs", str(path), stdout=io.StringIO())
        assert stop.value.returncode == 2

    def test_a_file_longer_than_any_sheet_is_read_to_its_end(self):
        rows = "\n".join(ROW.format(ein=200_000_000 + number) for number in range(110_000))
        found = read_irs(f"{HEADER}\n{rows}\n".encode())
        assert (found.rows_in, found.rows[-1].line, found.rows[-1].ein) == (110_000, 110_001, "200109999")

    @pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
    def test_of_a_long_file_under_a_title_no_line_is_rejected(self, mark, monkeypatch):
        monkeypatch.setattr("partners.imports.irs_file._PIECE_LINES", 10)
        rows = "\n".join(ROW.format(ein=200_000_000 + number) for number in range(35))
        found = read_irs(mark + f"Extract of May, with names\n\n{HEADER}\n{rows}\n".encode())
        assert found.rejected == []
        assert [row.line for row in found.rows] == list(range(4, 39))
        assert [row.ein for row in found.rows] == [str(200_000_000 + number) for number in range(35)]

    def test_columns_may_stand_in_any_order_and_under_a_title(self):
        found = read_irs(b"Extract of May\n\nname;Deductibility;ein\nA;1;123456789\n")
        assert [(row.ein, row.facts) for row in found.rows] == [
            ("123456789", {"legal_name": "A", "is_deductible": "yes"})
        ]

    def test_nobody_reads_it_in_the_name_of_somebody_else(self, write, partner_rep):
        with pytest.raises(CommandError, match="Nobody of the staff"):
            run(write(ROW.format(ein="123456789")), f"--as={partner_rep.email}")
