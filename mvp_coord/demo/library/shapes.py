"""What an entry of the demo's library can say, and the file that is made from it."""

import csv
import datetime as dt
import io
from dataclasses import dataclass, field

import xlsxwriter

Rows = tuple[tuple[str | int, ...], ...]
_MADE_ON = dt.datetime(2026, 11, 1)


@dataclass(frozen=True)
class Shared:
    """A resource: text, rows of a table, or a link. Ages are days before the loading; `checked` None is never.

    `uses` are pairs of a partner and how it went, `comments` pairs of a demo account's role and what it says,
    `earlier` is the text of a file that the present one has replaced, `newer` the title that stands in its place.
    """

    by: str
    kind: str
    title: str
    summary: str
    tags: dict[str, tuple[str, ...]]
    age: int
    checked: int | None
    file: str = ""
    text: str = ""
    rows: Rows = ()
    link: str = ""
    language: str = "en"
    visibility: str = "partners"
    earlier: str = ""
    newer: str = ""
    uses: tuple[tuple[str, str], ...] = field(default=())
    comments: tuple[tuple[str, str], ...] = field(default=())

    def body(self, text: str = "") -> bytes:
        """The bytes of its file, the same at every loading."""
        if self.file.endswith(".xlsx"):
            return _workbook(self.title, self.rows)
        if self.file.endswith(".csv"):
            sheet = io.StringIO()
            csv.writer(sheet).writerows(self.rows)
            return sheet.getvalue().encode()
        return f"{(text or self.text).strip()}\n".encode()


def _workbook(title: str, rows: Rows) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": title, "created": _MADE_ON})
        sheet, head = book.add_worksheet("Sheet"), book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row, head if number == 0 else None)
        sheet.set_column(0, len(rows[0]) - 1, 22)
        sheet.freeze_panes(1, 0)
    return file.getvalue()
