"""Saved views for tests."""

from typing import Any

from accounts.models import User
from partners.models import SavedView
from tests import factories


def make_view(owner: User | None = None, name: str = "To call", **facts: Any) -> SavedView:
    """A saved view of the directory that only its owner finds, unless told otherwise."""
    return SavedView.objects.create(owner=owner or factories.make_user(), name=name, **facts)


def two_of_one_name() -> None:
    """What the database refuses."""
    owner = factories.make_user()
    for name in ("Arizona", "ARIZONA"):
        make_view(owner, name)


def two_that_open_first() -> None:
    """What the database refuses too."""
    owner = factories.make_user()
    for name in ("Arizona", "Nevada"):
        make_view(owner, name, is_default=True)
