"""Print a state's overlap cases, for people and for programs."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from planning.models import Overlap
from planning.reports.cases import whole_views
from planning.reports.decisions import UNDECIDED
from planning.reports.evidence import evidence_in
from planning.reports.export import case_as_json
from planning.reports.heavy import heavy_in
from planning.reports.last_check import is_due
from planning.reports.said import with_members
from states.models import State


class Command(BaseCommand):
    help = "Print the overlap cases that the last check found in a state."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--state", required=True, help="Postal code, such as AZ.")
        parser.add_argument("--json", action="store_true", help="Print JSON instead of sentences.")

    def handle(self, *args: Any, **options: Any) -> None:
        code = options["state"].strip().upper()
        if not State.objects.filter(pk=code).exists():
            raise CommandError(f"There is no state or territory with the postal code {code}.")
        if is_due(code):
            told = f"Plans in {code} have changed since the last check"
            self.stderr.write(f"{told}: a worker checks them soon, or manage.py refresh_overlaps does now.")
        kept = list(Overlap.objects.standing().in_state(code).for_export().prefetch_related(with_members()))
        views = whole_views(kept, [UNDECIDED] * len(kept))
        heavy = heavy_in(code)
        if options["json"]:
            pairs = evidence_in(code, kept)
            cases = [case_as_json(view, pairs.get(view.overlap.pk, ())) for view in views]
            self.stdout.write(json.dumps({"cases": cases, "heavy_alone": heavy}, indent=2))
            return
        for view in views:
            self.stdout.write(f"{view.overlap.get_overlap_class_display()}: {view.sentence}")
        for note in heavy:
            self.stdout.write(f"Heavy alone: {note['sentence']}")
        self.stdout.write(f"{len(kept)} {'case' if len(kept) == 1 else 'cases'} in {code}.")
