"""Taking a change back: every row that it wrote becomes what the history says it was before.

Merges, imports and bulk edits are each one change (`accounts.history.change`), and the history triggers keep each
version of each row that it wrote, so one way of undoing serves them all. What somebody has changed since, or has
come to rest on what the change made, is never overwritten or taken along: then nothing is undone, and the refusal
tells of the records, each reader of those that he or she may see.
"""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from mvp_coord.lib.relations import anew, is_derived, pointing_at

from .history import change
from .visibility import Viewer

if TYPE_CHECKING:
    from accounts.models import User

_NAMED: Final = 5
_KEPT: Final = 50
Model = type[models.Model]
# A record by the label of its model and its key.
Row = tuple[str, Any]


class CannotUndo(Exception):
    """Nothing was undone. `why` says how records stand in the way, `rows` are the first of them: label, key.

    It names none by itself: who reads it may not know of them all (`in_the_way`).
    """

    def __init__(self, why: str, rows: Iterable[Row] = ()) -> None:
        self.why, self.rows = why, list(dict.fromkeys(rows))[:_KEPT]
        super().__init__(why)

    def told_to(self, viewer: Viewer) -> str:
        """Why, with those of the records that this viewer may see: "Changed since: Ocotillo Votes, and others"."""
        return f"{self.why}{in_the_way(self.rows, viewer)}"


def in_the_way(rows: Iterable[Sequence[Any]], viewer: Viewer) -> str:
    """The first few of these records (label of the model, key) that the viewer may see, as the end of a sentence.

    Empty where there is none. Kinds of records that do not say who may see them are not named, and nothing is
    counted: the others may be hidden ones. A query for each kind.
    """
    rows, keys, seen = list(rows), dict[str, list[Any]](), list[str]()
    for label, key in rows:
        keys.setdefault(label, []).append(key)
    for label, those in keys.items():
        every = apps.get_model(label)._default_manager.filter(pk__in=those)
        visible_to = getattr(every, "visible_to", None)
        seen += [str(row) for row in visible_to(viewer)] if visible_to else []
    named = list(dict.fromkeys(seen))[:_NAMED]
    if not named:
        return ""
    return f": {', '.join(named)}{', and others' if len(rows) > len(named) else ''}"


@dataclass
class _Rows:
    """What a change did to one table: keys of rows that it made, and the former versions of the others by key."""

    model: Model
    events: Any
    made: set[Any] = field(default_factory=set)
    changed: dict[Any, int] = field(default_factory=dict)
    removed: dict[Any, int] = field(default_factory=dict)

    @property
    def keys(self) -> set[Any]:
        return self.made | self.changed.keys() | self.removed.keys()

    def those(self, keys: Collection[Any]) -> list[Row]:
        """Some of these rows, for a refusal."""
        return [(self.model._meta.label, key) for key in sorted(keys)[:_KEPT]]


def undo_change(change_id: uuid.UUID, *, by: "User", verb: str = "undid", reason: str = "") -> int:
    """Bring every row that this change wrote back to what it was; the number of rows.

    Raises `CannotUndo`. Derived rows that a job made of new rows go with them. Undoing is a change of its own.
    """
    try:
        with change(by=by, verb=verb, reason=reason):
            tables = [rows for pair in _tracked() if (rows := _written(*pair, change_id))]
            for rows in tables:
                _refuse_if_changed_since(rows, change_id)
            for rows in tables:
                # A row that the change itself let rest on a new one does so no more, once it is brought back.
                _let_go_of(rows, {each.model: each.made | each.changed.keys() for each in tables})
            for rows in tables:
                _bring_back(rows)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            return sum(len(rows.keys) for rows in tables)
    except IntegrityError as error:
        raise CannotUndo("Something else rests on it now") from error


def _tracked() -> list[tuple[Model, Any]]:
    """Every table that keeps a history, with the table of its versions."""
    # A proxy tells of the table that it stands for, and may come beside it.
    found: dict[Any, Any] = {
        model.pgh_event_model: model._meta.concrete_model
        for model in apps.get_models()
        if hasattr(model, "pgh_event_model")
    }
    return [(model, events) for events, model in found.items()]


def _key_name(events: Any) -> str:
    """The column that says of which row a version is: tables between two records have the row's id alone."""
    return "pgh_obj_id" if "pgh_obj" in {each.name for each in events._meta.fields} else "id"


def _written(model: Model, events: Any, change_id: uuid.UUID) -> _Rows | None:
    """What the change did to this table; None for nothing. At most two queries."""
    first, last = dict[Any, tuple[int, str]](), dict[Any, str]()
    versions = events._default_manager.filter(pgh_context_id=change_id).order_by("pgh_id")
    for key, version, label in versions.values_list(_key_name(events), "pgh_id", "pgh_label"):
        first.setdefault(key, (version, label))
        last[key] = label
    if not first:
        return None
    before = _before(events, {key: version for key, (version, label) in first.items() if label == "update"})
    rows = _Rows(model, events)
    for key, (version, label) in first.items():
        was_there, is_there = label != "insert", last[key] != "delete"
        if not was_there and is_there:
            rows.made.add(key)
        elif was_there:
            # The version of a removal holds the row as it was; that of a change holds what it became.
            former = version if label == "delete" else before.get(key)
            if former is None:
                raise CannotUndo("It is older than its history", rows.those([key]))
            (rows.changed if is_there else rows.removed)[key] = former
    return rows


def _before(events: Any, first: dict[Any, int]) -> dict[Any, int]:
    """The version that each of these rows had before the change."""
    if not first:
        return {}
    name, until = _key_name(events), max(first.values())
    older = events._default_manager.filter(**{f"{name}__in": list(first)}, pgh_id__lt=until).order_by("pgh_id")
    return {key: version for key, version in older.values_list(name, "pgh_id") if version < first[key]}


def _refuse_if_changed_since(rows: _Rows, change_id: uuid.UUID) -> None:
    """By the newest version of each row. The rows are held from here on, so that nobody changes them in between."""
    held = rows.model._base_manager.select_for_update().filter(pk__in=rows.keys).order_by("pk")
    list(held.values_list("pk"))
    name = _key_name(rows.events)
    versions = rows.events._default_manager.filter(**{f"{name}__in": rows.keys})
    newest = versions.order_by(name, "-pgh_id").distinct(name).values_list(name, "pgh_context_id")
    since = {key for key, context in newest if context != change_id}
    if since:
        raise CannotUndo("Changed since", rows.those(since))


def _let_go_of(rows: _Rows, written: dict[Model, set[Any]]) -> None:
    """Delete the rows that the change made. What people keep must not rest on them, but for what it wrote itself;
    what jobs derived goes along."""
    if not rows.made:
        return
    kept_by_people = {model for model, _ in _tracked() if not is_derived(model)}
    for relation in pointing_at(rows.model):
        there, name = relation.related_model, relation.field.attname
        resting = there._base_manager.filter(**{f"{name}__in": rows.made})
        if there in kept_by_people:
            others = resting.exclude(pk__in=written.get(there, ()))
            if others.exists():
                raise CannotUndo("In use since", [(there._meta.label, each.pk) for each in others[:_KEPT]])
        elif relation.on_delete is models.CASCADE:
            resting.delete()
        elif relation.on_delete is models.SET_NULL:
            resting.update(**{name: None})
    doomed = rows.model._base_manager.filter(pk__in=rows.made)
    doomed._raw_delete(doomed.db)


def _bring_back(rows: _Rows) -> None:
    """Write the former values, times of change included, and put back what was removed: from their versions."""
    ours, versions = rows.model._meta, rows.events._meta
    table, history, key = f'"{ours.db_table}"', f'"{versions.db_table}"', ours.pk.column
    kept = [each.column for each in versions.concrete_fields if not each.name.startswith("pgh_")]
    begin_anew = [each for each in ours.concrete_fields if each.name in anew(rows.model)]
    former = [f'"{column}" = former."{column}"' for column in kept if column != key]
    facts = ", ".join([*former, *(f'"{each.column}" = %s' for each in begin_anew)])
    same = f'{table}."{key}" = former."{key}" AND former.pgh_id = ANY(%s)'
    # Names of our own tables and columns, and no values.
    first = [_first(each) for each in begin_anew]
    _write(f"UPDATE {table} SET {facts} FROM {history} former WHERE {same}", first, rows.changed.values())  # noqa: S608
    # Columns of which no history is kept begin anew.
    others = [each for each in ours.concrete_fields if each.column not in kept and not each.generated]
    columns = ", ".join(f'"{column}"' for column in [*kept, *(each.column for each in others)])
    values = ", ".join([*(f'former."{column}"' for column in kept), *["%s"] * len(others)])
    _write(
        f"INSERT INTO {table} ({columns}) SELECT {values} FROM {history} former WHERE former.pgh_id = ANY(%s)",  # noqa: S608
        [_first(each) for each in others],
        rows.removed.values(),
    )


def _first(column: Any) -> Any:
    """What a new row has there, as the database takes it."""
    return column.get_db_prep_save(column.get_default(), connection)


def _write(statement: str, values: list[Any], versions: Collection[int]) -> None:
    """Write from all these versions at once; where rows stand in one another's way, one by one, the last first."""
    if not versions:
        return
    with connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(statement, [*values, list(versions)])
        except IntegrityError:
            for version in reversed(list(versions)):
                cursor.execute(statement, [*values, [version]])
