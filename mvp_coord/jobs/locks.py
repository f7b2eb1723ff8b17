"""Locks that only one worker can hold, kept by PostgreSQL for as long as the holder's connection lives."""

import contextlib
from collections.abc import Iterator

from django.db import connection


def wait_for_turn(name: str) -> None:
    """Wait until no worker does ``name``, and keep all from it until the end of this transaction.

    Ask before any row is locked, since the worker may need that row to end.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"job:{name}"])


@contextlib.contextmanager
def only_one(name: str) -> Iterator[bool]:
    """Yields whether this process is now the only one that does ``name``; never waits.

    The lock belongs to the database connection, not to a transaction, so it spans several of them, and a
    worker that is killed lets go of it at that moment. That needs a direct connection to PostgreSQL (or a
    pool in session mode).
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [f"job:{name}"])
        (mine,) = cursor.fetchone()
    try:
        yield mine
    finally:
        # A lost connection has let go already, and asking it would hide the error that is on its way.
        if mine and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [f"job:{name}"])
