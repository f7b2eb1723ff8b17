"""``manage.py import_electorate FILE``: a county results file becomes the electorate of counties and states."""

import dataclasses
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from states.actions.electorate import record_votes_cast
from states.calendar import general_election_day
from states.imports.electorate import Matched, match_file
from states.imports.tables import FiguresFileError, year_of

YEARS = range(1900, 2101)


class Command(BaseCommand):
    """Reads everything first, then writes everything or nothing. Run it as often as you like."""

    help = "Import votes cast by county (CSV or XLSX: state_name, county_fips, county_name, total_votes)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and what its name may not tell."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--year",
            type=int,
            choices=YEARS,
            metavar="YEAR",
            help="the year of the general election, if the file's name lacks it",
        )
        parser.add_argument("--json", action="store_true", help="print the receipt as JSON")

    def handle(self, *args: Any, file: Path, year: int | None, **options: Any) -> None:
        """Read, match, record, and say what was done."""
        try:
            day = general_election_day(year or year_of(file.name))
            matched = match_file(file.read_bytes())
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.", returncode=2) from error
        except FiguresFileError as error:
            raise CommandError(str(error), returncode=2) from error
        recorded = record_votes_cast(
            by=None,
            counties=matched.counties,
            states=matched.states,
            as_of=day,
            source=f"Votes cast for president on {day}, county results file {file.name}",
        )
        receipt = {"as_of": day.isoformat(), **_receipt(matched), **dataclasses.asdict(recorded)}
        self.stdout.write(json.dumps(receipt) if options["json"] else _in_words(receipt))


def _receipt(matched: Matched) -> dict[str, Any]:
    unmatched = [{**dataclasses.asdict(each.row), "reason": each.reason} for each in matched.unmatched]
    return {
        "rows_in": matched.rows_in,
        "counties": len(matched.counties),
        "states": len(matched.states),
        "unmatched": unmatched,
    }


def _in_words(receipt: dict[str, Any]) -> str:
    lines = [
        f"{receipt['rows_in']:,} rows, votes cast on {receipt['as_of']}: {receipt['counties']:,} counties, "
        f"{receipt['states']} states and territories.",
        f"{receipt['created']:,} figures new, {receipt['updated']:,} changed, {receipt['unchanged']:,} the same.",
    ]
    if receipt["country"] is None:
        lines.append("The country has no figure yet: not every state that votes for president is known.")
    if receipt["unmatched"]:
        lines.append(f"{len(receipt['unmatched']):,} rows match no county and count for their state only:")
        lines += [
            f"  line {each['line']}: {each['name']}, {each['state']}: {each['reason']}"
            for each in receipt["unmatched"]
        ]
    return "\n".join(lines)
