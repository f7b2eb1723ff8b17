"""How well likely duplicates are told from different organizations, on a file of pairs that somebody labeled."""

import csv
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from partners.matching.score import BadPairs, read_pairs, score


class Command(BaseCommand):
    help = "Score the matcher on a CSV of pairs (a_name, b_name …, same_organization 1 or 0)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")

    def handle(self, *args: Any, file: Path, json: bool = False, **options: Any) -> None:
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                result = score(read_pairs(csv.DictReader(lines)))
        except (OSError, UnicodeDecodeError, csv.Error, BadPairs) as error:
            why = error.strerror if isinstance(error, OSError) else error
            raise CommandError(f"{file.name} cannot be scored: {why}.", returncode=2) from error
        self.stdout.write(_as_json(result) if json else str(result))


def _as_json(result: Any) -> str:
    return json.dumps(
        {
            "pairs": result.pairs,
            "precision": round(result.precision, 4),
            "recall": round(result.recall, 4),
            "unsure_share": round(result.unsure_share, 4),
        }
    )
