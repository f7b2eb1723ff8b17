"""``manage.py import_results FILE``: votes by county or by contest become the results of places."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand

from states.imports.results import import_results
from states.management import receipts


class Command(BaseCommand):
    """Reads everything first, then writes everything or nothing. Run it as often as you like."""

    help = (
        "Import election results: by county for president (state_name, county_fips, county_name, votes_dem,"
        f" votes_gop, total_votes) or by contest (state_po, office, district, dem, rep, total). {receipts.EXIT_CODES}"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, who imports it, whether to write."""
        receipts.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, match, keep, and say what was done."""
        receipts.run(self, import_results, options)
