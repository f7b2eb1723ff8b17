"""Taking a change back: every row that it wrote becomes what the history says it was before.

Merges, imports and bulk edits are each one change (`accounts.history.change`), and the history triggers keep each
version of each row that it wrote, so one way of undoing serves them all. What somebody has changed since, or has
come to rest on what the change made, is never overwritten or taken along: then nothing is undone, and the refusal
names the records.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.apps import apps
from django.db import IntegrityError, connection, models
from django.db.models import Max

from mvp_coord.lib.relations import pointing_at

from .history import change

if TYPE_CHECKING:
    from accounts.models import User

_NAMED: Final = 5
Model = type[models.Model]


class CannotUndo(Exception):
    """Nothing was undone. `records` are the first few records that stand in the way, `why` says how."""

    def __init__(self, why: str, records: Iterable[str]) -> None:
        self.why, self.records = why, list(dict.fromkeys(records))[:_NAMED]
        super().__init__(f"{why}: {', '.join(self.records)}")


@dataclass
class _Rows:
    """What a change did to one table: keys of rows that it made, and the former values of the others by key."""

    model: Model
    events: Any
    made: set[Any] = field(default_factory=set)
    changed: dict[Any, dict[str, Any]] = field(default_factory=dict)
    removed: dict[Any, dict[str, Any]] = field(default_factory=dict)

    def named(self, keys: Collection[Any]) -> list[str]:
        """What these rows are called; those that are gone have no name any more."""
        return [str(row) for row in self.model._default_manager.filter(pk__in=list(keys)[:_NAMED])]


def undo_change(change_id: uuid.UUID, *, by: "User", verb: str = "undid", reason: str = "") -> int:
    """Bring every row that this change wrote back to what it was; the number of rows.

    Raises `CannotUndo`. Derived rows that a job made of new rows go with them. Undoing is a change of its own.
    """
    try:
        with change(by=by, verb=verb, reason=reason):
            written = (_written(*pair, change_id) for pair in zip(*_tracked(), strict=True))
            tables = [rows for rows in written if rows]
            _refuse_if_changed_since(tables, change_id)
            made = {rows.model._meta.db_table: rows.made for rows in tables}
            for rows in tables:
                _let_go_of(rows, made)
            for rows in tables:
                _bring_back(rows)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            return sum(len(rows.made) + len(rows.changed) + len(rows.removed) for rows in tables)
    except IntegrityError as error:
        raise CannotUndo("Something else rests on it now", []) from error


def _tracked() -> tuple[list[Model], list[Any]]:
    """Every table that keeps a history, and the table of its versions."""
    pairs = {
        model.pgh_event_model: model._meta.concrete_model
        for model in apps.get_models()
        if hasattr(model, "pgh_event_model")
    }
    return list(pairs.values()), list(pairs)  # type: ignore[arg-type]


def _key(event: Any) -> Any:
    """Of the row that a version is of. The tables between two records have no reference to it, but its id."""
    return event.pgh_obj_id if hasattr(event, "pgh_obj_id") else event.id


def _key_name(events: Any) -> str:
    return "pgh_obj_id" if "pgh_obj" in {each.name for each in events._meta.fields} else "id"


def _values(event: Any) -> dict[str, Any]:
    return {
        each.attname: getattr(event, each.attname)
        for each in event._meta.concrete_fields
        if not each.name.startswith("pgh_")
    }


def _written(model: Model, events: Any, change_id: uuid.UUID) -> _Rows | None:
    """What the change did to this table; None for nothing. At most two queries."""
    found = list(events._default_manager.filter(pgh_context_id=change_id).order_by("pgh_id"))
    if not found:
        return None
    first: dict[Any, Any] = {}
    last: dict[Any, Any] = {}
    for event in found:
        first.setdefault(_key(event), event)
        last[_key(event)] = event
    before = _before(events, {key: event for key, event in first.items() if event.pgh_label == "update"})
    rows = _Rows(model, events)
    for key, event in first.items():
        was_there, is_there = event.pgh_label != "insert", last[key].pgh_label != "delete"
        if not was_there and is_there:
            rows.made.add(key)
        elif was_there:
            # The version of a removal holds the row as it was; that of a change holds what it became.
            former = event if event.pgh_label == "delete" else before.get(key)
            if former is None:
                raise CannotUndo("It is older than its history", rows.named([key]))
            (rows.changed if is_there else rows.removed)[key] = _values(former)
    return rows


def _before(events: Any, first: dict[Any, Any]) -> dict[Any, Any]:
    """The version that each of these rows had before the change."""
    if not first:
        return {}
    name, found = _key_name(events), {}
    older = events._default_manager.filter(
        **{f"{name}__in": list(first)}, pgh_id__lt=max(each.pgh_id for each in first.values())
    )
    for event in older.order_by("pgh_id").iterator():
        if event.pgh_id < first[_key(event)].pgh_id:
            found[_key(event)] = event
    return found


def _refuse_if_changed_since(tables: list[_Rows], change_id: uuid.UUID) -> None:
    for rows in tables:
        name = _key_name(rows.events)
        keys = rows.made | rows.changed.keys() | rows.removed.keys()
        newest = (
            rows.events._default_manager.filter(**{f"{name}__in": keys})
            .order_by()
            .values_list(name)
            .annotate(newest=Max("pgh_id"))
        )
        ids = dict(newest)
        others = rows.events._default_manager.filter(pgh_id__in=ids.values())
        since = {_key(each) for each in others if each.pgh_context_id != change_id}
        if since:
            raise CannotUndo("Changed since", rows.named(since))


def _let_go_of(rows: _Rows, made: dict[str, set[Any]]) -> None:
    """Delete the rows that the change made. What people keep must not rest on them; what jobs derived goes along."""
    if not rows.made:
        return
    kept_by_people = {model._meta.db_table for model in _tracked()[0]}
    for relation in pointing_at(rows.model):
        there, name = relation.related_model, relation.field.attname
        resting = there._base_manager.filter(**{f"{name}__in": rows.made})
        if there._meta.db_table in kept_by_people and not _is_derived(there):
            others = resting.exclude(pk__in=made.get(there._meta.db_table, ()))
            if others.exists():
                raise CannotUndo("In use since", [str(each) for each in others[:_NAMED]])
        elif relation.on_delete is models.CASCADE:
            resting.delete()
        elif relation.on_delete is models.SET_NULL:
            resting.update(**{name: None})
    doomed = rows.model._base_manager.filter(pk__in=rows.made)
    doomed._raw_delete(doomed.db)


def _is_derived(model: Model) -> bool:
    """Whether a job keeps these rows, and makes them anew of what it finds."""
    return getattr(model, "IS_DERIVED", False)


def _bring_back(rows: _Rows) -> None:
    """Write the former values, times of change included, and put back what was removed."""
    same: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for key, values in rows.changed.items():
        without_key = tuple((name, value) for name, value in values.items() if name != rows.model._meta.pk.attname)
        same[repr(without_key), without_key].append(key)
    for (_, values), keys in same.items():
        rows.model._base_manager.filter(pk__in=keys).update(**dict(values))
    for values in rows.removed.values():
        rows.model(**values).save_base(raw=True, force_insert=True)
