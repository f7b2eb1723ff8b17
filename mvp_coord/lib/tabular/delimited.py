"""CSV in all its dialects, line by line, so that one bad quotation mark costs one line and never the rest."""

import csv
from collections import Counter
from collections.abc import Iterator

from .decoding import TextLines, lines_of
from .model import MAX_COLUMNS, MAX_ROWS_WITH_HEADINGS, Fault, Row, UnreadableError, clean, damage, too_many_rows

_DELIMITERS = ",;\t|"
_SNIFFED_LINES = 300
# One quoted value of more lines, or longer than a spreadsheet's cell can be, is a quotation mark left open.
_MAX_LINES_OF_A_VALUE = 200
_MAX_VALUE = 32_767
_MAX_LINE = 1_000_000
_MAX_FAULTS = 1_000
# Blank lines do not count as rows, but no spreadsheet has more lines than this.
_MAX_LINES = 1_048_576


class DelimitedRows:
    """The rows of a CSV file with anything in them, under the number of the line that each begins in.

    Each walk over them reads the file anew: nothing but its bytes is held, however large it is.
    """

    def __init__(self, data: bytes) -> None:
        if data.count(b"\n") + data.count(b"\r") > 2 * _MAX_LINES:
            raise too_many_rows()
        self.lines = lines_of(data)
        longest, size = self.lines.longest()
        if size > _MAX_LINE and len(self.lines[longest]) > _MAX_LINE:
            raise UnreadableError(f"Line {longest + 1} has over {_MAX_LINE:,} letters: this is not a table.")
        named = _named_delimiter(self.lines[0]) if len(self.lines) else None
        self.start = 1 if named else 0
        sample = self.lines[self.start : _SNIFFED_LINES]
        self.delimiter, width = _sniff(sample, named or _DELIMITERS)
        self.widths = frozenset({width, _usual_width(sample, self.delimiter)} - {0})

    def __iter__(self) -> Iterator[Row]:
        return _rows(_Lines(self.lines, start=self.start), self.delimiter, self.widths)


class _RunsOnError(Exception):
    """A quoted value has swallowed too many lines."""


class _Lines:
    """Feeds physical lines to the csv module, knows where each record began, and can go back."""

    def __init__(self, lines: TextLines, *, start: int) -> None:
        self.lines, self.next, self.begun = lines, start, start

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.next - self.begun >= _MAX_LINES_OF_A_VALUE:
            raise _RunsOnError
        if self.next >= len(self.lines):
            raise StopIteration
        self.next += 1
        return self.lines[self.next - 1]


def _rows(lines: _Lines, delimiter: str, widths: frozenset[int]) -> Iterator[Row]:
    """Reads record by record. After a line whose quotes do not close, it goes on with the line below it."""
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)
    found = faults = 0
    while True:
        lines.begun = lines.next
        record, fault = _record(reader, lines, delimiter, widths)
        if record is None and fault is None:
            return
        number = lines.begun + 1
        cells = clean(list(record or []))
        if fault:
            faults, lines.next = faults + 1, number
            cells = (lines.lines[lines.begun].strip(),)
        elif not cells:
            continue
        found += 1
        _check_limits(found, faults, number, len(cells))
        yield Row(number, cells, fault or damage(cells))


def _check_limits(found: int, faults: int, number: int, width: int) -> None:
    if found > MAX_ROWS_WITH_HEADINGS:
        raise too_many_rows()
    if width > MAX_COLUMNS:
        raise UnreadableError(f"Line {number} has more than {MAX_COLUMNS:,} columns: this is not a table.")
    if faults > _MAX_FAULTS:
        raise UnreadableError(f"Quotation marks are left open in over {_MAX_FAULTS:,} lines, up to line {number}.")


def _record(
    reader: "Iterator[list[str]]", lines: _Lines, delimiter: str, widths: frozenset[int]
) -> tuple[list[str] | None, Fault | None]:
    """The next record, or the fault of the line it begins in; (None, None) at the end of the file."""
    try:
        record = next(reader)
    except StopIteration:
        return None, None
    except (csv.Error, _RunsOnError):
        return None, _quote_fault(lines, delimiter)
    spans_lines = lines.next - lines.begun > 1
    # A quotation mark left open can meet the next one by chance. Then the record has swallowed its neighbors.
    if spans_lines and widths and len(record) not in widths and any("\n" in c and delimiter in c for c in record):
        return None, _quote_fault(lines, delimiter)
    if any(len(cell) > _MAX_VALUE for cell in record):
        return None, Fault(None, _shown(lines), f"A value in this line is longer than {_MAX_VALUE:,} letters.")
    return record, None


def _quote_fault(lines: _Lines, delimiter: str) -> Fault:
    opened = lines.begun + 1
    if lines.next - lines.begun > 1:
        reason = f"A quotation mark opened in line {opened} is not closed in it. Close it, or take it out."
    else:
        reason = (
            f"A quotation mark in line {opened} closes in the middle of a value, or not at all."
            " Write a quotation mark inside a quoted value twice."
        )
    return Fault(_column_of_quote(lines.lines[lines.begun], delimiter), _shown(lines), reason)


def _column_of_quote(line: str, delimiter: str) -> int:
    """The column in which a quotation mark opens that is not closed properly before the next column or the end."""
    column, opened_in, before = 0, 0, delimiter
    inside = False
    for sign in line.rstrip("\r\n"):
        if sign == '"' and inside:
            inside = False
        elif sign == '"' and (before == delimiter or before == '"'):
            inside, opened_in = True, column if before == delimiter else opened_in
        elif not inside and before == '"' and sign != delimiter and opened_in == column:
            return column
        elif sign == delimiter and not inside:
            column += 1
        before = sign if sign != " " or before != delimiter else before
    return opened_in


def _shown(lines: _Lines) -> str:
    return lines.lines[lines.begun].strip()[:200]


def _named_delimiter(line: str) -> str | None:
    """Excel's own hint, a first line such as "sep=;"."""
    hint = line.strip().strip('"').lower()
    return hint[4] if len(hint) == 5 and hint.startswith("sep=") and hint[4] in _DELIMITERS else None


def _sniff(lines: list[str], delimiters: str) -> tuple[str, int]:
    """The delimiter that cuts most lines into the same number of columns, the more the better, and that number."""
    best, best_score = (delimiters[0], 0), 0
    for delimiter in delimiters:
        widths: Counter[int] = Counter()
        for line in lines:
            width = _width(line, delimiter)
            if width > 1:
                widths[width] += 1
        for width, count in widths.items():
            score = count * count * (width - 1)
            if score > best_score:
                best, best_score = (delimiter, width), score
    return best


def _usual_width(lines: list[str], delimiter: str) -> int:
    """The columns that most records have where values may run over several lines; 0 for none of more than one."""
    try:
        records = list(csv.reader(lines, delimiter=delimiter, skipinitialspace=True))
    except csv.Error:
        return 0
    widths = Counter(len(record) for record in records if len(record) > 1)
    return widths.most_common(1)[0][0] if widths else 0


def _width(line: str, delimiter: str) -> int:
    """Columns of one line taken alone; a blank line or one of delimiters alone has none."""
    if not line.strip(f"{delimiter} \r\n"):
        return 0
    try:
        return len(next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter, skipinitialspace=True)))
    except (csv.Error, StopIteration):
        return 0
