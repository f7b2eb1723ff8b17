"""XLSX workbooks: their visible sheets as rows, under the row numbers that the spreadsheet shows."""

import io
from collections.abc import Iterator

import python_calamine

from .model import (
    MAX_COLUMNS,
    MAX_ROWS_WITH_HEADINGS,
    Row,
    Table,
    Tables,
    UnreadableError,
    Value,
    clean,
    damage,
    too_many_rows,
)
from .package import open_package, parse_xml, repack
from .survey import Survey, survey, text_lengths

_VISIBLE = python_calamine.SheetVisibleEnum.Visible
_WORKSHEET = python_calamine.SheetTypeEnum.WorkSheet


def read_workbook(data: bytes) -> Tables:
    """The visible sheets of a workbook. Errors (#REF!) and formulas saved without a result come as their text.

    A value in cells that are merged downward stands in every row that they cover. Raises `UnreadableError`.
    """
    parts = open_package(data)
    surveys = _survey_sheets(parts)
    if sum(found.rows for found in surveys.values()) > MAX_ROWS_WITH_HEADINGS:
        raise too_many_rows()
    try:
        return _read(repack(parts), surveys)
    except UnreadableError:
        raise
    except BaseException as fault:
        # The reader is compiled, and its own panics are no `Exception`.
        if isinstance(fault, KeyboardInterrupt | SystemExit | MemoryError):
            raise
        raise UnreadableError(
            "This workbook cannot be read. Open it in a spreadsheet program and save it again."
        ) from fault


def _read(data: bytes, surveys: dict[str, Survey]) -> Tables:
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    tables, remarks = [], []
    for meta in workbook.sheets_metadata:
        if meta.typ != _WORKSHEET:
            continue
        if meta.visible != _VISIBLE:
            remarks.append(f"Sheet “{meta.name}” is hidden and was not read.")
            continue
        sheet = workbook.get_sheet_by_name(meta.name)
        tables.append(Table(meta.name, tuple(_rows(sheet, surveys.get(meta.name, Survey())))))
    return Tables(tuple(tables), tuple(remarks))


def _rows(sheet: python_calamine.CalamineSheet, found: Survey) -> Iterator[Row]:
    if sheet.width > MAX_COLUMNS:
        raise UnreadableError(f"Sheet “{sheet.name}” has more than {MAX_COLUMNS:,} columns: this is not a table.")
    top, left = sheet.start or (0, 0)
    merged = _MergedDownward(sheet)
    marked = {row for row, _ in found.marks}
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), start=top):
        cells: list[Value] = [None] * left + list(values)
        if row in marked:
            _mark(cells, row, found.marks)
        cleaned = list(clean(cells))
        if not cleaned:
            continue
        merged.carry(row, cleaned)
        final = clean(cleaned)
        yield Row(row + 1, final, damage(final))


def _mark(cells: list[Value], row: int, marks: dict[tuple[int, int], str]) -> None:
    for column in range(len(cells)):
        cells[column] = marks.get((row, column), cells[column])


class _MergedDownward:
    """What stands in merged cells one column wide and several rows high, carried along on the way down a sheet.

    A column carries one value at a time, and an empty one none: the way is as long as the sheet is large, however
    many cells it says are merged, and wherever.
    """

    def __init__(self, sheet: python_calamine.CalamineSheet) -> None:
        self.begins: dict[int, list[tuple[int, int]]] = {}
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
            if left == right and top < bottom:
                self.begins.setdefault(top, []).append((left, bottom))
        self.carried: dict[int, tuple[Value, int]] = {}

    def carry(self, row: int, cells: list[Value]) -> None:
        """Write what comes from above into the cells of this row (from 0), and take along what begins in it."""
        begun = {column: last for column, last in self.begins.get(row, ()) if column < len(cells)}
        for column, (value, last) in list(self.carried.items()):
            if row > last or column in begun:
                del self.carried[column]
            else:
                cells += [None] * (column + 1 - len(cells))
                cells[column] = value
        self.carried |= {column: (cells[column], last) for column, last in begun.items() if cells[column] is not None}


def _survey_sheets(parts: dict[str, bytes]) -> dict[str, Survey]:
    """A survey of every sheet by its name; of those without a name, under their path, for the limits alone."""
    shared = next((body for name, body in parts.items() if name.lower() == "xl/sharedstrings.xml"), None)
    lengths = text_lengths(shared) if shared else []
    names = _sheet_names(parts)
    return {
        names.get(path.lower(), path): survey(body, lengths)
        for path, body in parts.items()
        if path.lower().startswith("xl/worksheets/") and path.lower().endswith(".xml")
    }


def _sheet_names(parts: dict[str, bytes]) -> dict[str, str]:
    """The sheets' names by the path of their part (in lower case)."""
    targets: dict[str, str] = {}
    names: dict[str, str] = {}

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith("Relationship"):
            target = attributes.get("Target", "").lower()
            targets[attributes.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith("sheet"):
            key = next((value for name, value in attributes.items() if name.endswith(":id")), "")
            names[targets.get(key, "")] = attributes.get("name", "")

    parse_xml(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"), start=relation)
    parse_xml(parts["xl/workbook.xml"], start=sheet)
    return names
