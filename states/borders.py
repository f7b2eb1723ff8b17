"""Which states lie beside which: a common border on land or in a river. Pure; territories and islands have none."""

from typing import Final

_PAIRS: Final = """
AL FL GA MS TN · AR LA MO MS OK TN TX · AZ CA NM NV UT · CA NV OR · CO KS NE NM OK UT WY · CT MA NY RI ·
DC MD VA · DE MD NJ PA · FL GA · GA NC SC TN · IA IL MN MO NE SD WI · ID MT NV OR UT WA WY · IL IN KY MO WI ·
IN KY MI OH · KS MO NE OK · KY MO OH TN VA WV · LA MS TX · MA NH NY RI VT · MD PA VA WV · ME NH · MI OH WI ·
MN ND SD WI · MO NE OK TN · MS TN · MT ND SD WY · NC SC TN VA · ND SD · NE SD WY · NH VT · NJ NY PA · NM OK TX ·
NV OR UT · NY PA VT · OH PA WV · OK TX · OR WA · PA WV · SD WY · TN VA · UT WY · VA WV
"""


def _read() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in _PAIRS.split("·"):
        first, *others = row.split()
        for other in others:
            found.setdefault(first, set()).add(other)
            found.setdefault(other, set()).add(first)
    return {code: frozenset(others) for code, others in found.items()}


BORDERS: Final = _read()


def beside(code: str) -> frozenset[str]:
    """The postal codes of the states beside this one; none for Alaska, Hawaii and the territories."""
    return BORDERS.get(code, frozenset())
