"""Sheets whose rows are records of one kind each: which record a row means, and what it would change of it."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from mvp_coord.lib.wording import DASH, day, usd_exact
from mvp_coord.lib.written import NotUnderstoodError

from .fields import FactRow, Field, by_name, contradictions
from .outcome import CREATED, UNCHANGED, UPDATED, Change, Comparison, Decision, Said
from .pace import Progress, counted, untold


@dataclass(frozen=True)
class Meant:
    """The record that a row means (None: a new one), the row with what it belongs to, and the facts that change."""

    record: Any
    placed: Any
    facts: Mapping[str, Any] = field(default_factory=dict)


class RecordShelf(Protocol):
    """What one kind of record knows: which rows are one record, what is kept, what may not be written.

    A row comes *placed*: something of the kind's own with the `row` and whatever it belongs to.
    """

    def load(self, placed: Sequence[Any]) -> None:
        """Read what is kept of these, at once."""

    def key(self, placed: Any) -> Hashable:
        """The same for two rows of one record."""

    def find(self, placed: Any) -> Any:
        """The record that is kept, or None. Raises `NotUnderstoodError` where several may be meant."""

    def facts(self, record: Any) -> dict[str, Any]:
        """What is kept of it, comparable with a row's facts."""

    def refuse(self, placed: Any, record: Any, facts: Mapping[str, Any]) -> str:
        """Why these facts cannot be kept, "" where they can."""

    def said(self, facts: Mapping[str, Any], placed: Any, record: Any) -> Said:
        """The row in words."""


def decide_rows(
    placed: Sequence[Any],
    *,
    fields: Sequence[Field],
    shelf: RecordShelf,
    words: Any,
    result: Comparison,
    progress: Progress = untold,
) -> None:
    """Decide what becomes of every placed row, into `result`. Reads only."""
    by_row = {id(each.row): each for each in placed}
    kept, skipped, refused = contradictions([each.row for each in placed], key=lambda row: shelf.key(by_row[id(row)]))
    result.skipped += skipped
    result.refused += refused
    shelf.load([by_row[id(row)] for row in kept])
    deciding = _Deciding(by_name(fields), shelf, words, result)
    for row in counted(kept, progress):
        deciding.decide(row, by_row[id(row)])


def once(kept: Mapping[Hashable, list[Any]], key: Hashable, what: str) -> Any:
    """The one record of this key, or None. Raises `NotUnderstoodError` where there are several."""
    found = kept.get(key, [])
    if len(found) > 1:
        raise NotUnderstoodError(f"Several {what} are kept that this row may mean")
    return found[0] if found else None


@dataclass(frozen=True)
class _Deciding:
    """The steps of one comparison, gathering its result."""

    fields: Mapping[str, Field]
    shelf: RecordShelf
    words: Any
    result: Comparison

    def decide(self, row: FactRow, placed: Any) -> None:
        """New, changed or unchanged; refused where its kind says so."""
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
        shown = self.shelf.said({**known, **said}, placed, record)
        self.result.decisions.append(Decision(row, outcome, shown, Meant(record, placed, wanted), changes))

    def _change(self, name: str, was: Any, now: Any) -> Change:
        return Change(name, self.fields[name].label, self._words(name, was), self._words(name, now))

    def _words(self, name: str, fact: Any) -> str:
        if fact in (None, "", ()):
            return DASH
        if name == "on" or name.endswith(("_on", "_as_of")):
            return day(fact)
        if name.endswith("_usd"):
            return usd_exact(fact)
        return str(self.fields[name].write(fact, self.words))
