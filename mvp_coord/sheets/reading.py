"""From the tables of a file to its data rows: without titles, headers, tags and blank rows, and with nothing lost.

Every line with something in it is a title (above the header), a header, a row of tags, or one of three things that
are counted: a row that was read, one that was skipped (a total), or one that could not be read.
"""

import functools
from collections.abc import Callable, Iterator
from itertools import islice

from mvp_coord.lib.tabular import MAX_ROWS, Row, UnreadableError, Value, Walk, too_many_rows, walk_tables
from mvp_coord.lib.wording import join_words
from mvp_coord.lib.written import shown

from .columns import SeenColumn, joined, label_key, with_sample
from .data_rows import Cell, DataRow, Origin, Reading, Refusal
from .header import Header, cannot_name, recognize, tags_of
from .layout import Layout
from .no_rows import first_text, why_no_row

__all__ = ["Cell", "DataRow", "Origin", "Reading", "Refusal", "read_sheets"]

_SAMPLED_ROWS = 200
PORTION = 2_000
_LONG = 80


def read_sheets(
    file: str,
    data: bytes,
    layout: Layout,
    *,
    or_ask: bool = False,
    hand_on: Callable[[Reading], None] | None = None,
) -> Reading:
    """The rows of a file, whose first header may stand anywhere in a sheet; sheets without one are named in remarks.

    Raises `UnreadableError` for a file that is no table, or in which no sheet has a header. With `or_ask`, the row
    that most looks like one is then taken for the header, so that a person can say what its columns are.
    """
    found = walk_tables(data)
    reading = Reading(file, remarks=list(found.remarks), hand_on=hand_on)
    walks = [_Walk(reading, table, layout) for table in found.tables]
    for walk in walks:
        walk.run()
    if or_ask and not any(walk.header for walk in walks):
        for walk in walks:
            walk.run_by_guess()
    if not any(walk.header for walk in walks):
        raise UnreadableError(_no_header(walks, layout))
    reading.columns = joined(column for walk in walks for column in walk.columns())
    for walk in walks:
        if not walk.header and any(True for _ in walk.table.rows):
            reading.remarks.append(f"Sheet “{walk.table.name}” has no header row and was not read.")
    reading.hand_on_what_is_read()
    return reading


class _Walk:
    """One walk down one table."""

    def __init__(self, reading: Reading, table: Walk, layout: Layout) -> None:
        self.reading, self.table, self.layout = reading, table, layout
        self.header: Header | None = None
        self.nearest: tuple[Header, int] | None = None
        self.tags: tuple[str, ...] = ()
        self.above: tuple[Value, ...] = ()
        self.titles: list[str] = []
        self.origin = Origin(reading.file, table.name, ())
        self.guess: int | None = None
        self.samples: dict[int, tuple[str, ...]] = {}
        self.first: Header | None = None

    def run(self) -> None:
        for row in self.table.rows:
            if not self._is_heading(row):
                self._take(row)
                self.reading.hand_on_what_is_read(at_least=PORTION)
            if self.reading.count > MAX_ROWS:
                raise too_many_rows()

    def run_by_guess(self) -> None:
        """Once more, with the row nearest to a header for one, else the first that may be one."""
        likely = (row.number for row in islice(self.table.rows, 50) if _may_name_columns(row))
        self.guess = self.nearest[1] if self.nearest and len(self.nearest[0].places) > 1 else next(likely, None)
        if self.guess is not None:
            self.titles, self.tags, self.above = [], (), ()
            self.run()

    def columns(self) -> Iterator[SeenColumn]:
        """The columns of the first header, with a few of the things that stand in them."""
        header = self.first
        if header is None:
            return
        names = {index: name for name, indexes in header.places.items() for index in indexes}
        for index, label in enumerate(header.labels):
            told = label_key(label) in self.layout.told
            samples = self.samples.get(index, ())
            if label and (samples or index in names):
                yield SeenColumn(label, names.get(index, ""), samples, told)

    def _is_heading(self, row: Row) -> bool:
        """Whether the row names columns or tags them; if so, the rows below are read by it."""
        if self.header and (row.fault or cannot_name(row.cells)):
            return False
        tags = () if row.fault else tags_of(row.cells)
        if tags:
            self.tags = tags
            above = self.above if sum(cell is not None for cell in self.above) > 1 else ()  # one alone is a title
            labels = self.header.labels if self.header else above
            self._try(recognize(labels, self.layout, tags), row.number)
            return True
        header = None if row.fault else recognize(row.cells, self.layout, () if self.header else self.tags)
        if header and row.number == self.guess:
            self._begin(header)
            return True
        if header and self._named_enough(row):
            self._try(header, row.number)
            return True
        if not self.header:
            self.above = row.cells
            self.titles += [cell for cell in row.cells if isinstance(cell, str)]
            if header and (not self.nearest or len(header.places) > len(self.nearest[0].places)):
                self.nearest = (header, row.number)
        return False

    def _named_enough(self, row: Row) -> bool:
        """By its own words alone, so that tags do not make a header of every row below them.

        Where one or two columns are all that is required, a title or a row may name them by chance: then a header
        names two columns at least, and below it only the same words are a header once more.
        """
        named = recognize(row.cells, self.layout)
        if not named.is_enough or not self.layout.is_loose:
            return named.is_enough
        if self.header:
            return named.labels == self.header.labels
        return len(named.places) > 1 or self.is_list

    @functools.cached_property
    def is_list(self) -> bool:
        """Whether the table has one column alone."""
        return all(sum(cell is not None for cell in row.cells) < 2 for row in self.table.rows)

    def _try(self, header: Header, line: int) -> None:
        if not header.is_enough:
            self.nearest = self.nearest or (header, line)
            return
        if header.unread and not self.header:
            self.reading.remarks.append(f"{self._sheet()}Columns that were not read: {join_words(header.unread)}.")
        self._begin(header)

    def _begin(self, header: Header) -> None:
        """Read the rows below by this header."""
        if self.header is None:
            self.origin = Origin(self.reading.file, self.table.name, tuple(self.titles))
        # A row of tags below the names says more of the same columns.
        self.first = header if not self.samples else self.first
        self.header = header

    def _sheet(self) -> str:
        return f"Sheet “{self.table.name}”: " if self.table.name else ""

    def _take(self, row: Row) -> None:
        header = self.header
        if header is None:
            return
        if row.fault:
            column = _label(header, row.fault.column)
            self.reading.rejected.append(self._refusal(row, column, row.fault.value, row.fault.reason))
            return
        cells = dict(_cells(row, header))
        # Under a header that is only guessed, nobody can tell yet which lines are rows.
        unsure = self.guess is not None and header.missing
        reason = "" if unsure else why_no_row(row, _values(cells), self.layout)
        if reason:
            self.reading.skipped.append(self._refusal(row, "", first_text(row), reason))
            return
        self._sample(row, header)
        missing = tuple(column.label for column in header.missing)
        self.reading.rows.append(DataRow(self.origin, row.number, cells, header.names, missing, self.layout.noun))

    def _sample(self, row: Row, header: Header) -> None:
        """Remember a few things that stand in each column, from the first rows."""
        if len(self.reading.rows) < _SAMPLED_ROWS:
            for index, value in enumerate(row.cells[: len(header.labels)]):
                if value is not None:
                    self.samples[index] = with_sample(self.samples.get(index, ()), shown(value))

    def _refusal(self, row: Row, column: str, value: str, reason: str) -> Refusal:
        return Refusal(self.reading.file, self.table.name, row.number, column, value, reason)


def _may_name_columns(row: Row) -> bool:
    texts = [cell for cell in row.cells if cell is not None]
    return len(texts) > 1 and not row.fault and all(isinstance(each, str) and len(each) < _LONG for each in texts)


def _label(header: Header, index: int | None) -> str:
    return header.labels[index] if index is not None and index < len(header.labels) else ""


def _cells(row: Row, header: Header) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    for name, indexes in header.places.items():
        found = tuple(
            Cell(header.labels[index], row.cells[index])
            for index in indexes
            if index < len(row.cells) and row.cells[index] is not None
        )
        if found:
            yield name, found


def _values(cells: dict[str, tuple[Cell, ...]]) -> dict[str, list[Value]]:
    return {name: [cell.value for cell in found] for name, found in cells.items()}


def _no_header(walks: list[_Walk], layout: Layout) -> str:
    """Says what a header needs, and what the nearest row to one lacks."""
    needed = join_words([column.label for column in layout.required])
    fault = next((row.fault for walk in walks for row in islice(walk.table.rows, 20) if row.fault), None)
    if fault:
        return f"No header row was found. {fault.reason}"
    best = max(
        (walk for walk in walks if walk.nearest and len(walk.nearest[0].places) > 1),
        key=lambda walk: len(walk.nearest[0].places) if walk.nearest else 0,
        default=None,
    )
    if best and best.nearest:
        header, line = best.nearest
        lacks = join_words([column.label for column in header.missing])
        return f"No header row was found. Line {line} comes nearest, but has no column for {lacks}."
    return f"No header row was found. {layout.what.capitalize()} needs columns for {needed}."
