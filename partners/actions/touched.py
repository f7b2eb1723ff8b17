"""The notes of which partners were touched (partners/sql/touched.sql) go when nobody can need them any more."""

from django.db import connection
from django.utils import timezone

from partners.reports.census import KEPT_FOR


def clear_touched() -> int:
    """Delete the notes that every process has read or will do without; how many."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM partners_touched WHERE touched_at < %s", [timezone.now() - KEPT_FOR])
        return cursor.rowcount
