"""What a file was found to hold: its data rows cell by cell, and the lines that are none, with the reasons."""

from collections.abc import Callable
from dataclasses import dataclass, field

from mvp_coord.lib.tabular import Value

from .columns import SeenColumn


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one column of a row, with the name that the sheet gives the column."""

    label: str
    value: Value


@dataclass(frozen=True, slots=True)
class Origin:
    """Where rows come from: a file, a sheet of it ("" for a CSV), and the titles above the header."""

    file: str
    sheet: str
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DataRow:
    """One data row: its cells by the layout's names, blank ones left out.

    `labels` are the names that the sheet gives the columns it has, `missing` those of required columns it lacks;
    `noun` is what such a row is ("plan").
    """

    origin: Origin
    line: int
    cells: dict[str, tuple[Cell, ...]]
    labels: dict[str, str]
    missing: tuple[str, ...] = ()
    noun: str = "row"

    @property
    def has(self) -> frozenset[str]:
        """The columns that the sheet has, filled in this row or not."""
        return frozenset(self.labels)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not read (or, as `Reading.skipped`, need not be), with what a person can do about it.

    `repeats` is the line that says just the same, where that is why; 0 else.
    """

    file: str
    sheet: str
    line: int
    column: str
    value: str
    reason: str
    repeats: int = 0


@dataclass
class Reading:
    """All that one file holds. Each counted line is in exactly one of the three lists.

    Where `hand_on` is given, it is called with every portion of them, and with the rest; the lists begin anew then.
    """

    file: str
    rows: list[DataRow] = field(default_factory=list)
    skipped: list[Refusal] = field(default_factory=list)
    rejected: list[Refusal] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    columns: list[SeenColumn] = field(default_factory=list)
    hand_on: Callable[["Reading"], None] | None = None
    handed_on: int = 0

    @property
    def count(self) -> int:
        return self.handed_on + len(self.rows) + len(self.skipped) + len(self.rejected)

    def hand_on_what_is_read(self, *, at_least: int = 1) -> None:
        """A portion, if so many lines of it are read."""
        read = self.count - self.handed_on
        if self.hand_on and read >= at_least:
            self.hand_on(self)
            self.handed_on += read
            self.rows, self.skipped, self.rejected = [], [], []
