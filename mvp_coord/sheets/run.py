"""An import from end to end: read the files, decide what becomes of every row, and, when asked, write it."""

import dataclasses
from collections.abc import Mapping, Sequence

from django.db import connection

from accounts.history import change
from accounts.models import User
from mvp_coord.lib.tabular import MAX_ROWS, UnreadableError

from .columns import joined
from .kinds import Kind, Work
from .layout import Layout
from .outcome import CONFLICT, CREATED, UPDATED, Comparison, Decision, Outcome, Sheets
from .pace import Progress, after, untold
from .reading import Reading, read_sheets

Previewed = Mapping[tuple[str, str, int], tuple[str, Mapping[str, str]]]


def read_files(
    files: Sequence[tuple[str, bytes]],
    *,
    kind: Kind,
    work: Work,
    told: Mapping[str, str] | None = None,
    or_ask: bool = False,
    progress: Progress = untold,
) -> Sheets:
    """Reads files, given as name and content; `told` is what people said of headings, by `label_key`.

    Raises `UnreadableError`, naming it, for the first that is no table. `or_ask` as in `read_sheets`. `progress`
    is told of twice as many steps as there are rows: each is read here, and compared in `preview`.
    """
    sheets, layout = Sheets(), dataclasses.replace(kind.layout, told=dict(told or {}))
    readings = [(name, _reading(name, data, layout, or_ask=or_ask)) for name, data in files]
    steps = 2 * sum(len(reading.rows) for _, reading in readings)
    for name, reading in readings:
        good, refused = work.read(reading.rows, after(sheets.seen, progress, steps))
        sheets.seen += len(reading.rows)
        sheets.files.append(name)
        sheets.rows += good
        sheets.skipped += reading.skipped
        sheets.rejected += [*reading.rejected, *refused]
        sheets.remarks += [f"{name}: {remark}" for remark in reading.remarks]
        sheets.columns += reading.columns
    sheets.columns = joined(sheets.columns)
    if len(sheets.rows) > MAX_ROWS:
        raise UnreadableError(
            f"These files have more than {MAX_ROWS:,} rows together, which is the limit. Send fewer."
        )
    return sheets


def _reading(name: str, data: bytes, layout: Layout, *, or_ask: bool) -> Reading:
    try:
        return read_sheets(name, data, layout, or_ask=or_ask)
    except UnreadableError as fault:
        raise UnreadableError(f"{name}: {fault}") from fault


def preview(sheets: Sheets, *, work: Work, progress: Progress = untold) -> Outcome:
    """What an import would do. Writes nothing."""
    if not sheets.rows:
        return Outcome(sheets, Comparison())
    return Outcome(sheets, work.compare(sheets.rows, after(sheets.seen, progress)))


def apply(
    sheets: Sheets,
    *,
    work: Work,
    by: User,
    previewed: Previewed | None = None,
    names: Mapping[str, str] | None = None,
    progress: Progress = untold,
) -> Outcome:
    """Write all good rows as one change.

    `previewed` is what people saw: per file, sheet and line the outcome, and for each changed field what was kept.
    A row that would now do something else is a conflict, and is not written; so is one whose record somebody else
    saves before it is held. `names` as in `Work.remember`.
    """
    with change(by=by, verb="imported", reason=", ".join(sheets.files)) as change_id:
        wait_for_other_imports()
        outcome = preview(sheets, work=work)
        if previewed is not None:
            decisions = outcome.comparison.decisions
            outcome.comparison.decisions = [_as_previewed(each, previewed) for each in decisions]
        outcome.comparison.decisions = _held(outcome.comparison.decisions, work=work)
        todo = [each for each in outcome.comparison.decisions if each.is_to_write]
        if todo:
            outcome.kept = work.write(todo, by=by, progress=progress)
            outcome.change_id = change_id
        if names and work.remember(names, by=by):
            outcome.change_id = change_id
    return outcome


def wait_for_other_imports() -> None:
    """Two imports never run at once, so that none misses what the other adds. Until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('import sheets', 0))")


def _as_previewed(decision: Decision, previewed: Previewed) -> Decision:
    row = decision.row
    seen = previewed.get((row.file, row.sheet, row.line))
    if not decision.is_to_write or seen is None:
        return decision
    outcome, was = seen
    now = {each.field: each.was for each in decision.changes}
    if outcome == decision.outcome == CREATED or (outcome == decision.outcome == UPDATED and now == was):
        return decision
    return _conflict(decision)


def _held(decisions: list[Decision], *, work: Work) -> list[Decision]:
    """With the records that would change locked: what was saved between comparing and locking is not overwritten.

    All rows are compared again, since what one means may rest on another: a new organization is named as its first
    row writes it. With none that would change, nothing is.
    """
    changing = [each for each in decisions if each.outcome == UPDATED]
    if not changing:
        return decisions
    work.hold(changing)
    again = work.compare([each.row for each in decisions])
    now = {id(each.row): each for each in again.decisions}
    return [
        _conflict(each) if each.outcome == UPDATED and now.get(id(each.row)) != each else each for each in decisions
    ]


def _conflict(decision: Decision) -> Decision:
    reason = "What is kept was changed meanwhile. Send the row again to see what it would do now."
    return dataclasses.replace(decision, outcome=CONFLICT, reason=reason)
