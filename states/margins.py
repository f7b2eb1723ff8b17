"""How close a contest was, in words, and which office people mean. Pure; no database.

Facts about a place: how people voted, never a reason for or against a use of nonpartisan money.
"""

import re
from typing import Final

_EVEN_POINTS: Final = 0.05
_BY_DISTRICT: Final = {
    "cd": ("us_house", r"house|representative|congress"),
    "sldu": ("sldu", r"senat|legislat"),
    "sldl": ("sldl", r"house|represent|assembl|delegate|legislat"),
}
_STATEWIDE: Final = (
    ("president", r"\bpresident\b"),
    ("us_senate", r"senat"),
    ("governor", r"\bgovernor\b"),
    ("attorney_general", r"\battorney general\b"),
    ("secretary_of_state", r"\bsecretary of state\b"),
)
_OTHERS: Final = re.compile(r"\b(vice|lieutenant|lt|deputy|council|board)\b")


def margin_words(points: float) -> str:
    """ "Democratic by 3.4 points", "even"."""
    if abs(points) < _EVEN_POINTS:
        return "even"
    party = "Democratic" if points > 0 else "Republican"
    return f"{party} by {abs(points):.1f} points"


def is_between_two(dem: int | None, rep: int | None, total: int) -> bool:
    """Whether the two large parties came first and second, so that their margin is that of the contest.

    Files count some candidates of a large party under no party: then nobody knows the margin either.
    """
    return dem is not None and rep is not None and total - dem - rep <= min(dem, rep)


def contest_words(dem: int | None, rep: int | None, total: int) -> str:
    """The outcome of a contest: the margin, or why a file of results tells none between the two large parties."""
    others = total - (dem or 0) - (rep or 0)
    if dem is None and rep is None:
        return "neither large party named"
    if dem is not None and rep is not None and is_between_two(dem, rep, total):
        return margin_words(100 * (dem - rep) / total)
    if (dem is not None and rep is not None) or others > max(dem or 0, rep or 0):
        return f"not known: {others / total:.0%} of the votes under neither large party"
    return "Republican; no Democrat named" if dem is None else "Democratic; no Republican named"


def office_of(kind: str, written: str) -> str:
    """The office of results that is meant by these words in a place of this kind (a code of states.Division.Kind);
    "" where it is none of them."""
    words = written.casefold().replace("’", "'")
    if _OTHERS.search(words):
        return ""
    if kind in _BY_DISTRICT:
        office, pattern = _BY_DISTRICT[kind]
        return office if re.search(pattern, words) else ""
    if kind not in {"state", "district", "territory"} or re.search(r"\bstate senat", words):
        return ""
    return next((office for office, pattern in _STATEWIDE if re.search(pattern, words)), "")
