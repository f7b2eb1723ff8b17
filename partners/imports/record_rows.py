"""Sheets whose rows are records of one partner each (people, needs, resources): what they have in common.

A row names a partner of the directory; a name that nobody knows is asked about where it is like another, and refused
else. Which record a row means, and what a new one needs, belongs to its kind.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from accounts.visibility import Viewer
from mvp_coord.lib.wording import DASH, day, usd_exact
from mvp_coord.lib.written import NotUnderstoodError
from mvp_coord.sheets.fields import FactRow, Field, by_name, contradictions
from mvp_coord.sheets.layout import Column
from mvp_coord.sheets.outcome import CREATED, UNCHANGED, UPDATED, Change, Comparison, Decision, Said
from mvp_coord.sheets.pace import Progress, counted, untold
from partners.matching import Record

from .directory import Directory, NotInDirectory, Organization
from .words import as_it_is, read_line, read_slug

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
class Meant:
    """The record that a row means (None: a new one), what it belongs to, and the facts that change."""

    record: Any
    organization: Organization
    beside: Any = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Placed:
    """A row with its partner, and whatever else its kind found that it belongs to (an entity and a cycle)."""

    row: FactRow
    organization: Organization
    beside: Any = None


class Shelf(Protocol):
    """What one kind of record knows: which rows are one record, what is kept, what may not be written."""

    def place(self, row: FactRow, organization: Organization, directory: Directory) -> Any:
        """What else the row belongs to. Raises `NotUnderstoodError`."""

    def load(self, placed: Sequence[Placed]) -> None:
        """Read what is kept of these partners, at once."""

    def key(self, placed: Placed) -> Hashable:
        """The same for two rows of one record."""

    def find(self, placed: Placed) -> Any:
        """The record that is kept, or None. Raises `NotUnderstoodError` where several may be meant."""

    def facts(self, record: Any) -> dict[str, Any]:
        """What is kept of it, comparable with a row's facts."""

    def refuse(self, placed: Placed, record: Any, facts: Mapping[str, Any]) -> str:
        """Why these facts cannot be kept, "" where they can."""

    def said(self, facts: Mapping[str, Any], placed: Placed, record: Any) -> Said:
        """The row in words."""


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
    comparing = _Comparing(by_name(fields), shelf, words, Directory(viewer, choices, adds=False))
    placed = {id(row): each for row in rows for each in comparing.placed(row)}
    good = [each.row for each in placed.values()]
    kept, skipped, refused = contradictions(good, key=lambda row: shelf.key(placed[id(row)]))
    comparing.result.skipped += skipped
    comparing.result.refused += refused
    shelf.load([placed[id(row)] for row in kept])
    for row in counted(kept, progress):
        comparing.decide(placed[id(row)])
    return comparing.finished()


class _Comparing:
    """The steps of one comparison, gathering its result."""

    def __init__(self, fields: Mapping[str, Field], shelf: Shelf, words: Any, directory: Directory) -> None:
        self.fields, self.shelf, self.words, self.directory = fields, shelf, words, directory
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

    def decide(self, placed: Placed) -> None:
        """New, changed or unchanged; refused where its kind says so."""
        row = placed.row
        said = {name: fact for name, fact in row.facts.items() if not self.fields[name].is_key}
        try:
            record = self.shelf.find(placed)
        except NotUnderstoodError as refusal:
            self.result.refused.append(row.refusal("", "", f"{refusal}."))
            return
        known = self.shelf.facts(record) if record else {}
        wanted = {name: fact for name, fact in said.items() if record is None or fact != known[name]}
        reason = self.shelf.refuse(placed, record, wanted)
        if reason:
            self.result.refused.append(row.refusal("", "", reason))
            return
        changes = tuple(self._change(name, known[name], fact) for name, fact in wanted.items()) if record else ()
        outcome = CREATED if record is None else UPDATED if changes else UNCHANGED
        meant = Meant(record, placed.organization, placed.beside, wanted)
        shown = self.shelf.said({**known, **said}, placed, record)
        self.result.decisions.append(Decision(row, outcome, shown, meant, changes))

    def finished(self) -> Comparison:
        """With the names that nobody knows, and the partners that they may stand for."""
        self.result.likely = self.directory.likely(Record(name) for name in self.unknown)
        self.result.about |= self.directory.named
        return self.result

    def _change(self, name: str, was: Any, now: Any) -> Change:
        return Change(name, self.fields[name].label, self._words(name, was), self._words(name, now))

    def _words(self, name: str, fact: Any) -> str:
        if fact in (None, "", ()):
            return DASH
        if name.endswith(("_on", "_as_of")):
            return day(fact)
        if name.endswith("_usd"):
            return usd_exact(fact)
        return str(self.fields[name].write(fact, self.words))


def once(kept: Mapping[Hashable, list[Any]], key: Hashable, what: str) -> Any:
    """The one record of this key, or None. Raises `NotUnderstoodError` where there are several."""
    found = kept.get(key, [])
    if len(found) > 1:
        raise NotUnderstoodError(f"Several {what} are kept that this row may mean")
    return found[0] if found else None
