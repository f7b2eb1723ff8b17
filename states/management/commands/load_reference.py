"""``manage.py load_reference``: places, code lists, cycles and the named partners, as often as you like."""

from typing import Any

from django.core.management import BaseCommand

from partners.reference import load_named_partners
from states.actions.reference import load_reference


class Command(BaseCommand):
    """Adds what is missing and changes nothing that people edited."""

    help = "Add the reference data that is missing: places, code lists, cycles and the named partners."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what was added."""
        counts = load_reference(by=None) | {"partners": load_named_partners(by=None)}
        added = ", ".join(f"{count:,} {name}" for name, count in counts.items() if count)
        self.stdout.write(f"Reference data: added {added}." if added else "Reference data: nothing was missing.")
