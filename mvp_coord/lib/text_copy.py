"""Rows of plain values into a table by PostgreSQL's COPY: a few microseconds for each."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import Any

_NULL = r"\N"
_PLAIN = {int, float, bool, Decimal, date, datetime}
_NOTHING, _NUMBERS = {type(None)}, {int, float, bool}
# What would end a value or a row.
_MARKS = "\\\t\n\r"
# So many rows fit into the buffer of a connection: the server takes them in while the next ones are put together.
AT_ONCE = 256


def write(cursor: Any, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Append rows to a table (a trusted name, and trusted columns).

    A value is None, a text, a number, a day, an instant, or a list of texts or numbers.
    """
    names, coming = ", ".join(f'"{name}"' for name in columns), iter(rows)
    with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
        while some := list(islice(coming, AT_ONCE)):
            told = map(_column, zip(*some, strict=True))
            copy.write("\n".join(map("\t".join, zip(*told, strict=True))) + "\n")


def _column(values: Sequence[Any]) -> Iterable[str]:
    """Values of one column, which mostly are of one type: there are millions."""
    types = set(map(type, values))
    if types <= _PLAIN:
        return map(str, values)
    if types == {str} and not _has_marks(values):
        return values
    if types == {list} and set(map(type, chain.from_iterable(values))) <= _NUMBERS:
        # Numbers in a list look as they do in an array of the server, but for the brackets.
        return [f"{{{str(each)[1:-1]}}}" if each else "{}" for each in values]
    if types <= _PLAIN | _NOTHING:
        return [_NULL if value is None else str(value) for value in values]
    return [_NULL if value is None else _told(value) for value in values]


def _has_marks(texts: Iterable[str]) -> bool:
    together = "".join(texts)
    return any(mark in together for mark in _MARKS)


def _told(value: Any) -> str:
    return _escaped(f"{{{','.join(map(_element, value))}}}" if type(value) is list else str(value))


def _escaped(text: str) -> str:
    """What would end a value or a row, written so that it does not."""
    return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _element(value: Any) -> str:
    plain = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'
