"""Columns of numbers into a table and out of a query."""

import numpy as np
import pytest
from django.db import DataError, connection

from mvp_coord.lib import binary_copy

pytestmark = pytest.mark.django_db


def test_what_is_written_is_read_again():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE kept (big int8, small int2, share float4)")
        big = np.array([1, -5, 2**40])
        columns = {"big": big, "small": np.array([7, 8, -9], np.int16), "share": np.array([0.5, 0, 1], np.float32)}
        assert binary_copy.write(cursor, "kept", columns) == 3
        found = binary_copy.read(cursor, "SELECT big, small, (share * 10)::int FROM kept WHERE big <> %s", [1], 3)
    assert found.tolist() == [[-5, 2**40], [8, -9], [0, 10]]


def test_no_rows_are_columns_without_numbers():
    with connection.cursor() as cursor:
        assert binary_copy.read(cursor, "SELECT 1, 2 WHERE false", [], 2).shape == (2, 0)


def test_a_null_is_refused_rather_than_left_out():
    with connection.cursor() as cursor, pytest.raises(ValueError, match="null"):
        binary_copy.read(cursor, "SELECT n, nullif(n, 2) FROM generate_series(1, 3) n", [], 2)


def test_small_numbers_come_two_by_two():
    rows = "(VALUES (2::int8 ^ 40, 7, -1, -2147483648, 2147483647), (-5, -1, 0, 3, -4)) AS v (a, b, c, d, e)"
    with connection.cursor() as cursor:
        found = binary_copy.read(cursor, f"SELECT a, b, c, d, e FROM {rows}", [], 5, small=4)
        assert found.tolist() == [[2**40, -5], [7, -1], [-1, 0], [-(2**31), 3], [2**31 - 1, -4]]
        assert binary_copy.read(cursor, "SELECT 1, 2, 3 WHERE false", [], 3, small=2).shape == (3, 0)
    with connection.cursor() as cursor, pytest.raises(ValueError, match="null"):
        binary_copy.read(cursor, "SELECT n, nullif(n, 2) FROM generate_series(1, 3) n", [], 2, small=2)


def test_what_is_not_small_is_refused():
    with connection.cursor() as cursor, pytest.raises(DataError, match="out of range"):
        binary_copy.read(cursor, "SELECT 1, 2::int8 ^ 31", [], 2, small=2)
