"""Print a state's gaps, for people and for programs."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.visibility import Viewer
from planning.reports.gap_export import gap_as_json, need_as_json, role_as_json
from planning.reports.gap_money import promises_of
from planning.reports.gaps import gaps_for
from states.models import Cycle, State


class Command(BaseCommand):
    help = "Print what nobody does yet in a state, where it matters, the most pressing first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--state", required=True, help="Postal code, such as AZ.")
        parser.add_argument(
            "--cycle", default="", help="Code of the cycle, such as 2027-28; else the one planned now."
        )
        parser.add_argument("--json", action="store_true", help="Print JSON instead of sentences.")

    def handle(self, *args: Any, **options: Any) -> None:
        code, today = options["state"].strip().upper(), timezone.localdate()
        if not State.objects.filter(pk=code).exists():
            raise CommandError(f"There is no state or territory with the postal code {code}.")
        asked = options["cycle"].strip()
        cycles = Cycle.objects.filter(code=asked) if asked else Cycle.objects.planned_on(today)
        cycle = cycles.first()
        if cycle is None:
            raise CommandError(f"There is no cycle {asked or 'for today'}: add it under Admin, Cycles.")
        # Whoever may run commands here may read every plan.
        everything = Viewer(is_staff=True, is_counsel=True, is_admin=True)
        found = gaps_for(everything, cycle, states=[code], today=today)
        if options["json"]:
            promises = promises_of(everything, cycle)
            answer = {
                "state": code,
                "cycle": cycle.code,
                "gaps": [gap_as_json(gap, promises.for_gap(gap)) for gap in found.people],
                "roles": [role_as_json(gap) for gap in found.roles],
                "needs": [need_as_json(gap) for gap in found.needs],
                "ranked": [gap.key for gap in found.ranked],
                "asking": [{"place": each.division.ocd_id, "reason": reason} for each, reason in found.asking],
            }
            self.stdout.write(json.dumps(answer, indent=2))
            return
        lines = [f"{gap.title}. {gap.sentence}" for gap in found.ranked]
        for line in lines:
            self.stdout.write(line)
        if not found.has_priorities:
            self.stdout.write(
                f"No priorities are set in {code} for {cycle}: a gap is what is missing where it matters."
            )
            return
        many = len(lines)
        self.stdout.write(f"{many} {'gap' if many == 1 else 'gaps'} in {code}, {cycle}.")
