"""The empty sheet to fill in."""

import io

import xlsxwriter

from partners.imports.columns import PLAN

_ON_TEMPLATE = (
    "ref",
    "organization",
    "program",
    "vehicle",
    "type",
    "tactic",
    "place",
    "start",
    "end",
    "constituencies",
    "universe",
    "attempts",
    "budget",
)
_HINTS = (
    "One row is one line of work: who does what, where, when, for whom, and how much of it.",
    "Needed: organization, type, tactic, place, start and end. Leave the rest blank where unknown; 0 means none.",
    "Row label: any label of your own. Send the sheet again with the same labels to change what it said before.",
    "Place: a county, a congressional district such as WI-03, or Statewide. One place a row.",
    "Dates: 2027-09-06, 9/6/2027 or September 6, 2027.",
    "The second row holds HXL tags, for programs that read them. It may stay or go.",
)


def plan_template() -> bytes:
    """An XLSX workbook with the columns of a plan, their HXL tags, and a second sheet that says how to fill it in."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        tags = book.add_format({"italic": True, "font_color": "#585a55"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet, notes = book.add_worksheet("Plan"), book.add_worksheet("How to fill it in")
        for number, name in enumerate(_ON_TEMPLATE):
            column = PLAN.column(name)
            sheet.write_string(0, number, column.label[:1].upper() + column.label[1:], head)
            sheet.write_string(1, number, column.tags[0] if column.tags else "", tags)
            sheet.set_column(number, number, 18, day if name in {"start", "end"} else None)
        sheet.freeze_panes(2, 0)
        notes.set_column(0, 0, 110)
        for number, hint in enumerate(_HINTS):
            notes.write_string(number, 0, hint)
    return file.getvalue()
