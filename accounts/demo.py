"""Demo accounts: one per role, with a password that everybody knows. Never beside real people's data.

The demo loader makes them (`mvp_coord.demo`), the login page offers them, and a production start refuses
to go on while there is one.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from .models import User

DEMO_PASSWORD = "coordinate-demo"  # noqa: S105 -- public on purpose
DEMO_ROLES = ("Staff", "Partner", "Funder", "Donor", "Counsel", "Admin")


@dataclass(frozen=True)
class DemoLogin:
    """One button of the login page: "Staff", staff@demo.example."""

    label: str
    email: str
    password: str = DEMO_PASSWORD


def demo_email(role: str) -> str:
    """The address of the demo account for a role ("Staff" → "staff@demo.example")."""
    return f"{role.lower()}@demo.example"


def demo_logins() -> list[DemoLogin]:
    """The demo accounts that anybody can sign in with; none where there is no demo."""
    there = set(User.objects.filter(is_demo=True, is_active=True).values_list("email", flat=True))
    return [DemoLogin(role, demo_email(role)) for role in DEMO_ROLES if demo_email(role) in there]


def is_demo() -> bool:
    """Whether this instance holds the demo."""
    return not settings.PRODUCTION and User.objects.filter(is_demo=True).exists()


def check_no_demo_accounts() -> None:
    """Raise ImproperlyConfigured if this is a production start and somebody could sign in with a public password."""
    if settings.PRODUCTION and User.objects.filter(is_demo=True, is_active=True).exists():
        raise ImproperlyConfigured(
            "This database holds demo accounts, whose passwords are public. Production needs a database "
            "without the demo: start with an empty one."
        )
