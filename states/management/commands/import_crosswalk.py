"""``manage.py import_crosswalk FILE``: from votes by county and district, how much of each lies in the other."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand

from states.imports.crosswalk import import_crosswalk
from states.management import receipts


class Command(BaseCommand):
    """Reads everything first, then writes everything or nothing. Run it as often as you like."""

    help = (
        "Import a crosswalk: how much of each county lies in each district, by votes cast (state_po, county_fips,"
        f" county_name, office, district, votes). {receipts.EXIT_CODES}"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, who imports it, whether to write."""
        receipts.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, match, weigh, keep, and say what was done."""
        receipts.run(self, import_crosswalk, options)
