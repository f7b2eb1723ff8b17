"""What the commands that import public figures have in common: the file, who imports it, and the receipt."""

import dataclasses
import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from accounts.models import User
from mvp_coord.lib.wording import plural
from partners.viewers import viewer_of
from states.imports.tables import FiguresFileError, Receipt, year_of

REJECTED, UNREADABLE = 1, 2
YEARS = range(1900, 2101)
_SHOWN = 50
EXIT_CODES = (
    "Without --apply nothing is written. Exit code 0: every row was used, 1: rows were rejected (each is listed with"
    " its line and why), 2: the file cannot be read."
)


def add_arguments(parser: ArgumentParser) -> None:
    """The file, who imports it, and what its name may not tell."""
    parser.add_argument("file", type=Path, metavar="FILE", help="a CSV or .xlsx file")
    parser.add_argument("--as", required=True, dest="email", metavar="EMAIL", help="who imports it")
    parser.add_argument(
        "--year", type=int, choices=YEARS, metavar="YEAR", help="the year, if the file's name lacks it"
    )
    parser.add_argument("--apply", action="store_true", help="write the figures, all or none")
    parser.add_argument("--json", action="store_true", help="print the receipt as JSON")


def run(command: BaseCommand, work: Callable[..., Receipt], options: dict[str, Any]) -> None:
    """Import a file and print the receipt; exits with 1 where rows were rejected.

    `work` takes the bytes, `by`, `file_name`, `year` and `apply`.
    """
    file: Path = options["file"]
    by = _importer(options["email"])
    try:
        year = options["year"] or year_of(file.name)
        receipt = work(file.read_bytes(), by=by, file_name=file.name, year=year, apply=options["apply"])
    except (FiguresFileError, OSError) as fault:
        reason = str(fault) if isinstance(fault, FiguresFileError) else f"{file}: {fault.strerror}."
        if options["json"]:
            command.stdout.write(json.dumps({"error": reason}))
        raise CommandError(reason, returncode=UNREADABLE) from fault
    if options["json"]:
        told = {**dataclasses.asdict(receipt), "causes": receipt.causes}
        command.stdout.write(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        _tell(command, receipt)
    if receipt.rejected:
        sys.exit(REJECTED)


def _importer(email: str) -> User:
    user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if user is None or not viewer_of(user).is_insider:
        raise CommandError(f"Nobody of the staff signs in as {email}.", returncode=UNREADABLE)
    return user


def _tell(command: BaseCommand, receipt: Receipt) -> None:
    for each in receipt.rejected[:_SHOWN]:
        column = f", {each.column} “{each.value}”" if each.column else ""
        command.stdout.write(f"line {each.line}{column}: {each.reason}")
    if len(receipt.rejected) > _SHOWN:
        command.stdout.write(f"… and {len(receipt.rejected) - _SHOWN:,} more (--json lists all).")
    for cause, number in receipt.causes.items():
        command.stdout.write(f"{plural(number, 'row')} rejected: {cause}.")
    if receipt.mended:
        command.stdout.write(f"{plural(receipt.mended, 'code')} written as decimal numbers were read as whole ones.")
    command.stdout.write(
        f"{plural(receipt.rows_in, 'row')}: {receipt.created:,} created, {receipt.updated:,} updated, "
        f"{receipt.unchanged:,} unchanged, {len(receipt.rejected):,} rejected."
    )
    if not receipt.applied and (receipt.created or receipt.updated):
        command.stdout.write("Nothing was written: this is a preview. Add --apply to write it.")
