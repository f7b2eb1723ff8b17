"""``manage.py import_grants FILE…``: lists of grants that funders publish become grants and partners."""

from typing import cast

from accounts.models import User
from mvp_coord.sheets.kinds import Kind, Work
from mvp_coord.sheets.management.commands import import_sheet
from mvp_coord.sheets.outcome import Outcome
from mvp_coord.sheets.portions import PortionedWork, run_in_portions


class Command(import_sheet.Command):
    """`import_sheet grants`, portion by portion, for lists of any length. Without ``--apply`` nothing is written."""

    kind = "grants"
    help = (
        f"{import_sheet.Command.help} Lists of grants: 360Giving’s spreadsheets and JSON, and plain ones;"
        " --from names the funder of a list that does not."
    )

    def _import(
        self,
        files: import_sheet.Files,
        *,
        kind: Kind,
        work: Work,
        by: User,
        told: dict[str, str],
        writes: bool,
    ) -> Outcome:
        portioned = cast("PortionedWork", work)
        return run_in_portions(files, kind=kind, work=portioned, by=by, options=told, writes=writes)
