"""An import read, compared and written portion by portion, so that memory does not grow with the list.

For commands and kinds whose lists may be long; the wizard's pages, which show a preview first, work on the whole.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils import timezone

from accounts.history import change
from accounts.models import User

from .columns import joined
from .data_rows import Reading
from .kinds import Kind, Work
from .models import ImportBatch
from .outcome import Comparison, Doubt, Kept, Outcome, Sheets
from .pace import untold
from .reading import read_sheets
from .receipts import keep_rows, store_summary
from .run import wait_for_other_imports


class PortionedWork(Work, Protocol):
    """One import at work that remembers, from one portion to the next, what it met."""

    def compare_portion(self, rows: Sequence[Any], *, holds: bool) -> Comparison:
        """What becomes of these rows, after those before. Reads only; with `holds`, locks what they would change."""

    def compare_rest(self) -> Comparison:
        """What becomes of rows that could not be decided before all were met."""

    def finish(self) -> Comparison:
        """What is to be said of all portions together: new names, likely twins, remarks, findings."""


@dataclass
class Tally(Outcome):
    """An outcome whose rows are counted and let go; refusals are kept."""

    sums: Counter[str] = field(default_factory=Counter)

    @property
    def counts(self) -> dict[str, int]:
        """Rows by outcome; `rows_in` is their sum."""
        names = ("created", "updated", "unchanged", "conflict", "rejected", "skipped")
        return {"rows_in": sum(self.sums.values()), **{name: self.sums[name] for name in names}}


def run_in_portions(
    files: Sequence[tuple[str, bytes]],
    *,
    kind: Kind,
    work: PortionedWork,
    by: User,
    options: dict[str, Any],
    writes: bool,
) -> Tally:
    """Read these files and say what becomes of their rows; with `writes` keep all good rows as one change, with a
    receipt. Raises `UnreadableError` for the first that is no table; then nothing is kept."""
    running = _Running(kind, work, by)
    if not writes:
        running.read(files)
        return running.tally
    with change(by=by, verb="imported", reason=", ".join(name for name, _ in files)) as change_id:
        wait_for_other_imports()
        batch = ImportBatch.objects.create(
            kind=kind.code,
            status=ImportBatch.Status.APPLIED,
            applied_at=timezone.now(),
            options=options,
            created_by=by,
        )
        running.batch, running.tally.kept = batch, Kept()
        running.read(files)
        tally = running.tally
        if tally.sums["created"] or tally.sums["updated"]:
            tally.change_id = change_id
        store_summary(batch, tally)
    return tally


class _Running:
    """The steps of one import, gathering its tally."""

    def __init__(self, kind: Kind, work: PortionedWork, by: User) -> None:
        self.kind, self.work, self.by = kind, work, by
        self.tally = Tally(Sheets(), Comparison())
        self.batch: ImportBatch | None = None
        self.position = 0
        self.doubts: list[Doubt] = []

    def read(self, files: Sequence[tuple[str, bytes]]) -> None:
        sheets = self.tally.sheets
        for name, data in files:
            sheets.files.append(name)
            reading = read_sheets(name, data, self.kind.layout, hand_on=self.take)
            sheets.remarks += [f"{name}: {remark}" for remark in reading.remarks]
            sheets.columns += reading.columns
        sheets.columns = joined(sheets.columns)
        self._keep(Outcome(Sheets(files=sheets.files), self.work.compare_rest()))
        self.tally.comparison = self.work.finish()
        self.tally.comparison.skipped, self.tally.comparison.refused = [], []
        self.tally.comparison.doubts = self.doubts

    def take(self, reading: Reading) -> None:
        """One portion: read, compared, written, counted, and let go but for what was refused."""
        good, refused = self.work.read(reading.rows)
        comparison = self.work.compare_portion(good, holds=self.batch is not None)
        portion = Outcome(Sheets(files=[reading.file]), comparison)
        portion.sheets.skipped += reading.skipped
        portion.sheets.rejected += [*reading.rejected, *refused]
        self._keep(portion)

    def _keep(self, portion: Outcome) -> None:
        todo = [each for each in portion.comparison.decisions if each.is_to_write]
        self.doubts += portion.comparison.doubts
        if self.batch and todo:
            portion.kept = self.work.write(todo, by=self.by, progress=untold)
            self._remember(portion.kept)
        if self.batch:
            self.position = keep_rows(self.batch, portion, after=self.position)
        self.tally.sheets.skipped += portion.skipped
        self.tally.sheets.rejected += portion.rejected
        self.tally.sums.update({name: n for name, n in portion.counts.items() if name != "rows_in"})

    def _remember(self, kept: Kept) -> None:
        if self.tally.kept:
            self.tally.kept.partners |= kept.partners
