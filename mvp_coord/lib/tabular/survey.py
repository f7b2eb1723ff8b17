"""A first walk through a sheet's XML: how large it is, and which cells the reader would show as blank by mistake.

The reader lays a sheet out as a full rectangle and repeats shared texts in every cell, so a file of a few
kilobytes could ask for gigabytes; and it shows errors (#REF!) and formulas that were saved without their result
as blanks, which here would mean "unknown". Both are found before it is called.
"""

import functools
import re
from dataclasses import dataclass, field

from .model import MAX_BYTES, MAX_ROWS_WITH_HEADINGS, UnreadableError, in_mb, too_many_rows
from .package import parse_xml

_MAX_AREA = 4_000_000
_MAX_CELLS = 2_000_000
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")


@dataclass
class Survey:
    """What one walk found. `marks` are the cells (row, column, both from 0) whose true content is not a value."""

    rows: int = 0
    text: int = 0
    top: int = 1 << 30
    left: int = 1 << 30
    bottom: int = -1
    right: int = -1
    marks: dict[tuple[int, int], str] = field(default_factory=dict)


def text_lengths(shared_strings: bytes) -> list[int]:
    """The number of letters of every shared text, in order."""
    lengths: list[int] = []

    def start(tag: str, _: dict[str, str]) -> None:
        if _local(tag) == "si":
            lengths.append(0)

    def text(letters: str) -> None:
        if lengths:
            lengths[-1] += len(letters)

    parse_xml(shared_strings, start=start, text=text)
    return lengths


def survey(sheet: bytes, lengths: list[int]) -> Survey:
    """Walks one sheet. Raises `UnreadableError` when it has too many rows, letters, or too large an area."""
    walk = _Walk(lengths)
    parse_xml(sheet, start=walk.start, end=walk.end, text=walk.letters)
    found = walk.found
    if found.text > MAX_BYTES:
        raise UnreadableError(f"The texts of this sheet come to more than {in_mb(MAX_BYTES)}. Split it.")
    if found.bottom >= 0 and (found.bottom - found.top + 1) * (found.right - found.left + 1) > _MAX_AREA:
        corner = f"row {found.bottom + 1:,}, column {found.right + 1:,}"
        raise UnreadableError(f"This sheet reaches to {corner}, far beyond a table. Delete the cells outside of it.")
    return found


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


class _Walk:
    """The handlers of one pass, cell by cell. A cell without an address stands right of the one before."""

    def __init__(self, lengths: list[int]) -> None:
        self.lengths, self.found = lengths, Survey()
        self.row, self.column, self.cells = -1, -1, 0
        self.kind = self.into = ""
        self.written: dict[str, str] = {}
        self.counted_row: int | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if ":" in tag:
            tag = _local(tag)
        if tag == "c":
            self._begin_cell(attributes)
        elif tag == "v" or tag == "is":
            self.into = "v"
            self.written["v"] = ""
        elif tag == "f":
            self.into = "f"
            self.written["f"] = ""
        elif tag == "row":
            number = attributes.get("r", "")
            self.row = int(number) - 1 if number.isdigit() else self.row + 1
            self.column, self.counted_row = -1, None

    def letters(self, letters: str) -> None:
        if self.into:
            self.written[self.into] += letters

    def end(self, tag: str) -> None:
        if ":" in tag:
            tag = _local(tag)
        if tag == "c":
            if self.written:
                self._count()
        elif tag == "v" or tag == "is" or tag == "f":
            self.into = ""

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self.cells += 1
        if self.cells > _MAX_CELLS:
            raise UnreadableError(f"This sheet has more than {_MAX_CELLS:,} cells, which is the limit. Split it.")
        self.kind = attributes.get("t", "")
        if self.written:
            self.written = {}
        match = _REFERENCE.match(attributes.get("r", ""))
        if not match:
            self.column += 1
            return
        letters, number = match.groups()
        self.column = _column(letters)
        self.row = int(number) - 1

    def _count(self) -> None:
        found, row, column = self.found, self.row, self.column
        if self.counted_row != row:
            self._count_row()
        if column < found.left:
            found.left = column
        if column > found.right:
            found.right = column
        value = self.written.get("v", "")
        if self.kind == "s":
            index = int(value) if value.isdigit() else -1
            found.text += self.lengths[index] if 0 <= index < len(self.lengths) else 0
        else:
            found.text += len(value)
        if self.kind == "e":
            found.marks[row, column] = value or "#ERROR"
        elif not value and "f" in self.written:
            found.marks[row, column] = f"={self.written['f']}"

    def _count_row(self) -> None:
        found = self.found
        self.counted_row, found.rows = self.row, found.rows + 1
        found.top, found.bottom = min(found.top, self.row), max(found.bottom, self.row)
        if found.rows > MAX_ROWS_WITH_HEADINGS:
            raise too_many_rows()
        if found.text > MAX_BYTES:
            raise UnreadableError(f"The texts of this sheet come to more than {in_mb(MAX_BYTES)}. Split it.")


@functools.lru_cache(maxsize=4096)
def _column(letters: str) -> int:
    """The index of a column by its letters: A is 0, AA is 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1
