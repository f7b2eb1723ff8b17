"""XLSX workbooks: sheet rows under the sheet's own numbers, and archives that try to be too much."""

import datetime as dt
import io
import time
import zipfile
import zlib

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from mvp_coord.lib.tabular import UnreadableError, read_tables
from mvp_coord.lib.tabular import workbook as reader
from tests.steps import steps


def workbook(fill) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        fill(book)
    return target.getvalue()


def altered(data: bytes, path: str, change) -> bytes:
    """The workbook with one part changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            out.writestr(name, change(source.read(name)) if name == path else source.read(name))
    return target.getvalue()


def with_rows(xml: bytes) -> bytes:
    plain = workbook(lambda book: book.add_worksheet("plan").write(0, 0, "shared text"))
    return altered(
        plain, "xl/worksheets/sheet1.xml", lambda part: part.replace(b"</sheetData>", xml + b"</sheetData>")
    )


def test_rows_keep_the_numbers_of_the_sheet_and_dates_their_type():
    def fill(book):
        sheet = book.add_worksheet("plan")
        sheet.write_row(4, 2, ["Group", "From", "List size"])
        sheet.write(6, 2, "Ocotillo")
        sheet.write_datetime(6, 3, dt.datetime(2027, 9, 6), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_number(6, 4, 5530.0)

    (table,) = read_tables(workbook(fill)).tables
    assert table.name == "plan"
    assert [(row.number, row.cells) for row in table.rows] == [
        (5, (None, None, "Group", "From", "List size")),
        (7, (None, None, "Ocotillo", dt.date(2027, 9, 6), 5530)),
    ]


def test_hidden_sheets_are_left_out_and_named():
    def fill(book):
        book.add_worksheet("plan").write(0, 0, "x")
        old = book.add_worksheet("2025")
        old.write(0, 0, "old")
        old.hide()

    found = read_tables(workbook(fill))
    assert [table.name for table in found.tables] == ["plan"]
    assert found.remarks == ("Sheet “2025” is hidden and was not read.",)


def test_errors_and_formulas_without_a_result_are_not_taken_for_blanks():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_formula(0, 0, "=1/0", None, "#DIV/0!")
        sheet.write_formula(0, 1, "=B9*2", None, "")
        sheet.write_formula(0, 2, "=2*3", None, 6)

    (table,) = read_tables(workbook(fill)).tables
    assert table.rows[0].cells == ("#DIV/0!", "=B9*2", 6)


def test_a_value_merged_downward_stands_in_every_row_that_has_more():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.merge_range(1, 0, 3, 0, "Ocotillo")
        sheet.write(0, 1, "Where")
        sheet.write(1, 1, "Pima")
        sheet.write(3, 1, "Yuma")

    (table,) = read_tables(workbook(fill)).tables
    assert [(row.number, row.cells) for row in table.rows] == [
        (1, (None, "Where")),
        (2, ("Ocotillo", "Pima")),
        (4, ("Ocotillo", "Yuma")),
    ]


def with_merged(*ranges: str) -> bytes:
    """As many rows as there are ranges of merged cells, each row with two cells."""
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}"><v>0</v></c></row>' for n in range(2, len(ranges) + 2)
    )
    merged = "".join(f'<mergeCell ref="{each}"/>' for each in ranges)
    end = f"</sheetData><mergeCells>{merged}</mergeCells>".encode()
    return altered(
        with_rows(rows.encode()), "xl/worksheets/sheet1.xml", lambda part: part.replace(b"</sheetData>", end)
    )


@pytest.mark.parametrize("place", ["A2:A9", "A{n}:A{n}9", "XFD2:XFD99999"])
def test_twice_the_merged_cells_are_twice_the_work_not_four_times(place):
    once, twice = (with_merged(*(place.format(n=n) for n in range(2, size + 2))) for size in (200, 400))
    assert steps(reader, lambda: read_tables(twice)) < 2.5 * steps(reader, lambda: read_tables(once))


def test_nothing_is_carried_beyond_the_table_nor_over_what_is_merged_further_down():
    (table,) = read_tables(with_merged("XFD2:XFD4", "A2:A3", "A4:A5")).tables
    assert [row.cells for row in table.rows[1:]] == [(2, 0), (2, 0), (4, 0)]


def lying_about_its_size() -> bytes:
    bomb = bytearray(with_rows(b" " * 60_000_000))
    return bytes(bomb).replace((60_000_000 + 580).to_bytes(4, "little")[2:], b"\x00\x00")


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: with_rows(b" " * 200_000_000), "unpacks to 200 MB"),
        (lambda: with_rows(b"<row><c><v>1</v></c></row>" * 101_001), "100,000 rows"),
        (lambda: with_rows(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "far beyond a table"),
        (lambda: with_rows(b'<row r="2"><c r="A2"><v>1</v></c><c r="XFD999999"><v>1</v></c></row>'), "far beyond"),
        (lambda: with_rows((b"<row>" + b"<c/>" * 1_000 + b"</row>") * 2_001), "cells"),
        (lambda: with_rows(b'<row r="x"><c r="A1"><v>1</row>'), "damaged"),
        (lambda: workbook(lambda book: book.add_worksheet().write(0, 0, "x"))[:900], "damaged"),
        (lambda: lying_about_its_size(), "damaged|unpacks"),
    ],
    ids=["200 MB", "rows", "far corner", "far cell in a near row", "cells", "bad XML", "cut off", "false size"],
)
def test_workbooks_that_try_to_be_too_much_are_refused_within_ten_seconds(make, says):
    data = make()
    begun = time.monotonic()
    with pytest.raises(UnreadableError, match=says):
        read_tables(data)
    assert time.monotonic() - begun < 10


def test_one_long_text_in_very_many_cells_is_refused_before_it_is_repeated():
    data = altered(
        with_rows((b"<row>" + b'<c t="s"><v>0</v></c>' * 100 + b"</row>") * 500),
        "xl/sharedStrings.xml",
        lambda part: part.replace(b"shared text", b"y" * 30_000),
    )
    with pytest.raises(UnreadableError, match="more than 50 MB"):
        read_tables(data)


def test_a_document_type_definition_is_refused():
    xml = b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData/></worksheet>'
    plain = workbook(lambda book: book.add_worksheet())
    with pytest.raises(UnreadableError, match="document type"):
        read_tables(altered(plain, "xl/worksheets/sheet1.xml", lambda _: xml))


def archive(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as out:
        for name in names:
            out.writestr(name, "x")
    return target.getvalue()


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (["plan.csv"], r"\.zip archive"),
        (["word/document.xml"], "text document"),
        (["content.xml", "mimetype"], "OpenDocument"),
        (["xl/workbook.bin"], "xlsb"),
        (["xl/workbook.xml"], "damaged"),
    ],
)
def test_other_archives_are_named_for_what_they_are(names, says):
    with pytest.raises(UnreadableError, match=says):
        read_tables(archive(*names))


SMALL = workbook(lambda book: book.add_worksheet().write_row(0, 0, ["a", 1, "b"]))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_workbook_with_damaged_bytes_never_crashes_the_reader(data):
    whole = bytearray(SMALL)
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_tables(bytes(whole))
    except UnreadableError as refusal:
        assert str(refusal)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_a_sheet_of_any_xml_never_crashes_the_reader(noise):
    try:
        read_tables(with_rows(b"<row><c>" + noise + b"</c></row>"))
    except UnreadableError as refusal:
        assert str(refusal)
    except zlib.error:  # pragma: no cover - would be a fault of the reader
        pytest.fail("an archive's fault came through")


def test_a_cell_with_an_escaped_nul_is_a_damaged_line():
    cells = "".join(
        f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'
        for place, text in (("A9", "a_x0000_b"), ("B9", "c"))
    )
    (table,) = read_tables(with_rows(f'<row r="9">{cells}</row>'.encode())).tables
    assert table.rows[-1].cells == ("a\ufffdb", "c")
    assert table.rows[-1].fault
