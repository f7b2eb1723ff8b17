"""``manage.py import_sheet KIND FILE…``: sheets of any kind, read, shown, and written when asked."""

import itertools
import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Q

from accounts.models import User
from mvp_coord.lib.tabular import MAX_BYTES, MAX_ROWS, UnreadableError, in_mb
from mvp_coord.lib.wording import plural
from mvp_coord.sheets.kinds import Kind, MayNotImport, Options, Work, all_kinds, kind_of
from mvp_coord.sheets.outcome import Outcome
from mvp_coord.sheets.reading import Refusal
from mvp_coord.sheets.receipts import keep_receipt, report_of
from mvp_coord.sheets.run import apply, preview, read_files
from states.models import State

Files = list[tuple[str, bytes]]
REJECTED, UNREADABLE = 1, 2
_SHOWN = 50
_PIECES = 10_000


class Command(BaseCommand):
    """Reads every file first. Without ``--apply`` nothing is written; with it, all good rows or none."""

    kind = ""
    help = (
        "Import sheets (CSV or XLSX). Shows what would change; --apply writes it. Exit code 0: every row was"
        " good, 1: rows were rejected, 2: a file is unreadable, or larger than"
        f" {MAX_ROWS:,} rows or {in_mb(MAX_BYTES)} unpacked."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The kind, the files, the state where the kind needs one, and who sends them."""
        if not self.kind:
            parser.add_argument("kind", choices=list(all_kinds()), help="what the rows are")
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a CSV or .xlsx file")
        parser.add_argument("--state", default="", help="the state that plans are for: a postal code")
        parser.add_argument("--as", required=True, dest="email", metavar="EMAIL", help="who imports them")
        parser.add_argument("--from", default="", dest="sender", metavar="SLUG", help="the partner that sent them")
        parser.add_argument("--apply", action="store_true", help="write the good rows, all or none")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        """Read, compare, write if asked, and say what was or would be done."""
        try:
            outcome = self._run(files, options)
        except (UnreadableError, OSError) as fault:
            reason = str(fault) if isinstance(fault, UnreadableError) else f"{fault.filename}: {fault.strerror}."
            if options["json"]:
                self.stdout.write(json.dumps({"error": reason}))
            raise CommandError(reason, returncode=UNREADABLE) from fault
        if options["json"]:
            self._write(json.JSONEncoder(indent=2, ensure_ascii=False).iterencode(_as_json(outcome)))
        else:
            self._tell(outcome)
        if outcome.rejected:
            sys.exit(REJECTED)

    def _write(self, pieces: Iterator[str]) -> None:
        """Some at a time: a receipt of very many rows is not held as a text as well."""
        while some := "".join(itertools.islice(pieces, _PIECES)):
            self.stdout.write(some, ending="")
        self.stdout.write()

    def _run(self, paths: list[Path], options: dict[str, Any]) -> Outcome:
        kind = kind_of(self.kind or options["kind"])
        state = _state(options["state"].strip()) if kind.needs_state else ""
        user = User.objects.filter(email__iexact=options["email"].strip(), is_active=True).first()
        if user is None:
            raise CommandError(f"Nobody signs in as {options['email']}.", returncode=UNREADABLE)
        try:
            work = kind.begin(Options(state, options["sender"]), user)
        except MayNotImport as refusal:
            raise CommandError(str(refusal), returncode=UNREADABLE) from refusal
        files = [(name, _read(path)) for path, name in zip(paths, _names(paths), strict=True)]
        told = {"state": state, "from": options["sender"]}
        return self._import(files, kind=kind, work=work, by=user, told=told, writes=options["apply"])

    def _import(
        self, files: Files, *, kind: Kind, work: Work, by: User, told: dict[str, str], writes: bool
    ) -> Outcome:
        sheets = read_files(files, kind=kind, work=work)
        if not writes:
            return preview(sheets, work=work)
        with transaction.atomic():
            outcome = apply(sheets, work=work, by=by)
            if outcome.comparison.decisions:
                keep_receipt(outcome, kind=kind.code, options=told, by=by)
        return outcome

    def _tell(self, outcome: Outcome) -> None:
        counts, done = outcome.counts, outcome.kept is not None
        for refusal in outcome.rejected[:_SHOWN]:
            where = f"{refusal.file}{f' ({refusal.sheet})' if refusal.sheet else ''}, line {refusal.line}"
            self.stdout.write(f"{where}, {refusal.column or 'row'}: {refusal.reason}")
        if len(outcome.rejected) > _SHOWN:
            self.stdout.write(f"… and {len(outcome.rejected) - _SHOWN} more.")
        for remark in outcome.remarks:
            self.stdout.write(remark)
        for finding in outcome.comparison.findings:
            self.stdout.write(f"{finding.file}: {plural(len(finding.lines), 'row')} with {finding.what}")
        for name in outcome.comparison.new_names:
            likely = ", ".join(
                f"{each.name} ({each.key or 'also new'})" for each in outcome.comparison.likely.get(name, [])
            )
            self.stdout.write(
                f"New organization, unconfirmed: {name}{f'. Is it one of these? {likely}' if likely else ''}"
            )
        told = ", ".join(f"{number} {name}" for name, number in counts.items() if name != "rows_in")
        self.stdout.write(f"{plural(counts['rows_in'], 'row')}: {told}.")
        if not done and (counts["created"] or counts["updated"]):
            self.stdout.write("Nothing was written: this is a preview. Add --apply to write it.")


def _state(asked: str) -> str:
    state = State.objects.filter(Q(pk=asked.upper()) | Q(name__iexact=asked)).first() if asked else None
    if not asked:
        raise CommandError("Say which state the plans are for, such as --state WI.", returncode=UNREADABLE)
    if state is None:
        raise CommandError(f"There is no state or territory “{asked}”.", returncode=UNREADABLE)
    return state.pk


def _as_json(outcome: Outcome) -> dict[str, Any]:
    return {
        **outcome.counts,
        "rejected": _refusals(outcome.rejected, outcome),
        "skipped_rows": [
            {**told, "repeats": each.repeats}
            for told, each in zip(_refusals(outcome.skipped, outcome), outcome.skipped, strict=True)
        ],
        "applied": outcome.kept is not None,
        **report_of(outcome),
    }


def _refusals(refusals: list[Refusal], outcome: Outcome) -> list[dict[str, Any]]:
    """Where a file has several sheets, the reason says which one is meant."""
    sheets = {(row.file, row.sheet) for row in outcome.sheets.rows}
    sheets |= {(row.file, row.sheet) for row in [*outcome.rejected, *outcome.skipped]}
    files = [file for file, _ in sheets]
    told = []
    for each in refusals:
        reason = f"Sheet “{each.sheet}”: {each.reason}" if files.count(each.file) > 1 else each.reason
        place = {"file": each.file, "line": each.line, "column": each.column}
        told.append({**place, "value": each.value, "reason": reason})
    return told


def _read(path: Path) -> bytes:
    if path.is_file() and path.stat().st_size > MAX_BYTES:
        raise UnreadableError(
            f"{path.name}: This file is {in_mb(path.stat().st_size)}; the limit is {in_mb(MAX_BYTES)}."
        )
    with path.open("rb") as file:  # a pipe or a device says no size, and may never end
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UnreadableError(f"{path.name}: This file is larger than {in_mb(MAX_BYTES)}, which is the limit.")
    return data


def _names(paths: list[Path]) -> list[str]:
    """What the files are called in messages: their names, or their whole paths where two have the same name."""
    short = [path.name for path in paths]
    names = short if len(set(short)) == len(short) else [str(path) for path in paths]
    return [name.encode("utf-8", "replace").decode() for name in names]
