"""The expenditure test of a public charity that has elected 501(h): how much lobbying its spending allows."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from mvp_coord.lib.wording import usd_exact

from .records import Known, Part, Reading, both, in_year
from .uses import DIRECT, GRASSROOTS

# Of each step of exempt-purpose expenditures, in dollars, so much of a hundred (26 U.S.C. § 4911(c)(2)).
STEPS: Final = ((500_000, 20), (500_000, 15), (500_000, 10), (None, 5))
MOST: Final = Decimal(1_000_000)
GRASSROOTS_PERCENT: Final = 25

LOBBYING_RULE: Final = (
    "A public charity that has elected 501(h) may spend on lobbying 20 % of the first $500,000 of its exempt-purpose "
    "expenditures in the year, 15 % of the next $500,000, 10 % of the next, 5 % of what is beyond, and never more "
    "than $1,000,000."
)
GRASSROOTS_RULE: Final = (
    "Of that, at most a quarter may be grassroots lobbying: asking the public to speak up on a bill."
)
LOBBYING_LAW: Final = "26 U.S.C. §§ 501(h), 4911(c)(2); 26 CFR 56.4911-1(c), 56.4911-2"
GRASSROOTS_LAW: Final = "26 U.S.C. § 4911(c)(4); 26 CFR 56.4911-2(b)(2)"

NO_ELECTION: Final = (
    "It has not elected 501(h): whether its lobbying is an insubstantial part of what it does is for counsel to say "
    "(26 CFR 1.501(c)(3)-1(c)(3))."
)
SAY_ELECTION: Final = "Whether it has elected 501(h), by Form 5768."
SAY_PURPOSE: Final = "Its exempt-purpose expenditures in the year."


def ceiling(exempt_purpose: Decimal) -> Decimal:
    """What may be spent on lobbying in a year with these exempt-purpose expenditures, in dollars, unrounded.

    Raises ValueError below zero. (26 U.S.C. § 4911(c)(2))
    """
    if exempt_purpose < 0:
        raise ValueError("Expenditures are not below zero.")
    left, found = exempt_purpose, Decimal(0)
    for width, percent in STEPS:
        step = left if width is None else min(left, Decimal(width))
        found += step * percent / 100
        left -= step
    return min(found, MOST)


def lobbying(parts: Iterable[Part], known: Known) -> tuple[Reading, Reading]:
    """All lobbying against its ceiling, and grassroots lobbying against a quarter of that."""
    parts, (limit, missing) = list(parts), _limit(known)
    quarter = None if limit is None else limit * GRASSROOTS_PERCENT / 100
    reckoned = "" if limit is None else _reckoned(known.exempt_purpose, limit)
    whole = Reading(
        code="501h",
        label="All lobbying",
        parts=in_year(parts, (DIRECT, GRASSROOTS)),
        own=both(known.own_direct, known.own_grassroots),
        limit=limit,
        reckoned=reckoned,
        missing=missing,
        rule=LOBBYING_RULE,
        citation=LOBBYING_LAW,
        is_counsels=known.elected is False,
        own_is_whole=None not in (known.own_direct, known.own_grassroots),
    )
    grassroots = Reading(
        code="501h-grassroots",
        label="Grassroots lobbying",
        parts=in_year(parts, (GRASSROOTS,)),
        own=known.own_grassroots,
        limit=quarter,
        reckoned=f"A quarter of {usd_exact(limit)}." if limit is not None else "",
        missing=missing,
        rule=GRASSROOTS_RULE,
        citation=GRASSROOTS_LAW,
    )
    return whole, grassroots


def _limit(known: Known) -> tuple[Decimal | None, tuple[str, ...]]:
    if known.elected is False:
        return None, (NO_ELECTION,)
    missing = []
    if known.elected is None:
        missing.append(SAY_ELECTION)
    if known.exempt_purpose is None:
        missing.append(SAY_PURPOSE)
    if missing or known.exempt_purpose is None:
        return None, tuple(missing)
    return ceiling(known.exempt_purpose), ()


def _reckoned(exempt_purpose: Decimal | None, limit: Decimal) -> str:
    return f"Of {usd_exact(exempt_purpose)} in exempt-purpose expenditures, {usd_exact(limit)} may go to lobbying."
