"""The empty sheet of a kind, to fill in: its columns, their HXL tags, and how each is written."""

import io
from typing import Final

import xlsxwriter

from .kinds import Kind
from .layout import Column

_DATES: Final = "Dates: 2027-09-06, 9/6/2027 or September 6, 2027."
_TAGS: Final = "The second row holds HXL tags, for programs that read them. It may stay or go."


def empty_sheet(kind: Kind) -> bytes:
    """An XLSX workbook with the columns of this kind, their tags, and a second sheet that says how to fill it in."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        tags = book.add_format({"italic": True, "font_color": "#585a55"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        noun = kind.layout.noun
        sheet = book.add_worksheet(noun[:1].upper() + noun[1:])
        notes = book.add_worksheet("How to fill it in")
        columns = _columns(kind)
        has_tags = any(column.tags for column in columns)
        for number, column in enumerate(columns):
            sheet.write_string(0, number, column.label[:1].upper() + column.label[1:], head)
            sheet.write_string(1, number, column.tags[0] if column.tags else "", tags)
            sheet.set_column(number, number, 18, day if _is_day(column) else None)
        sheet.freeze_panes(2 if has_tags else 1, 0)
        notes.set_column(0, 0, 110)
        hints = [*(kind.hints or (kind.needs,)), _DATES, *([_TAGS] if has_tags else [])]
        for number, hint in enumerate(hints):
            notes.write_string(number, 0, hint)
    return file.getvalue()


def _columns(kind: Kind) -> list[Column]:
    names = kind.on_template or tuple(column.name for column in kind.layout.columns)
    return [kind.layout.column(name) for name in names]


def _is_day(column: Column) -> bool:
    return column.name in {"start", "end"} or column.name.endswith(("_on", "_as_of"))
