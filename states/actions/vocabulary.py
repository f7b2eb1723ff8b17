"""Changing the code lists."""

from typing import TypeVar

from django.utils import timezone

from accounts.history import change
from accounts.models import User
from states.models.vocabulary import Term

T = TypeVar("T", bound=Term)


class AlreadyRetired(Exception):
    """The term can no longer be chosen as it is."""


def retire_term(*, term: T, by: User, reason: str) -> T:
    """From now on the term cannot be chosen; records that have it keep it. Raises `AlreadyRetired`."""
    with change(by=by, verb="retired", reason=reason):
        kept: T = type(term)._default_manager.select_for_update().get(pk=term.pk)  # type: ignore[assignment]
        if kept.retired_at:
            raise AlreadyRetired("It is retired already.")
        kept.retired_at = timezone.now()
        kept.save(update_fields=["retired_at"])
    return kept
