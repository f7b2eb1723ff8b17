"""Many rows at once, as the owner of the tables: without triggers, and with the costly indexes built afterwards."""

import contextlib
from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction

# History of made-up rows is nobody's, and a GIN index grows far faster when all of it is there.
_GIN = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexdef LIKE '%%USING gin%%'"


@contextlib.contextmanager
def fast() -> Iterator[None]:
    """One transaction without our triggers and GIN indexes; both are there again at its end, and figures for the
    planner."""
    tables = connection.introspection.django_table_names(only_existing=True)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_GIN)
        indexes = cursor.fetchall()
        _each(
            cursor,
            ('ALTER TABLE "%s" DISABLE TRIGGER USER', tables),
            ('DROP INDEX "%s"', [name for name, _ in indexes]),
        )
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        _each(cursor, ("%s", [words for _, words in indexes]), ('ALTER TABLE "%s" ENABLE TRIGGER USER', tables))
        # What was written meanwhile has no stamp yet (`states.models.GroundStamp`): the trigger asks for no rows.
        cursor.execute("UPDATE states_division SET name = name WHERE false")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _each(cursor: Any, *statements: tuple[str, list[str]]) -> None:
    for words, names in statements:
        for name in names:
            cursor.execute(words % name)
