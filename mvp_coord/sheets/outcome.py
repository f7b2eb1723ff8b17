"""What an import does, or would do, row by row: the same for every kind of sheet."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from .columns import SeenColumn
from .reading import Refusal

CREATED: Final = "created"
UPDATED: Final = "updated"
UNCHANGED: Final = "unchanged"
CONFLICT: Final = "conflict"


@dataclass
class Sheets:
    """What the files of one import say: rows that were understood, and those that were not; `seen` rows in all."""

    files: list[str] = field(default_factory=list)
    rows: list[Any] = field(default_factory=list)
    skipped: list[Refusal] = field(default_factory=list)
    rejected: list[Refusal] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    columns: list[SeenColumn] = field(default_factory=list)
    seen: int = 0


@dataclass(frozen=True)
class Change:
    """One field of a record, as it is and as it would be, in words."""

    field: str
    label: str
    was: str
    now: str


@dataclass(frozen=True)
class Said:
    """How a row is shown: for each heading of its kind a line and a smaller one; `address` leads to its record."""

    cells: tuple[tuple[str, str], ...]
    address: str = ""


@dataclass(frozen=True)
class Decision:
    """What becomes of one row. `outcome` is created, updated, unchanged or conflict (with its `reason`).

    `row` knows its `file`, `sheet`, `line` and `columns`; `meant` is what its kind needs in order to write it.
    """

    row: Any
    outcome: str
    said: Said
    meant: Any
    changes: tuple[Change, ...] = ()
    reason: str = ""

    @property
    def is_to_write(self) -> bool:
        return self.outcome in (CREATED, UPDATED)


@dataclass(frozen=True)
class Likely:
    """A record that a new name may be another name of. `key` is "" for one that is new itself."""

    key: str
    name: str
    why: str = ""


@dataclass(frozen=True)
class Doubt:
    """A row that may be another version of a record that is kept: a person says which, or that it is a new one.

    `key` is the same each time the sheet is read; `title` says the row in words.
    """

    key: str
    title: str
    like: tuple[Likely, ...]


@dataclass(frozen=True)
class Finding:
    """What is odd or lacking in some lines of a file, though they may be taken: a code, the words, the lines."""

    file: str
    code: str
    what: str
    lines: Sequence[int]


@dataclass
class Comparison:
    """All decisions of one import, the rows that it skips and refuses, and the names that nobody knows yet.

    `new_names` would come into the directory; `likely` are those names, and names that cannot come in, with the
    records that they may stand for; `doubts` are rows that wait for an answer. `about` are keys of all partners that
    any of this speaks of, `remarks` what a person should know of rows that are taken as they are.
    """

    decisions: list[Decision] = field(default_factory=list)
    skipped: list[Refusal] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    new_names: list[str] = field(default_factory=list)
    likely: dict[str, list[Likely]] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    may_add: bool = True
    about: set[int] = field(default_factory=set)
    remarks: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass
class Kept:
    """What was written: addresses of the new records, in the order of their rows, and of new partners by name.

    `states` are those whose overlaps must be checked again, also when it is undone.
    """

    addresses: list[str] = field(default_factory=list)
    partners: dict[str, str] = field(default_factory=dict)
    states: list[str] = field(default_factory=list)


@dataclass
class Outcome:
    """What an import does, or did. Every counted row is in exactly one of decisions, skipped and rejected."""

    sheets: Sheets
    comparison: Comparison
    kept: Kept | None = None
    change_id: uuid.UUID | None = None

    @property
    def remarks(self) -> list[str]:
        """What a person should know beside the rows: of the files, and of rows together."""
        return [*self.sheets.remarks, *self.comparison.remarks]

    @property
    def skipped(self) -> list[Refusal]:
        return self._in_order([*self.sheets.skipped, *self.comparison.skipped])

    @property
    def rejected(self) -> list[Refusal]:
        return self._in_order([*self.sheets.rejected, *self.comparison.refused])

    @property
    def counts(self) -> dict[str, int]:
        """Rows by outcome; `rows_in` is their sum."""
        outcomes = [decision.outcome for decision in self.comparison.decisions]
        counts = {each: outcomes.count(each) for each in (CREATED, UPDATED, UNCHANGED, CONFLICT)}
        counts |= {"rejected": len(self.rejected), "skipped": len(self.skipped)}
        return {"rows_in": sum(counts.values()), **counts}

    def _in_order(self, refusals: Sequence[Refusal]) -> list[Refusal]:
        """By file as sent, then sheet, then line."""
        order = {name: position for position, name in enumerate(self.sheets.files)}
        return sorted(refusals, key=lambda each: (order.get(each.file, 0), each.sheet, each.line))
