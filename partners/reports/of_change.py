"""Whose records a change wrote, as the history tells: who may take it back is decided by that."""

import uuid
from typing import Any, Final

from django.apps import apps

# From a version of a row to the partner that the row belongs to, by the column that the version has.
_WAYS: Final = {
    "partner": "partner_id",
    "program": "program__partner_id",
    "activity": "activity__program__partner_id",
    "resource": "resource__partner_id",
    "entity": "entity__partner_id",
}


def partners_of_change(change_id: uuid.UUID) -> set[int]:
    """The ids of these partners. A query for each kind of record that keeps a history."""
    found: set[int] = set()
    for model in {getattr(each, "pgh_event_model", None) for each in apps.get_models()} - {None}:
        if way := _way(model):
            rows: Any = model._default_manager.filter(pgh_context_id=change_id)  # type: ignore[union-attr]
            found |= set(rows.values_list(way, flat=True).distinct())
    return found - {None}  # type: ignore[arg-type]


def _way(versions: Any) -> str:
    """ "" for what belongs to no partner."""
    if versions.pgh_tracked_model._meta.label == "partners.Partner":
        return "pgh_obj_id"
    names = {field.name for field in versions._meta.fields}
    return next((way for name, way in _WAYS.items() if name in names), "")
