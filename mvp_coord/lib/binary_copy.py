"""Columns of numbers into a table and out of a query, by PostgreSQL's binary COPY: millions of rows in seconds."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

_HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_END = b"\xff\xff"
# Rows are put together so many at a time.
AT_ONCE = 100_000


def write(cursor: Any, table: str, columns: Mapping[str, NDArray[Any]]) -> int:
    """Append rows to a table (a trusted name); how many.

    The type of each array is that of its column: int16, int32, int64, float32 or float64; nothing is ever null.
    """
    return write_parts(cursor, table, [columns])


def write_parts(cursor: Any, table: str, parts: Iterable[Mapping[str, NDArray[Any]]]) -> int:
    """The same for rows that come in parts of equal columns: the server takes in one while the next is made."""
    coming = iter(parts)
    first = next(coming, None)
    if first is None:
        return 0
    rows = 0
    kind = np.dtype([("fields", ">i2"), *(each for n, a in enumerate(first.values()) for each in _field(n, a.dtype))])
    names = ", ".join(f'"{name}"' for name in first)
    with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN (FORMAT BINARY)') as copy:
        copy.write(_HEADER)
        for part in chain([first], coming):
            arrays = list(part.values())
            for begin in range(0, len(arrays[0]), AT_ONCE):
                copy.write(_block(arrays, begin, kind))
            rows += len(arrays[0])
        copy.write(_END)
    return rows


def _block(arrays: Sequence[NDArray[Any]], begin: int, kind: np.dtype[Any]) -> bytes:
    """Some rows as the server reads them."""
    block = np.empty(min(AT_ONCE, len(arrays[0]) - begin), kind)
    block["fields"] = len(arrays)
    for number, array in enumerate(arrays):
        block[f"size{number}"] = array.dtype.itemsize
        block[f"value{number}"] = array[begin : begin + AT_ONCE]
    return block.tobytes()


def _field(number: int, kind: np.dtype[Any]) -> list[tuple[str, Any]]:
    return [(f"size{number}", ">i4"), (f"value{number}", kind.newbyteorder(">"))]


def read(cursor: Any, query: str, params: Sequence[Any], width: int, *, small: int = 0) -> NDArray[np.int64]:
    """All rows of a query whose `width` columns are whole numbers and never null, one row of the result for each
    column. The last `small` of them, an even number, have numbers of four bytes and come two by two, which takes the
    server two thirds of the time. Raises ValueError for a null, and Django's DataError for what does not fit.

    The server strings the rows together: a message for each of them would take longer than the query.
    """
    names = [f"c{number}" for number in range(width)]
    large = width - small
    twos = zip(names[large::2], names[large + 1 :: 2], strict=True)
    told = [
        *(f"{name}::bigint" for name in names[:large]),
        *(f"({a}::int::bigint << 32) + {b}::int" for a, b in twos),
    ]
    row = " || ".join(f"int8send({each})" for each in told)
    words = f"SELECT count(*), string_agg({row}, ''::bytea) FROM ({query}) AS found ({', '.join(names)})"  # noqa: S608
    found = bytearray()
    # A cursor that counts its queries takes no parameters of a COPY.
    with cursor.db.wrap_database_errors, cursor.copy(
        cursor.db.ops.compose_sql(f"COPY ({words}) TO STDOUT (FORMAT BINARY)", params)
    ) as copy:  # fmt: skip
        for block in copy:
            found += block
    # Behind the header the number of columns, and before each of them its size: first the count, then the rows.
    at = len(_HEADER) + 2 + 4
    many = int.from_bytes(found[at : at + 8])
    size = int.from_bytes(found[at + 8 : at + 12], signed=True)
    if max(size, 0) != many * len(told) * 8:
        raise ValueError("a column of the query is null in places")
    cells = np.frombuffer(found, ">i8", count=many * len(told), offset=at + 12)
    columns = cells.reshape(many, len(told)).T.astype(np.int64, order="C")
    return _apart(columns, large) if small else columns


def _apart(columns: NDArray[np.int64], large: int) -> NDArray[np.int64]:
    """With those that came two by two each by itself."""
    twos = columns[large:]
    second = twos.astype(np.int32).astype(np.int64)
    first = (twos - second) >> 32
    both = np.stack((first, second), axis=1).reshape(2 * len(twos), columns.shape[1])
    return np.concatenate((columns[:large], both))
