"""Plain values into a table: whatever people write arrives as they wrote it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from mvp_coord.lib import text_copy

pytestmark = pytest.mark.django_db
COLUMNS = {
    "words": "text", "number": "int8", "figure": "float8", "cents": "numeric(9, 2)", "day": "date",
    "keys": "int8[]", "texts": "text[]",
}  # fmt: skip
ROWS = [
    ("", 1, 0.1 + 0.2, Decimal("3.50"), date(2027, 8, 1), [], []),
    ('A, "b"\n\\N\t“c”', -(2**62), 1e-9, Decimal("-0.01"), date(1, 1, 1), [3, -4], ['x, "y"', "\\", "", "NULL"]),
    (None, None, None, None, None, None, None),
    ("\\N", 0, 0.0, Decimal(0), date(9999, 12, 31), [0], ["{}"]),
]


@pytest.mark.parametrize("at_once", [1, 3, 100])
def test_rows_arrive_as_they_are(monkeypatch, at_once):
    monkeypatch.setattr(text_copy, "AT_ONCE", at_once)
    with connection.cursor() as cursor:
        columns = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
        cursor.execute(f"CREATE TEMPORARY TABLE copied (place int8 GENERATED ALWAYS AS IDENTITY, {columns})")
        text_copy.write(cursor, "copied", list(COLUMNS), iter(ROWS))
        cursor.execute(f"SELECT {', '.join(COLUMNS)} FROM copied ORDER BY place")
        assert cursor.fetchall() == ROWS
        text_copy.write(cursor, "copied", list(COLUMNS), [])
        cursor.execute("SELECT count(*) FROM copied")
        assert cursor.fetchone() == (len(ROWS),)
