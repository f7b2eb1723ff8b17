"""``manage.py reset``: throw this instance's data away and begin again."""

import shutil
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from mvp_coord.local import instance, pair


class Command(BaseCommand):
    """Deletes the embedded database, the queue, the logs and the secret key. Other servers are never touched, nor
    what else lies in the folder that MVP_HOME names."""

    help = "Delete all data of this instance (MVP_HOME), after asking."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The one choice: with a question or without."""
        parser.add_argument("--yes", action="store_true", help="delete without asking")

    def handle(self, *args: Any, yes: bool = False, **options: Any) -> None:
        """Ask, make sure that nobody uses it, delete."""
        here = instance()
        if not (here.state / "pgdata").exists():
            self.stdout.write(f"There is no data in {here.home}.")
            return
        if not yes and not self._agreed(str(here.home)):
            self.stdout.write("Nothing was deleted.")
            return
        with pair.held(here):  # raises if it is running
            here.delete_state()
            shutil.rmtree(here.sockets, ignore_errors=True)
        self.stdout.write(f"All data of {here.home} is deleted.")

    def _agreed(self, home: str) -> bool:
        if not sys.stdin.isatty():
            raise CommandError("Nobody is here to ask. To delete everything without asking: manage.py reset --yes")
        self.stdout.write(f"This deletes all data of {home}: the database, the queue and the secret key.")
        return input("Type yes to delete it: ").strip().lower() == "yes"
