"""Saved views for tests."""

from typing import Any

from accounts.models import User
from partners.models import SavedView
from tests import factories


def make_view(owner: User | None = None, name: str = "To call", **facts: Any) -> SavedView:
    """A saved view of the directory that only its owner finds, unless told otherwise."""
    return SavedView.objects.create(owner=owner or factories.make_user(), name=name, **facts)
