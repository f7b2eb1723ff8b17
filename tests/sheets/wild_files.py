"""Files such as nobody should send: for every kind of sheet, in every dialect, with all that goes wrong in them."""

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import xlsxwriter
from hypothesis import strategies as st

from mvp_coord.sheets.kinds import Kind, all_kinds

# What stands in cells where something else is meant.
NASTY = (
    *("=1+1", '=HYPERLINK("http://x.example","y")', "+cmd|' /C calc'!A0", "@SUM(A1)", "-2", "'=1", "#REF!", "#N/A"),
    *("\u202eevil\u202c", "\u2066x\u2069", "a\u200bb", "\x07bell", "\x1b[31m", "tab\there", "two\nlines", "\ufeff"),
    *("(none)", "n/a", "TBD", "-", "Total", "Subtotal for AZ", "Sum of Us", "Note: ask Rosa", "<script>x</script>"),
    *("Ocotillo Votes", "Ocotilo Votes", "OCOTILLO VOTES, INC.", "Nobody At All", "ocotillo-votes", "12-3456789"),
    *("AZ", "Arizona; WI local: x", "Atlantis", "state table", "active", "public", "private", "Youth", "everyone"),
    *("2027-08-02", "8/2/27", "31/31/2027", "yesterday", "1e309", "$1.2M", "12,34", "(500)", "99999999999999999999"),
    *("GOTV", "doors", "c4", "guide", "https://o.example/a", "javascript:alert(1)", "a@b.example", "2027-28", "Pima"),
    *("A" * 400, "B" * 33_000, "é" * 50, "“quotes” and 'more'", 'he said "no"', "日本語", "👩‍👩‍👧", "ﷺ", "\u0000x"),
)
# What is right in a column, by its name, whatever the kind.
RIGHT: dict[str, tuple[Any, ...]] = {
    "organization": ("Ocotillo Votes", "Juniper Hub"),
    "partner": ("Ocotillo Votes", "OV"),
    "name": ("Ocotillo Votes", "Juniper Hub", "Rosa Canyon"),
    "kind": ("national", "guide"),
    "type": ("GOTV",),
    "tactic": ("doors",),
    "place": ("Pima County", "Statewide"),
    "start": ("2027-08-02", dt.date(2027, 8, 2)),
    "end": ("9/26/27", dt.date(2027, 9, 26)),
    "budget_usd": ("$250k", 90_000, "1,000.50"),
    "source": ("Stated by the group",),
    "good_as_of": ("2027-03-01", dt.date(2027, 4, 1)),
    "title": ("How to listen", "How to ask"),
    "summary": ("What to say at a door.",),
    "link": ("https://o.example/a", "https://o.example/b"),
    "email": ("a@b.example", "c@d.example"),
    "states": ("AZ", "AZ local: Pima; WI statewide"),
    "vehicle": ("c4",),
}
cells = st.one_of(st.sampled_from(NASTY), st.text(max_size=12), st.integers().map(str), st.just(""))
values: st.SearchStrategy[Any] = st.one_of(
    cells, st.integers(-(10**18), 10**18), st.floats(allow_nan=False, allow_infinity=False), st.booleans(), st.dates()
)


@st.composite
def tables(draw: Callable[..., Any], kind: Kind) -> list[list[Any]]:
    """Rows with a header that names some of the kind's columns, some twice, and some that are none."""
    words = [word for column in kind.layout.columns for word in (column.label, *column.words[:2])]
    wanted = [column for column in kind.layout.columns if column.is_required or column.name in RIGHT]
    usual = wanted if draw(st.integers(0, 3)) else []
    header = [
        *(column.label for column in usual),
        *draw(st.lists(st.one_of(st.sampled_from(words), cells), max_size=3)),
    ]
    right = [st.sampled_from(RIGHT[column.name]) for column in usual if column.name in RIGHT]
    neat = st.tuples(*right, *[st.just("")] * (len(header) - len(usual)))
    almost = st.tuples(neat, st.integers(0, 30), values).map(_with_one_wrong)
    rows = draw(st.lists(st.one_of(neat, neat, almost, st.lists(values, max_size=len(header) + 2)), max_size=5))
    titles = draw(st.lists(st.lists(cells, min_size=1, max_size=2), max_size=2))
    tags = [
        [draw(st.sampled_from(["", "#org", "#org+name", "#adm1", "#date+start", "#x+y", "# bad"])) for _ in header]
    ]
    again = [header] if draw(st.integers(0, 9)) == 0 else []
    return [*titles, header, *(tags if draw(st.integers(0, 3)) == 0 else []), *rows, *again]


def _with_one_wrong(drawn: tuple[tuple[Any, ...], int, Any]) -> list[Any]:
    """A row that is right but for one cell."""
    row, at, wrong = drawn
    return [wrong if place == at else value for place, value in enumerate(row)]


def _text(table: list[list[Any]], delimiter: str, end: str, *, quoted: bool) -> str:
    def cell(value: Any) -> str:
        text = "" if value is None else str(value)
        return '"{}"'.format(text.replace('"', '""')) if quoted else text

    return end.join(delimiter.join(cell(each) for each in row) for row in table)


def _workbook(table: list[list[Any]]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_urls": False}) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(table):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    write = sheet.write_formula if value.startswith("=") else sheet.write_string
                    write(number, column, value[:32_767])
                elif hasattr(value, "isoformat"):
                    sheet.write_datetime(number, column, value, day)
                else:
                    sheet.write(number, column, value)
    return file.getvalue()


@st.composite
def files(draw: Callable[..., Any]) -> tuple[str, bytes]:
    """A kind's code and the bytes of a file: a table in some encoding and dialect, a workbook, or a damaged one."""
    kind = draw(st.sampled_from(list(all_kinds().values())))
    table = draw(tables(kind))
    form = draw(st.integers(0, 9))
    if form == 0:
        return kind.code, _workbook(table)
    text = _text(
        table, draw(st.sampled_from(",;\t|")), draw(st.sampled_from(["\n", "\r\n", "\r"])), quoted=draw(st.booleans())
    )
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1", "utf-16-be"]))
    data = text.encode(encoding, "replace")
    if form == 1:  # something was cut off, or something else was mixed in
        at = draw(st.integers(0, len(data)))
        data = data[:at] + draw(st.binary(max_size=8)) + data[at + draw(st.integers(0, 9)) :]
    return kind.code, data
