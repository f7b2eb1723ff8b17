"""``manage.py bench``: how fast the pages are on large, fictional data, beside what they are compared with."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand
from django.db import connection

from mvp_coord.bench import apart, loading, scratch
from mvp_coord.bench.registry import BENCHES, Report


class Command(BaseCommand):
    """Each bench at each of its sizes, in a database of its own that is dropped afterwards."""

    help = "Measure the pages on large, fictional data, in a database of its own that is dropped afterwards."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which benches, how large, how often, and how the answer is written."""
        parser.add_argument("benches", nargs="*", choices=[[], *BENCHES], metavar="BENCH", help=", ".join(BENCHES))
        parser.add_argument("--size", type=int, action="append", help="rows, instead of the bench's own sizes")
        parser.add_argument("--rounds", type=int, default=9, help="how often each question is asked")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run them one after the other."""
        found: dict[str, list[dict[str, object]]] = {}
        with scratch.with_tables("mvp_bench") as tables:
            for name in options["benches"] or BENCHES:
                for size in options["size"] or BENCHES[name].SIZES:
                    summary = self._run(tables, name, size, seed=options["seed"], rounds=options["rounds"])
                    found.setdefault(name, []).append(summary.as_json())
                    if not options["json"]:
                        self.stdout.write(summary.as_text() + "\n")
        if options["json"]:
            self.stdout.write(json.dumps(found, indent=2))

    def _run(self, tables: str, name: str, size: int, *, seed: int, rounds: int) -> Report:
        bench = BENCHES[name]
        with scratch.database(f"mvp_bench_{name}", like=tables) as database:
            with scratch.as_owner(database):
                with loading.fast():
                    bench.fill(size, seed=seed)
                bench.prepare()
            connection.close()
            return apart.measured(name, database, size, seed=seed, rounds=rounds)
