"""Every row of every table of ours, so that a test can say that nothing else has changed."""

from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.db import connection

# What only ever grows: the history, and receipts of what was done.
GROWS = ("pghistory_context", "jobs_jobrun", "jobs_duework")


def all_rows(*, but: Collection[str] = ()) -> dict[str, set[tuple[Any, ...]]]:
    """The rows of each table by its name, without history, receipts and the tables named in `but`."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            is_history = "pgh_id" in {field.name for field in model._meta.fields}
            if is_history or not model._meta.managed or table in {*GROWS, *but}:
                continue
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            found[table] = set(cursor.fetchall())
    return found
