"""Which foreign keys point at a table: what a merge moves, and what an undoing must not leave dangling."""

from collections.abc import Iterator
from typing import Any

from django.db import models


def pointing_at(model: type[models.Model]) -> Iterator[Any]:
    """Every foreign key to this table, those without a name on its side too; not those of the history.

    Gives Django's relations: `.related_model` is the table that points, `.field` its column.
    """
    for relation in model._meta.get_fields(include_hidden=True):
        is_pointer = relation.auto_created and not relation.concrete and not relation.many_to_many
        if is_pointer and not _is_history(relation.related_model):
            yield relation


def is_derived(model: Any) -> bool:
    """Whether a job makes these rows anew of what it finds, so that nobody's words are lost with them."""
    return getattr(model, "IS_DERIVED", False)


def anew(model: type[models.Model]) -> tuple[str, ...]:
    """Fields without history (`ANEW`) that a job keeps of the row as it stands, and that say nothing of a former one:
    they begin anew when the row is brought back."""
    return getattr(model, "ANEW", ())


def _is_history(model: Any) -> bool:
    """Versions of rows outlive them, and name them by number alone."""
    return "pgh_id" in {field.name for field in model._meta.fields}
