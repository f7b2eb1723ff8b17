"""``manage.py import_irs FILE``: what the IRS master file says of our legal entities, kept beside what we hold."""

import datetime as dt
import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from accounts.models import User
from accounts.visibility import Viewer
from mvp_coord.lib.tabular import UnreadableError
from mvp_coord.lib.wording import plural
from partners.imports.registers import Reading, keep_irs, preview_irs
from partners.viewers import viewer_of

REJECTED, UNREADABLE = 1, 2
_SHOWN = 50


class Command(BaseCommand):
    """Proposes and never overwrites: people accept what a register says, on its page."""

    help = (
        "Read the IRS exempt-organizations master file (CSV or XLSX) and keep what it says of our legal entities, "
        "matched by EIN, as statements beside what we hold. No record is changed: that is for a person to accept. "
        "Exit code 0: every row was read, 1: rows were rejected, 2: the file cannot be read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, its day, and who reads it."""
        parser.add_argument("file", type=Path, help="a CSV or .xlsx file in the layout of the master file")
        parser.add_argument("--as-of", type=_day, metavar="DATE", help="the day of the file, 2026-11-10; else today")
        parser.add_argument("--as", default="", dest="email", metavar="EMAIL", help="who reads it")
        parser.add_argument("--dry-run", action="store_true", help="keep nothing, only say what would be kept")
        parser.add_argument("--json", action="store_true", help="print the receipt as JSON")

    def handle(self, *args: Any, file: Path, as_of: dt.date | None, **options: Any) -> None:
        """Read, keep, and say what was read and kept."""
        by, viewer = _reader(options["email"])
        try:
            data = file.read_bytes()
            if options["dry_run"]:
                reading = preview_irs(data, viewer=viewer, as_of=as_of)
            else:
                reading, _ = keep_irs(data, name=file.name, viewer=viewer, by=by, as_of=as_of)
        except (UnreadableError, OSError) as fault:
            reason = str(fault) if isinstance(fault, UnreadableError) else f"{file}: {fault.strerror}."
            if options["json"]:
                self.stdout.write(json.dumps({"error": reason}))
            raise CommandError(reason, returncode=UNREADABLE) from fault
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(reading, file.name), ensure_ascii=False, indent=2))
        else:
            self._tell(reading, is_kept=not options["dry_run"])
        if reading.file.rejected:
            sys.exit(REJECTED)

    def _tell(self, reading: Reading, *, is_kept: bool) -> None:
        counts = reading.counts
        for problem in reading.problems(_SHOWN):
            self.stdout.write(f"line {problem['line']}: {problem['written']} {problem['reason']}")
        self.stdout.write(
            f"{plural(counts['rows_in'], 'row')}: {counts['matched']:,} of our entities, "
            f"{counts['unmatched']:,} of others, {counts['rejected']:,} rejected."
        )
        if counts["repaired"]:
            self.stdout.write(f"{plural(counts['repaired'], 'EIN')} had lost zeros, which were put back.")
        if counts["repeated"]:
            self.stdout.write(f"{plural(counts['repeated'], 'row')} said again what another one says.")
        self.stdout.write(
            f"Of what it says, {counts['agree']:,} facts agree with our records, {counts['differ']:,} differ, "
            f"{counts['unknown_to_us']:,} are not in them."
        )
        if is_kept:
            kept = ", ".join(f"{number:,} {name}" for name, number in reading.statements.items())
            self.stdout.write(f"Statements: {kept}. No record was changed.")
        else:
            self.stdout.write("Nothing was kept: this was a dry run.")


def _reader(email: str) -> tuple[User | None, Viewer]:
    """Who reads the file, and what he or she may see; without a name, what all staff may see."""
    if not email:
        return None, Viewer(is_staff=True)
    user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    viewer = viewer_of(user)
    if user is None or not viewer.is_insider:
        raise CommandError(f"Nobody of the staff signs in as {email}.", returncode=UNREADABLE)
    return user, viewer


def _as_json(reading: Reading, name: str) -> dict[str, Any]:
    return {
        "file": name,
        "source": reading.source,
        "as_of": reading.as_of.isoformat(),
        **reading.counts,
        "statements": reading.statements,
        "problems": reading.problems(),
    }


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as fault:
        raise ArgumentTypeError("write the day as 2026-11-10") from fault
