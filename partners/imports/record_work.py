"""One import of records of partners at work: read, compared, and written with the fields that changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from accounts.models import User
from accounts.visibility import Viewer
from mvp_coord.sheets.fields import FactRow, Field, read_fact_rows
from mvp_coord.sheets.kinds import Options
from mvp_coord.sheets.outcome import Comparison, Decision, Kept
from mvp_coord.sheets.pace import Progress, untold
from mvp_coord.sheets.reading import DataRow, Refusal
from mvp_coord.sheets.records import Meant
from partners.actions.sheet_records import SheetRecord, hold_records, keep_sheet_records

from .answers import remember_names
from .record_rows import Shelf, compare_records

# From a decision and the facts that it would write to the record that is to be kept.
Columns = Callable[[Decision, dict[str, Any]], SheetRecord]


def _as_they_are(decision: Decision, facts: dict[str, Any]) -> SheetRecord:
    meant: Meant = decision.meant
    if meant.record is None:
        facts = {"partner_id": meant.placed.organization.partner_id, **facts}
    return SheetRecord(meant.record.pk if meant.record else None, facts)


@dataclass(frozen=True)
class RecordWork:
    """A kind whose rows are records of `model`. `shelf` makes what knows the records that are kept."""

    options: Options
    viewer: Viewer
    fields: Sequence[Field]
    shelf: Callable[[Viewer], Shelf]
    model: type[models.Model]
    words: Any = None
    columns: Columns = _as_they_are
    addresses: Callable[[Any], str] = field(default=lambda record: "")

    def read(self, rows: Sequence[DataRow], progress: Progress = untold) -> tuple[list[FactRow], list[Refusal]]:
        """Rows as facts, and the rows that cannot be."""
        return read_fact_rows(rows, self.fields, self.words, progress)

    def compare(self, rows: Sequence[FactRow], progress: Progress = untold) -> Comparison:
        """What becomes of every row."""
        return compare_records(
            rows,
            fields=self.fields,
            shelf=self.shelf(self.viewer),
            words=self.words,
            viewer=self.viewer,
            choices=self.options.choices,
            progress=progress,
        )

    def hold(self, decisions: Sequence[Decision]) -> None:
        """Lock the records themselves."""
        hold_records(self.model, [each.meant.record.pk for each in decisions])

    def write(self, decisions: Sequence[Decision], *, by: User, progress: Progress) -> Kept:
        """Keep these records."""
        rows = [self.columns(each, dict(each.meant.facts)) for each in decisions]
        made = keep_sheet_records(self.model, rows=rows, by=by, progress=progress)
        return Kept(addresses=[self.addresses(each) for each in made])

    def remember(self, names: Mapping[str, str], *, by: User) -> int:
        """Other names of partners, as answered."""
        return remember_names(names, viewer=self.viewer, by=by)
