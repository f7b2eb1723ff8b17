"""From "501c3", "C4", "c3 fund" to the legal vehicle that it means."""

import re

from mvp_coord.lib.written import NotUnderstoodError
from partners.models.family import Vehicle
from states.names import word_key

_C = r"(?:(?:irc |section )?501 ?)?c ?"
_PATTERNS = [
    (Vehicle.C3_PRIVATE, rf"(?:{_C}3 )?private foundation|pf"),
    (Vehicle.SPONSORED, rf"(?:fiscal(?:ly)? )?sponsored(?: project)?(?: of an? {_C}3)?|fiscal sponsor(?:ship)?|fsp"),
    (Vehicle.C3_PUBLIC, rf"{_C}3(?: public)?(?: charity)?|public charity|charity|charitable"),
    (Vehicle.C4, rf"{_C}4|social welfare(?: organization)?"),
    (Vehicle.SUPER_PAC, r"super ?pac|(?:ie|independent expenditure)(?: only)?(?: pac| committee)?|ieoc|carey"),
    (
        Vehicle.PAC,
        r"(?:(?:federal|fed|state|candidate|connected|traditional|hard money) )?(?:pac|political action committee)",
    ),
    (Vehicle.OTHER_527, r"(?:other )?(?:section )?527"),
    (Vehicle.UNKNOWN, r"unknown"),
]  # fmt: skip
_ANY = re.compile("|".join(rf"(?P<v{n}>\b(?:{pattern})\b)" for n, (_, pattern) in enumerate(_PATTERNS)))
_FILLERS = {"fund", "funds", "funded", "funding", "money", "dollars", "side", "arm", "org", "organization", "s",
            "the", "a", "entity", "status", "only", "nonprofit", "non", "profit", "table", "vehicle"}  # fmt: skip


def read_vehicle(text: str) -> str:
    """The vehicle's code; raises `NotUnderstoodError` for none and for several. "c3" is a public charity."""
    key = word_key(text)
    found = [_PATTERNS[int(str(match.lastgroup)[1:])][0] for match in _ANY.finditer(key)]
    left = set(_ANY.sub(" ", key).split()) - _FILLERS
    if len(set(found)) == 1 and not left:
        return str(found[0].value)
    if len(set(found)) > 1 and not left - {"and", "or"}:
        raise NotUnderstoodError("names several vehicles: use one row for each, with its own budget")
    raise NotUnderstoodError("is no vehicle that is known here: write c3, c4, PAC, super PAC, 527, or leave it blank")
