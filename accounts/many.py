"""Very many new rows of one kind at once, each with its first version in the history, as if they came one by one."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from operator import attrgetter
from typing import Any

import pgtrigger
from django.db import connection, models, transaction

from mvp_coord.lib import text_copy

# Fewer objects are as quick one by one.
MANY = 200
_LATE = """
SELECT string_agg(quote_ident(conname), ', ') FROM pg_constraint
WHERE conrelid = %s::regclass AND contype = 'f' AND condeferred"""
_PLAIN = (models.CharField, models.TextField, models.FloatField, models.IntegerField, models.ForeignKey)


def create_many(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model, which is tracked, with their history; they get their keys. Call it in a `change`.

    What the database forbids is refused as ever. Raises ValueError for rows that have a key.
    """
    if any(row.pk is not None for row in rows):
        raise ValueError("Only new rows can be created.")
    if len(rows) < MANY:
        if rows:
            type(rows[0])._default_manager.bulk_create(rows)
        return
    model = type(rows[0])
    fields = [field for field in model._meta.concrete_fields if not field.generated and not field.primary_key]
    values = [_value_of(field) for field in fields]
    told = ([value(row) for value in values] for row in rows)
    keys = insert_many(model, [field.attname for field in fields], told, len(rows))
    for row, key in zip(rows, keys, strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, connection.alias


def insert_many(
    model: Any, names: Sequence[str], rows: Iterable[Sequence[Any]], many: int, *, all_known: bool = False
) -> list[int]:
    """The same of so many rows that come as plain values of the fields named, all that have no default in the
    database; their keys.

    They come by COPY, and their versions in one statement: a trigger for each row takes many times as long. With
    `all_known` whatever they refer to must be there already: that is looked at while they come, not by and by at the
    end of the transaction, which takes longer.
    """
    if not many:
        return []
    columns, table = [model._meta.get_field(name).column for name in names], model._meta.db_table
    # A savepoint of its own: after a refusal the triggers can be switched on again.
    with pgtrigger.ignore(f"{model._meta.label}:insert_insert"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(nextval((SELECT pg_get_serial_sequence(%s, 'id')::regclass)))"
            " FROM generate_series(1, %s)",
            [table, many],
        )
        keys: list[int] = cursor.fetchone()[0]
        told = ((key, *row) for key, row in zip(keys, rows, strict=True))
        with _looked_at(cursor, table) if all_known else nullcontext(), connection.wrap_database_errors:
            text_copy.write(cursor, table, ["id", *columns], told)
        _write_versions(cursor, model, keys)
    return keys


@contextmanager
def _looked_at(cursor: Any, table: str) -> Iterator[None]:
    """Foreign keys of a table that are looked at late are looked at once in here."""
    cursor.execute(_LATE, [table])
    if late := cursor.fetchone()[0]:
        cursor.execute(f"SET CONSTRAINTS {late} IMMEDIATE")
    yield
    if late:
        cursor.execute(f"SET CONSTRAINTS {late} DEFERRED")


def _write_versions(cursor: Any, model: Any, keys: Sequence[int]) -> None:
    event = model.pgh_event_model._meta
    kept = {field.column for field in event.concrete_fields}
    told = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields if field.column in kept)
    cursor.execute(
        f'INSERT INTO "{event.db_table}" (pgh_created_at, pgh_label, pgh_context_id, pgh_obj_id, {told})'  # noqa: S608
        f" SELECT now(), 'insert', (SELECT _pgh_attach_context()), id, {told} FROM \"{model._meta.db_table}\""
        " WHERE id = ANY(%s::bigint[])",
        [f"{{{','.join(map(str, keys))}}}"],
    )


def _value_of(field: Any) -> Callable[[models.Model], Any]:
    """What comes into the column of a row. Most values are written as they are, which takes a tenth of the time."""
    if isinstance(field, _PLAIN) or (isinstance(field, models.DateField) and not _is_stamped(field)):
        return attrgetter(field.attname)
    if isinstance(field, models.JSONField):
        return lambda row: json.dumps(getattr(row, field.attname), cls=field.encoder)
    return lambda row: field.get_db_prep_save(field.pre_save(row, add=True), connection)


def _is_stamped(field: Any) -> bool:
    return bool(field.auto_now or field.auto_now_add)
