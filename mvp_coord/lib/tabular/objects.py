"""JSON as a table: a list of objects, alone or under a name, each a row, nested things as columns of their own.

Columns are named by the way to them: `recipientOrganization/0/name`. A row's number is its place in the list.
"""

import json
from collections.abc import Iterator
from typing import Any, Final

from .model import MAX_COLUMNS, MAX_ROWS, Row, UnreadableError, Value, Walk, Walks, clean, too_many_rows

_DEEPEST: Final = 8
# What a package says of all that is in it, and each of its rows is shown to say.
_OF_PACKAGE: Final = ("license",)


def read_objects(data: bytes) -> Walks:
    """The one table of a JSON file. Raises `UnreadableError`."""
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as fault:
        where = f": line {fault.lineno}" if isinstance(fault, json.JSONDecodeError) else ""
        raise UnreadableError(f"This is no JSON that can be read{where}.") from fault
    name, objects = _list_in(found)
    if len(objects) > MAX_ROWS:
        raise too_many_rows()
    of_all = {key: found[key] for key in _OF_PACKAGE if isinstance(found, dict) and isinstance(found.get(key), str)}
    rows = [{**of_all, **dict(_flat(each, "", 0))} for each in objects]
    columns = list(dict.fromkeys(column for row in rows for column in row))
    if len(columns) > MAX_COLUMNS:
        raise UnreadableError(f"Its objects have more than {MAX_COLUMNS:,} different fields: this is not a table.")
    table = [Row(0, tuple(columns))]
    table += [Row(number, clean([row.get(each) for each in columns])) for number, row in enumerate(rows, start=1)]
    return Walks((Walk(name, tuple(table)),))


def _list_in(found: Any) -> tuple[str, list[dict[str, Any]]]:
    """The list of objects, and the name that it stands under."""
    lists = [("", found)] if isinstance(found, list) else []
    if isinstance(found, dict):
        lists = [(key, value) for key, value in found.items() if isinstance(value, list)]
    lists = [(key, value) for key, value in lists if value and all(isinstance(each, dict) for each in value)]
    if len(lists) != 1:
        raise UnreadableError('This JSON is no list of objects, such as {"grants": [{…}, {…}]}.')
    return lists[0]


def _flat(value: Any, path: str, depth: int) -> Iterator[tuple[str, Value]]:
    if depth > _DEEPEST:
        raise UnreadableError(f"“{path[:80]}” is nested too deep: this is not a table.")
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _flat(each, f"{path}/{key}" if path else str(key), depth + 1)
    elif isinstance(value, list) and any(isinstance(each, dict | list) for each in value):
        for number, each in enumerate(value):
            yield from _flat(each, f"{path}/{number}", depth + 1)
    elif isinstance(value, list):
        yield path, "; ".join(str(each) for each in value if each is not None)
    else:
        yield path, value
