"""Tables that we give people: nothing in them runs, and they are read back as they were written."""

import csv
import datetime as dt
import io
import re
from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st

from mvp_coord.lib.tabular import read_tables
from mvp_coord.lib.tabular.writing import as_csv, as_xlsx

# What spreadsheet programs take for the beginning of a formula, with blanks before it or without.
RUNS = re.compile(r"[\s\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
TRICKY = st.builds("{}{}{}".format, st.text(" '\t\r\n\u3000", max_size=4), st.sampled_from("=+-@＝"), TEXTS)


def cells_of(data: bytes) -> list[list[str]]:
    """The cells as any other program reads them."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@settings(max_examples=500)
@given(TEXTS | TRICKY)
@example("\t=1+1")
@example("  -2+3")
@example("\r@SUM(A1)")
def test_no_cell_of_a_csv_begins_a_formula(text):
    (row,) = cells_of(as_csv([["x", text]]))
    assert not RUNS.match(row[1])


def test_nothing_in_a_workbook_runs_and_days_and_figures_stay_what_they_are():
    rows = [["Name", "Day", "Sum"], ["=1+1", dt.date(2027, 8, 2), Decimal("12.50")], ["http://a.example/", None, 5]]
    (table,) = read_tables(as_xlsx(rows, sheet="Partners")).tables
    assert table.rows[1].cells == ("=1+1", dt.date(2027, 8, 2), 12.5)
    assert table.rows[2].cells == ("http://a.example/", None, 5)


def test_figures_days_and_yes_are_written_plainly():
    assert cells_of(as_csv([[None, True, dt.date(2027, 8, 2), Decimal("12.50"), -5]])) == [
        ["", "yes", "2027-08-02", "12.50", "'-5"]
    ]
