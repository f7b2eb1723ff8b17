"""Sheets whose rows are records of one partner each (people, needs, resources): what they have in common.

A row names a partner of the directory; a name that nobody knows is asked about where it is like another, and refused
else. Which record a row means, and what a new one needs, belongs to its kind.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from accounts.visibility import Viewer
from mvp_coord.lib.written import NotUnderstoodError
from mvp_coord.sheets.fields import FactRow, Field
from mvp_coord.sheets.layout import Column
from mvp_coord.sheets.outcome import Comparison
from mvp_coord.sheets.pace import Progress, untold
from mvp_coord.sheets.records import RecordShelf, decide_rows
from partners.matching import Record
from states.imports.words import as_it_is, read_line, read_slug

from .directory import Directory, NotInDirectory, Organization

# The partner that a row belongs to: by its id, else by a name that it goes by.
PARTNER_ID = Field(
    Column("slug", "partner id", ("partner id", "slug", "organization id", "org id"), tags=("#org+id", "#org+code")),
    read_slug,
    as_it_is,
    is_key=True,
)
PARTNER_NAME = Field(
    Column(
        "partner",
        "partner",
        ("partner", "organization", "organisation", "partner name", "organization name", "org", "group"),
        maybe=("who", "grantee", "agency", "member", "affiliate", "shared by"),
        tags=("#org+name", "#org"),
        is_required=True,
    ),
    read_line(200, is_name=True),
    as_it_is,
    is_key=True,
)


@dataclass(frozen=True)
class Placed:
    """A row with its partner, and whatever else its kind found that it belongs to (an entity and a cycle)."""

    row: FactRow
    organization: Organization
    beside: Any = None


class Shelf(RecordShelf, Protocol):
    """What one kind of record of partners knows."""

    def place(self, row: FactRow, organization: Organization, directory: Directory) -> Any:
        """What else the row belongs to. Raises `NotUnderstoodError`."""


def compare_records(
    rows: Sequence[FactRow],
    *,
    fields: Sequence[Field],
    shelf: Shelf,
    words: Any,
    viewer: Viewer,
    choices: Mapping[str, str],
    progress: Progress = untold,
) -> Comparison:
    """Decide what becomes of every row. Reads only."""
    comparing = _Comparing(shelf, Directory(viewer, choices, adds=False))
    placed = [each for row in rows for each in comparing.placed(row)]
    result = comparing.result
    decide_rows(placed, fields=fields, shelf=shelf, words=words, result=result, progress=progress)
    return comparing.finished()


class _Comparing:
    """The steps of one comparison, gathering its result."""

    def __init__(self, shelf: Shelf, directory: Directory) -> None:
        self.shelf, self.directory = shelf, directory
        self.result = Comparison(may_add=False)
        self.unknown: dict[str, None] = {}

    def placed(self, row: FactRow) -> Iterator[Placed]:
        """The row with its partner; none (and a refusal) where that cannot be told."""
        name = row.facts["partner"]
        try:
            organization = self.directory.find_by(slug=row.facts.get("slug", ""), name=name)
        except NotUnderstoodError as refusal:
            if isinstance(refusal, NotInDirectory):
                self.unknown.setdefault(name)
            self.result.refused.append(row.refusal("partner", name, f"“{name}” {refusal}."))
            return
        try:
            yield Placed(row, organization, self.shelf.place(row, organization, self.directory))
        except NotUnderstoodError as refusal:
            self.result.refused.append(row.refusal("", "", f"{refusal}."))

    def finished(self) -> Comparison:
        """With the names that nobody knows, and the partners that they may stand for."""
        self.result.likely = self.directory.likely(Record(name) for name in self.unknown)
        self.result.about |= self.directory.named
        return self.result
