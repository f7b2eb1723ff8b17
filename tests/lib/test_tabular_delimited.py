"""CSV files as they really come: every dialect is read, every damage is told, no line is lost in silence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mvp_coord.lib.tabular import MAX_BYTES, UnreadableError, read_tables
from mvp_coord.lib.tabular.model import MAX_ROWS_WITH_HEADINGS

PLAN = "Ref,Group,Where\nA-1,Doña Ana Votes,Pima\nA-2,Ocotillo,Yuma\n"


def rows(data: bytes):
    (table,) = read_tables(data).tables
    return table.rows


def cells(data: bytes):
    return [row.cells for row in rows(data)]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1"]
)
def test_any_usual_encoding_gives_the_same_letters(encoding):
    assert cells(PLAN.encode(encoding))[1] == ("A-1", "Doña Ana Votes", "Pima")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_usual_delimiter_and_line_end(delimiter, end):
    text = PLAN.replace(",", delimiter).replace("\n", end)
    assert [row.number for row in rows(text.encode())] == [1, 2, 3]
    assert cells(text.encode())[2] == ("A-2", "Ocotillo", "Yuma")


def test_excels_own_delimiter_line_is_obeyed_and_counts_as_a_line():
    found = rows(b"sep=;\r\na;b,c\r\n1;2,5\r\n")
    assert [(row.number, row.cells) for row in found] == [(2, ("a", "b,c")), (3, ("1", "2,5"))]


def test_commas_inside_values_do_not_beat_the_real_delimiter():
    text = "Ref;Who;Budget\n1;Youth, Latino;9,071,724\n2;Black, AAPI;1,000,000\n"
    assert cells(text.encode())[1] == ("1", "Youth, Latino", "9,071,724")


def test_blank_lines_are_left_out_and_numbers_stay_those_of_the_file():
    found = rows(b"title\n\n,,\na,b\n  ,\n\n1,2\n")
    assert [row.number for row in found] == [1, 4, 7]


def test_a_value_over_two_lines_keeps_the_number_of_its_first_line():
    found = rows(b'a,b,c\n1,"two\nlines",x\n2,y,z\n')
    assert [(row.number, row.cells) for row in found][1:] == [(2, ("1", "two\nlines", "x")), (4, ("2", "y", "z"))]


def test_a_blank_before_a_quoted_value_does_not_split_it():
    assert cells(b'a,b,c\n1, "Org, Inc", x\n')[1] == ("1", "Org, Inc", "x")


def test_an_unclosed_quotation_mark_costs_its_own_line_only():
    found = rows(b'a,b,c\n1,x,y\n2,"open,y\n3,x,y\n4,x,y\n')
    assert [row.number for row in found] == [1, 2, 3, 4, 5]
    assert [row.number for row in found if row.fault] == [3]
    assert "line 3" in found[2].fault.reason
    assert found[2].fault.column == 1


def test_an_unclosed_quotation_mark_that_meets_the_next_one_swallows_nothing():
    found = rows(b'a,b,c\n1,"open,y\n2,x,"closed"\n3,x,"tail\n4,"p,q",r\n5,x,y\n')
    assert [row.number for row in found] == [1, 2, 3, 4, 5, 6]
    assert [row.number for row in found if row.fault] == [2, 4]


def test_a_quotation_mark_open_over_hundreds_of_lines_is_found_fast():
    body = b"".join(b"%d,x,y\n" % number for number in range(50_000))
    found = rows(b'a,b,c\n0,"open,y\n' + body)
    assert [row.number for row in found if row.fault] == [2]
    assert len(found) == 50_002


def test_nul_bytes_mark_their_line():
    found = rows(b"a,b\n1,x\x00y\n2,z\n")
    assert [row.number for row in found if row.fault] == [2]
    assert found[1].fault.column == 1


def test_a_line_in_another_encoding_is_marked_not_misread():
    found = rows("a,b\n1,Doña\n".encode() + "2,Cañon\n".encode("cp1252") + "3,Peña\n".encode())
    assert [row.number for row in found if row.fault] == [3]
    assert found[1].cells == ("1", "Doña")
    assert found[3].cells == ("3", "Peña")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \r\n\r\n", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".xls"),
        (b"<!DOCTYPE html><table>", "web page"),
        (bytes(range(256)) * 40, "not a text file"),
        (b"a,b\n" * (MAX_ROWS_WITH_HEADINGS + 1), "100,000 rows"),
        (b"\n" * 3_000_000 + b"a", "100,000 rows"),
        (b"a" * (MAX_BYTES + 1), "limit is 50 MB"),
        (b"," * 2_000_000, "not a table"),
        (b'1,"x" y\n' * 2_000, "Quotation marks"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(data, says):
    with pytest.raises(UnreadableError, match=says):
        read_tables(data)


@settings(deadline=None)
@given(st.binary(max_size=600))
def test_no_bytes_crash_the_reader(data):
    try:
        tables = read_tables(data).tables
    except UnreadableError as refusal:
        assert str(refusal)
    else:
        assert all(row.cells or row.fault for table in tables for row in table.rows)


LINES = st.lists(st.text(alphabet='ab",\'; \t|ñ\x00"\n', max_size=14), min_size=1, max_size=25)


@settings(deadline=None)
@given(LINES)
def test_no_letter_of_a_file_is_lost_and_none_is_made_up(lines):
    text = "\n".join(lines)
    try:
        found = rows(text.encode())
    except UnreadableError:
        return
    starts = [row.number for row in found]
    assert starts == sorted(set(starts))
    read = "".join(str(cell) for row in found for cell in row.cells)
    assert sorted(letter for letter in read if letter in "abñ") == sorted(
        letter for letter in text if letter in "abñ"
    )


def test_values_of_several_lines_are_read_even_where_most_rows_have_one():
    rows = [f'{n},"Line one, of {n}\nline two, too",end' for n in range(8)]
    (table,) = read_tables("\n".join(["id,summary,last", *rows]).encode()).tables
    assert [row.fault for row in table.rows if row.fault] == []
    assert table.rows[1].cells == ("0", "Line one, of 0\nline two, too", "end")


def test_texts_of_several_lines_with_many_commas_are_one_cell_each():
    cell = '"One, two\nthree, four, five; six\nseven, eight"'
    lines = ["a,b,c,d,e,f", *(f"1,2,{cell},4,5,6" for _ in range(50))]
    rows = read_tables("\n".join(lines).encode()).tables[0].rows
    assert {len(row.cells) for row in rows} == {6}
    assert not any(row.fault for row in rows)
