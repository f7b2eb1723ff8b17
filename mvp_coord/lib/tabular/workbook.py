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
    merged = _merged_downward(sheet)
    marked = {row for row, _ in found.marks}
    above: dict[int, Value] = {}
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), start=top):
        cells: list[Value] = [None] * left + list(values)
        if row in marked:
            _mark(cells, row, found.marks)
        cleaned = list(clean(cells))
        if not cleaned:
            continue
        for column, first, last in merged:
            if row == first:
                above[column] = cells[column] if column < len(cells) else None
            elif first < row <= last:
                cleaned += [None] * (column + 1 - len(cleaned))
                cleaned[column] = above.get(column)
        final = clean(cleaned)
        yield Row(row + 1, final, damage(final))


def _mark(cells: list[Value], row: int, marks: dict[tuple[int, int], str]) -> None:
    for column in range(len(cells)):
        cells[column] = marks.get((row, column), cells[column])


def _merged_downward(sheet: python_calamine.CalamineSheet) -> list[tuple[int, int, int]]:
    """Merged cells one column wide and several rows high: (column, first row, last row), from 0."""
    ranges = sheet.merged_cell_ranges or []
    return [(left, top, bottom) for (top, left), (bottom, right) in ranges if left == right and top < bottom]


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
