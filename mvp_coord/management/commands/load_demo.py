"""``manage.py load_demo``: the fictional demo, for trying things out."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from mvp_coord.demo.load import DemoRefused, load_demo


class Command(BaseCommand):
    """Loads the demo into an empty directory, with accounts whose password is public. Run it as often as you like."""

    help = "Load the demo: some forty fictional partners in six states, with plans, money and demo accounts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do where the directory is not empty."""
        parser.add_argument("--force", action="store_true", help="load it beside partners that are already there")
        parser.add_argument(
            "--if-empty", action="store_true", help="where the directory is not empty, say so and go on"
        )

    def handle(self, *args: Any, force: bool = False, if_empty: bool = False, **options: Any) -> None:
        """Load, or say why not."""
        try:
            loaded = load_demo(force=force)
        except DemoRefused as refusal:
            if not if_empty:
                raise CommandError(str(refusal)) from refusal
            self.stdout.write(f"The demo is not loaded. {refusal}")
            return
        words = "Loaded the demo" if loaded.is_new else "The demo is already here"
        self.stdout.write(f"{words}: {loaded.partners} fictional partners, {loaded.activities} activities")
