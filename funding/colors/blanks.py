"""What a rule's wording leaves open, written "{date}" in it: filled from the award, or left for a person to fill."""

import re
from collections.abc import Mapping
from typing import Final

# How a blank reads that only a person can fill.
BLANKS: Final = {"date": "[the date]", "amount": "[the amount]"}
_BLANK = re.compile(r"\{(\w+)\}")


def written_out(wording: str, known: Mapping[str, str] | None = None) -> str:
    """The wording with what is known in its place ("date" → "Nov 30, 2026"), other blanks as people read them."""
    facts = {**BLANKS, **(known or {})}
    return _BLANK.sub(lambda found: facts.get(found[1], f"[{found[1]}]"), wording)


def blanks_in(restriction: str) -> list[str]:
    """What is still open in a restriction that somebody wrote, in the order in which it stands there."""
    asked = "|".join(re.escape(blank) for blank in BLANKS.values())
    return [found[0] for found in re.finditer(rf"{_BLANK.pattern}|{asked}", restriction)]
