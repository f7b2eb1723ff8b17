"""``manage.py import_plans FILE…``: the plan sheets that state tables send become programs and activities."""

from mvp_coord.sheets.management.commands import import_sheet


class Command(import_sheet.Command):
    """`import_sheet plans`, by its older name. Without ``--apply`` nothing is written."""

    kind = "plans"
    help = f"{import_sheet.Command.help} The same as import_sheet plans."
