"""Every row of every table of ours, so that a test can say that nothing else has changed."""

from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.db import connection

# What only ever grows: the history, and receipts of what was done.
GROWS = ("pghistory_context", "jobs_jobrun", "jobs_duework")


def all_rows(*, but: Collection[str] = ()) -> dict[str, set[tuple[Any, ...]]]:
    """The rows of each table by its name, without history, receipts and the tables named in `but`."""
    tables = {
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and "pgh_id" not in {field.name for field in model._meta.fields}
    }
    found: dict[str, set[tuple[Any, ...]]] = {table: set() for table in sorted(tables - {*GROWS, *but})}
    with connection.cursor() as cursor:  # in one query: there are a hundred tables
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}', t::text FROM \"{table}\" t" for table in found))
        for table, row in cursor.fetchall():
            found[table].add((row,))
    return found
