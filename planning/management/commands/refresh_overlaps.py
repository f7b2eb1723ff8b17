"""Check all plans for overlaps now, in the foreground."""

import json
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from planning import actions

PATIENCE_SECONDS = 120


class Command(BaseCommand):
    help = "Check all plans for overlaps now, and keep what is found as cases. Run twice, nothing changes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="Print the counts as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        slot = f"by hand {timezone.now().isoformat()}"
        run = actions.refresh_all_overlaps(slot=slot)
        while run is None:  # a worker is at it: wait for our turn, since its facts may be older than ours
            if time.monotonic() - started > PATIENCE_SECONDS:
                raise CommandError("Another check has been running for two minutes. Try again when it is done.")
            time.sleep(0.5)
            run = actions.refresh_all_overlaps(slot=slot)
        counts = run.counts
        if options["json"]:
            self.stdout.write(json.dumps(counts))
            return
        self.stdout.write(
            f"Checked {counts['activities']:,} activities in {time.monotonic() - started:.1f} s: "
            f"{counts['cases']:,} cases, {counts['new']:,} new, {counts['changed']:,} changed, "
            f"{counts['cleared']:,} cleared."
        )
