"""Very many new rows of one kind at once, each with its first version in the history, as if they came one by one."""

import uuid
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

import pgtrigger
from django.db import connection, models, transaction

# Fewer are not worth a table on the way.
MANY = 200
_PLAIN = (models.CharField, models.TextField, models.FloatField, models.IntegerField, models.ForeignKey)


def create_many(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model, which is tracked, with their history; they get their keys. Call it in a `change`.

    Many come by COPY, and their versions in one statement: a trigger for each row takes many times as long. What the
    database forbids is refused as ever. Raises ValueError for rows that have a key.
    """
    if any(row.pk is not None for row in rows):
        raise ValueError("Only new rows can be created.")
    if len(rows) < MANY:
        if rows:
            type(rows[0])._default_manager.bulk_create(rows)
        return
    model: Any = type(rows[0])
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    table, columns = model._meta.db_table, ", ".join(f'"{field.column}"' for field in fields)
    kept = {field.column for field in model.pgh_event_model._meta.concrete_fields}
    told = ", ".join(f'"{field.column}"' for field in fields if field.column in kept)
    coming = f"coming_{uuid.uuid4().hex}"
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        _give_keys(cursor, model, rows)
        cursor.execute(f'CREATE TEMPORARY TABLE {coming} (LIKE "{table}") ON COMMIT DROP')
        with cursor.copy(f"COPY {coming} ({columns}) FROM STDIN") as copy:
            values = [_value_of(field) for field in fields]
            for row in rows:
                copy.write_row([value(row) for value in values])
        # A savepoint of its own: after a refusal the triggers can be switched on again.
        with pgtrigger.ignore(f"{model._meta.label}:insert_insert"), transaction.atomic():
            cursor.execute(
                f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM {coming};'  # noqa: S608
                f' INSERT INTO "{model.pgh_event_model._meta.db_table}"'
                f" (pgh_created_at, pgh_label, pgh_context_id, pgh_obj_id, {told})"
                f" SELECT now(), 'insert', (SELECT _pgh_attach_context()), id, {told} FROM {coming}"
            )
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _give_keys(cursor: Any, model: Any, rows: Sequence[models.Model]) -> None:
    cursor.execute(
        "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
        [model._meta.db_table, len(rows)],
    )
    for row, (key,) in zip(rows, cursor.fetchall(), strict=True):
        row.pk = key


def _value_of(field: Any) -> Callable[[models.Model], Any]:
    """What comes into the column of a row. Most values are written as they are, which takes a tenth of the time."""
    if isinstance(field, _PLAIN) or (isinstance(field, models.DateField) and not _is_stamped(field)):
        return attrgetter(field.attname)
    return lambda row: field.get_db_prep_save(field.pre_save(row, add=True), connection)


def _is_stamped(field: Any) -> bool:
    return bool(field.auto_now or field.auto_now_add)
