"""Tables that we give people, as CSV and XLSX, in which no cell can run as a formula.

A spreadsheet program runs a cell of a CSV that begins with "=", "+", "-", "@", a tab or a line break, also behind
blanks. Such a cell gets an apostrophe in front. In a workbook every text is written as text, so nothing of it is
ever run, and nothing needs to be added.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Final

import xlsxwriter

# The wide forms of the four signs are taken for them by some programs.
_RUNS: Final = re.compile(r"[\t\r\n]|[\s\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]")
_LONGEST: Final = 32_767  # letters that a cell of a spreadsheet can hold

Cell = str | int | Decimal | dt.date | bool | None


def as_csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    """A CSV in UTF-8, with the mark by which spreadsheet programs know it."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerows([_harmless(_plain(cell)) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[Sequence[Cell]], *, sheet: str, heads: int = 1, notes: Sequence[str] = ()) -> bytes:
    """A workbook with one sheet, its first `heads` rows held in view, and `notes` on a second one.

    Rows are written as they come, so that memory does not grow with them. Texts too long for a cell are cut.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False}) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        page = book.add_worksheet(sheet)
        page.freeze_panes(heads, 1)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                _put(page, number, place, cell, day, bold if number < heads else None)
        if notes:
            told = book.add_worksheet("About this file")
            for number, note in enumerate(notes):
                told.write_string(number, 0, note[:_LONGEST])
    return file.getvalue()


def _put(page: Any, row: int, column: int, cell: Cell, day: Any, form: Any) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, dt.date):
        page.write_datetime(row, column, dt.datetime(cell.year, cell.month, cell.day), day)
    elif isinstance(cell, (int, Decimal)) and not isinstance(cell, bool):
        page.write_number(row, column, cell)
    else:
        page.write_string(row, column, _plain(cell)[:_LONGEST], form)


def _harmless(text: str) -> str:
    return f"'{text}" if _RUNS.match(text) else text


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)
