"""From a file to its data rows: headers wherever they stand, every line counted once, nothing lost."""

import io

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from mvp_coord.lib.tabular import UnreadableError
from mvp_coord.sheets.layout import Column, Layout
from mvp_coord.sheets.reading import read_sheets

LAYOUT = Layout(
    "a visit",
    (
        Column("ref", "label", ("row", "ref"), tags=("#meta+id",)),
        Column("who", "who", ("organization", "group"), maybe=("name",), tags=("#org",), is_required=True),
        Column("where", "where", ("county", "county/area", "where"), tags=("#loc", "#adm2"), is_required=True),
        Column("start", "start", ("start", "start date", "from"), tags=("#date+start",), is_required=True),
        Column("end", "end", ("end", "end date", "through"), tags=("#date+end",), is_required=True),
        Column("dates", "dates", ("dates",), stands_for=("start", "end")),
        Column("what", "what", ("tactic", "how"), maybe=("what", "activity"), is_required=True),
        Column("program", "program", ("program",), maybe=("what", "activity")),
        Column("people", "people", ("universe", "list size"), is_figure=True),
        Column("tries", "tries", ("attempts", "doors", "calls"), is_figure=True, is_many=True),
    ),
)
HEADER = "Row,Organization,County,Start,End,Tactic,Universe\n"


def read(text: str | bytes, name: str = "plan.csv"):
    return read_sheets(name, text if isinstance(text, bytes) else text.encode(), LAYOUT)


def workbook(**sheets) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return target.getvalue()


def values(reading, column: str):
    return [row.cells[column][0].value if column in row.cells else None for row in reading.rows]


def test_titles_blank_lines_and_tags_are_no_rows():
    reading = read(
        "Arizona plan 2027,,,,,,\n\nPlease do not sort,,,,,,\n"
        + HEADER
        + ",#org,#loc,#date+start,#date+end,,\n\nA,Ocotillo,Pima,1,2,doors,5\n,,,,,,\nB,Juniper,Yuma,1,2,doors,6\n"
    )
    assert [(row.line, row.cells["ref"][0].value) for row in reading.rows] == [(7, "A"), (9, "B")]
    assert reading.count == 2
    assert reading.rows[0].origin.titles == ("Arizona plan 2027", "Please do not sort")


@pytest.mark.parametrize(
    "names",
    [
        "Group name,County / area,From,Through,How",
        "ORGANIZATION (required),Counties,Start date,End date,Tactic(s)",
        "Name of group,Where?,  start  ,END:,“How”",
        "Organization 2027,the county,from,through,tactics",
    ],
)
def test_columns_are_known_by_what_people_call_them(names):
    reading = read(f"{names}\nOcotillo,Pima,1,2,doors\n")
    assert set(reading.rows[0].cells) == {"who", "where", "start", "end", "what"}
    assert not reading.rows[0].missing


def test_tags_name_columns_that_the_header_calls_something_else():
    reading = read(
        "Organizacion,Condado,Desde,Hasta,Metodo\n#org,#adm2+name,#date+start,#date+end,\nOcotillo,Pima,1,2,x\n"
    )
    assert set(reading.rows[0].cells) == {"who", "where", "start", "end"}
    assert reading.rows[0].missing == ("what",)
    assert reading.rows[0].labels["where"] == "Condado"


def test_words_go_before_tags():
    reading = read("Group,County,Start,End,Tactic\n#adm2,#org,#date+end,#date+start,\nOcotillo,Pima,1,2,doors\n")
    assert values(reading, "who") == ["Ocotillo"]
    assert values(reading, "start") == ["1"]


def test_tags_may_stand_above_the_names():
    reading = read("#org,#loc,#date+start,#date+end,\nGroup,County,Start,End,How\nOcotillo,Pima,1,2,doors\n")
    assert values(reading, "what") == ["doors"]
    assert reading.count == 1


def test_an_open_word_goes_to_the_required_column_that_is_missing():
    assert values(read("Group,County,Start,End,What\nO,P,1,2,doors\n"), "what") == ["doors"]
    with_tactic = read("Group,County,Start,End,What,How\nO,P,1,2,Fall Push,doors\n")
    assert (values(with_tactic, "program"), values(with_tactic, "what")) == (["Fall Push"], ["doors"])


def test_one_column_may_stand_for_two():
    assert read("Group,County,Dates,How\nO,P,1 to 2,doors\n").rows[0].missing == ()


def test_a_better_name_wins_and_the_other_column_is_named_as_unread():
    reading = read("Organization,Group,County,Start,End,How,Notes\nO,Q,P,1,2,doors,hm\n")
    assert values(reading, "who") == ["O"]
    assert reading.remarks == ["Columns that were not read: Group and Notes."]


def test_columns_of_one_meaning_are_all_kept_where_the_layout_says_so():
    row = read("Group,County,Start,End,How,Doors,Calls\nO,P,1,2,doors,5,\n").rows[0]
    assert [(cell.label, cell.value) for cell in row.cells["tries"]] == [("Doors", "5")]


def test_required_columns_that_are_missing_are_told_of_every_row():
    reading = read("Group,County,Start\nO,P,1\nQ,R,2\n")
    assert [row.missing for row in reading.rows] == [("end", "what"), ("end", "what")]


def test_a_second_header_is_no_row_and_may_order_its_columns_otherwise():
    reading = read(
        HEADER + "A,O,P,1,2,doors,5\n" + HEADER + "B,Q,R,3,4,calls,6\nCounty,Group,How,From,Through\nS,T,x,5,6\n"
    )
    assert values(reading, "who") == ["O", "Q", "T"]
    assert values(reading, "where") == ["P", "R", "S"]


@pytest.mark.parametrize(
    "total",
    [
        ",TOTAL,,,,,5",
        "Total,,,,,,5",
        ",Grand total:,,,,,5",
        ",Subtotal,Pima,,,,5",
        ",,,,,,5",
        ",AZ total,,,,,5",
        ",Total for Arizona,,,,,5",
        ",,Totals,,,,5",
    ],
)
def test_totals_are_skipped_and_counted(total):
    reading = read(f"{HEADER}A,O,P,1,2,doors,5\n{total}\n")
    assert (len(reading.rows), len(reading.skipped), reading.count) == (1, 1, 2)
    assert reading.skipped[0].line == 3
    assert "total" in reading.skipped[0].reason


def test_an_organization_called_total_is_a_row():
    assert len(read(HEADER + "A,Total Vote Project,P,1,2,doors,5\n").rows) == 1


@pytest.mark.parametrize("line", ["A-24,,,,,,", "Northern counties,,,,,,", ",Note: figures are estimates,,,,,"])
def test_labels_and_remarks_alone_are_skipped_and_counted(line):
    reading = read(f"{HEADER}A,O,P,1,2,doors,5\n{line}\n")
    assert (len(reading.rows), len(reading.skipped)) == (1, 1)


def test_a_row_that_is_only_begun_is_a_row():
    assert len(read(HEADER + ",Ocotillo,,,,,\n").rows) == 1


def test_damaged_lines_are_refused_by_column():
    reading = read((HEADER + "A,O\x00ops,P,1,2,doors,5\nB,Q,R,3,4,calls,6\n").encode())
    assert [(each.line, each.column) for each in reading.rejected] == [(2, "Organization")]
    assert values(reading, "who") == ["Q"]


def test_sheets_without_a_header_are_named_and_left_out():
    reading = read(
        workbook(plan=[HEADER.strip().split(","), ["A", "O", "P", 1, 2, "doors", 5]], notes=[["not data"]])
    )
    assert len(reading.rows) == 1
    assert "Sheet “notes” has no header row and was not read." in reading.remarks


def test_several_sheets_of_one_workbook_are_read():
    header = HEADER.strip().split(",")
    reading = read(
        workbook(one=[header, ["A", "O", "P", 1, 2, "x", 5]], two=[["title"], header, ["A", "Q", "P", 1, 2, "x", 5]])
    )
    assert [(row.origin.sheet, row.line) for row in reading.rows] == [("one", 2), ("two", 3)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("hello\nworld\n", "A visit needs columns for who, where, start, end and what"),
        ("Group,County,Notes\nO,P,hm\n", "Line 1 comes nearest, but has no column for start, end and what"),
        ('Group,"County,Start,End,How\nO,P,1,2,doors\n', "quotation mark"),
    ],
)
def test_a_file_without_a_header_is_unreadable_and_says_what_is_missing(text, says):
    with pytest.raises(UnreadableError, match=says):
        read(text)


CELLS = st.sampled_from(
    ["", "Organization", "Total", "O", "Pima", "1", "5", "#org", "#loc", "doors", "x\x00", '"', " "]
)


@settings(deadline=None)
@given(st.lists(st.lists(CELLS, min_size=7, max_size=7), max_size=12))
def test_every_line_below_the_header_is_counted_or_blank_or_names_columns(lines):
    text = HEADER + "".join(",".join(line) + "\n" for line in lines)
    reading = read(text)
    counted = [row.line for row in reading.rows] + [each.line for each in reading.skipped + reading.rejected]
    assert len(counted) == len(set(counted)) == reading.count
    for number, line in enumerate(lines, start=2):
        words = [cell.strip() for cell in line if cell.strip()]
        is_tags = sum(word.startswith("#") for word in words) >= 2
        if words and not is_tags and '"' not in text:
            assert number in counted
