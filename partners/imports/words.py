"""States with reach and role, as a cell of a sheet of partners names them."""

import functools
import re
from collections.abc import Mapping
from typing import Any

from mvp_coord.lib.tabular import Value
from mvp_coord.lib.written import NotUnderstoodError
from mvp_coord.sheets.cells import join_items, plain_line, split_items
from mvp_coord.sheets.fields import text_of
from partners.actions.profile import StateFacts
from states.names import word_key

# Nothing is said of the reach or the role: what is kept stays.
UNSAID = "\0"
_STATE = re.compile(
    r"(?P<name>[^:()]+?)\s*(?:\(\s*)?(?P<scope>state-?\s?wide|local)?\s*\)?\s*(?::\s*(?P<role>.*))?", re.I
)
_LONGEST_ROLE = 200


def read_states(value: Value, names: Mapping[str, str]) -> tuple[StateFacts, ...]:
    """States by name or postal code, with reach and role where they are told: "AZ statewide: runs the table; NM"."""
    items = split_items(text_of(value))
    if len(items) == 1 and ":" not in items[0]:
        items = tuple(filter(None, map(str.strip, items[0].split(","))))
    keys = _keys_of(tuple(names.items()))
    found: dict[str, StateFacts] = {}
    for item in items:
        facts = _state(item, keys)
        if facts.state in found:
            raise NotUnderstoodError(f"names {names[facts.state]} twice")
        found[facts.state] = facts
    return tuple(sorted(found.values()))


@functools.lru_cache(maxsize=8)
def _keys_of(names: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {word_key(text): code for code, name in names for text in (code, name)}


def _state(item: str, keys: Mapping[str, str]) -> StateFacts:
    match = _STATE.fullmatch(item)
    code = keys.get(word_key(match["name"])) if match else None
    if not match or code is None:
        raise NotUnderstoodError(
            f"names “{item}”, which is no state or territory: write postal codes, such as AZ; NM"
        )
    scope = word_key(match["scope"]).replace(" ", "") if match["scope"] else UNSAID
    role = plain_line(match["role"]) if match["role"] is not None else UNSAID if scope == UNSAID else ""
    if len(role) > _LONGEST_ROLE:
        raise NotUnderstoodError("tells a role of more than 200 letters")
    return StateFacts(code, scope, role)


def write_states(states: tuple[StateFacts, ...], _: Any = None) -> str:
    """As `read_states` reads them."""
    return join_items(
        f"{each.state} {each.scope}{f': {plain_line(each.role)}' if each.role else ''}" for each in states
    )
