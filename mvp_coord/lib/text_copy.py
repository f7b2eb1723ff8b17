"""Rows of plain values into a table by PostgreSQL's COPY: a few microseconds for each."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

_NULL = r"\N"
_PLAIN = {int, float, bool, Decimal, date, datetime}
# So few rows fit into the buffer of a connection: the server takes them in while the next ones are put together.
AT_ONCE = 64


def write(cursor: Any, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Append rows to a table (a trusted name, and trusted columns).

    A value is None, a text, a number, a day, an instant, or a list of texts or numbers.
    """
    names, coming = ", ".join(f'"{name}"' for name in columns), iter(rows)
    with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
        while some := list(islice(coming, AT_ONCE)):
            copy.write("".join(map(_line, some)))


def _line(row: Sequence[Any]) -> str:
    # Most values are numbers or nothing, which are told at once: there are millions.
    told = [_NULL if v is None else str(v) if type(v) in _PLAIN else _told(v) for v in row]
    return "\t".join(told) + "\n"


def _told(value: Any) -> str:
    if type(value) is list:
        return _escaped(_array(value))
    return _escaped(value if isinstance(value, str) else str(value))


def _escaped(text: str) -> str:
    """What would end a value or a row, written so that it does not."""
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _array(values: list[Any]) -> str:
    if values and isinstance(values[0], str):
        return f"{{{','.join(map(_element, values))}}}"
    # Numbers in a list look as they do in an array of the server, but for the brackets.
    return f"{{{str(values)[1:-1]}}}"


def _element(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'
