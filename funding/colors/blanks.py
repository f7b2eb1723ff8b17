"""What a rule's wording leaves open, written "{date}" in it: filled from the award, or left for a person to fill."""

import re
from collections.abc import Mapping
from typing import Final

_BLANK = re.compile(r"\{(\w+)\}")
# How a blank reads that only a person can fill: "[the amount]".
_OPEN: Final = re.compile(rf"{_BLANK.pattern}|\[the \w+\]")


def written_out(wording: str, known: Mapping[str, str] | None = None) -> str:
    """The wording with what is known in its place ("date" → "Nov 30, 2026"), other blanks as people read them."""
    facts = known or {}
    return _BLANK.sub(lambda found: facts.get(found[1], f"[the {found[1]}]"), wording)


def blanks_in(restriction: str) -> list[str]:
    """What is still open in a restriction that somebody wrote, in the order in which it stands there."""
    return [found[0] for found in _OPEN.finditer(restriction)]
