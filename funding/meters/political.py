"""The political share of a 501(c)(4): politics may not become the main thing that it does."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from mvp_coord.lib.wording import usd_exact

from .limits import POLITICAL_SHARE, Limit, Limits
from .records import Known, Part, Reading, in_year
from .uses import POLITICAL

POLITICAL_RULE: Final = (
    "Money to a PAC, a super PAC or another 527, and work on a race or a side, against all that the 501(c)(4) spends "
    "in the year."
)
SAY_SPENDING: Final = "All that it spends in the year."
SAY_LIMIT: Final = "The share that we allow ourselves: no limit is in force."


def political(parts: Iterable[Part], known: Known, limits: Limits) -> Reading:
    """What is political, in dollars, against the share of its spending that the house limit leaves to politics."""
    house = limits.of(POLITICAL_SHARE)
    limit = None if house is None or known.spending is None else known.spending * house.figure / 100
    wanting = ((known.spending, SAY_SPENDING), (house, SAY_LIMIT))
    return Reading(
        code="political-share",
        label="Political share",
        parts=in_year(parts, (POLITICAL,)),
        own=known.own_political,
        limit=limit,
        reckoned=_reckoned(known.spending, house, limit),
        missing=tuple(words for given, words in wanting if given is None),
        rule=f"{POLITICAL_RULE} {house.reason}" if house else POLITICAL_RULE,
        citation=house.citation if house else "",
        limits=limits.those(POLITICAL_SHARE),
    )


def _reckoned(spending: Decimal | None, house: Limit | None, limit: Decimal | None) -> str:
    if house is None or limit is None:
        return ""
    return f"{house.said} of the {usd_exact(spending)} that it spends is {usd_exact(limit)}."
