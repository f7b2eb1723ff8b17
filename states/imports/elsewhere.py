"""Places of other states in a sheet that is for one, told by the state's name or postal code beside them. Pure."""

import re
from collections.abc import Mapping

from mvp_coord.lib.written import NotUnderstoodError
from states.names import word_key

_APART = re.compile(r"[;,/|+&()\n–—]|\band\b|\s-\s", re.I)


class Abroad:
    """The other states, as a row of one state may name them."""

    def __init__(self, code: str, name: str, states: Mapping[str, str]) -> None:
        self.name = name
        self._codes = {other: its_name for other, its_name in states.items() if other != code}
        self._names = {word_key(its_name): its_name for its_name in self._codes.values()}

    def refuse(self, text: str) -> None:
        """Raises `NotUnderstoodError` where the text, or a part of it set apart by a sign, is another state."""
        parts = [part.strip() for part in _APART.split(text) if part.strip()]
        found = [each for part in parts for each in [self._state(part)] if each]
        if not found:
            return
        alone = len(parts) == 1
        told = "is another state" if alone else f"is in {found[0]}, or partly there"
        raise NotUnderstoodError(f"{told}; this sheet is for {self.name}: import rows of {found[0]} by themselves")

    def _state(self, part: str) -> str:
        code = re.match(r"([A-Z]{2})(?:[- ]?(?:CD[- ]?)?[0-9]{1,2})?$", part)
        return (self._codes.get(code[1], "") if code else "") or self._names.get(word_key(part), "")
