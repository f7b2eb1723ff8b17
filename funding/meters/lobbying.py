"""The expenditure test of a public charity that has elected 501(h): how much lobbying its spending allows."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from mvp_coord.lib.wording import usd_exact

from .limits import GRASSROOTS_SHARE, LOBBYING_MOST, LOBBYING_STEPS, Limits
from .records import Known, Part, Reading, both, in_year
from .uses import DIRECT, GRASSROOTS

# Of so many dollars each, a share that is a limit of its own; the last step has no end (26 U.S.C. § 4911(c)(2)).
WIDTHS: Final = (500_000, 500_000, 500_000, None)
SHARES: Final = (*LOBBYING_STEPS, LOBBYING_MOST)

LOBBYING_RULE: Final = "A public charity that has elected 501(h) may spend a part of what it spends on lobbying"
LOBBYING_LAW: Final = "26 U.S.C. §§ 501(h), 4911(c)(2); 26 CFR 56.4911-1(c), 56.4911-2"
GRASSROOTS_LAW: Final = "26 U.S.C. § 4911(c)(4); 26 CFR 56.4911-2(b)(2)"

NO_ELECTION: Final = (
    "It has not elected 501(h): whether its lobbying is an insubstantial part of what it does is for counsel to say "
    "(26 CFR 1.501(c)(3)-1(c)(3))."
)
SAY_ELECTION: Final = "Whether it has elected 501(h), by Form 5768."
SAY_PURPOSE: Final = "Its exempt-purpose expenditures in the year."
SAY_LIMITS: Final = "The steps and the ceiling of the law: not all of them are in force."


def ceiling(exempt_purpose: Decimal, limits: Limits) -> Decimal | None:
    """What may be spent on lobbying in a year with these exempt-purpose expenditures, in dollars, unrounded; None
    where not all of the limits that it rests on are in force.

    Raises ValueError below zero. (26 U.S.C. § 4911(c)(2))
    """
    if exempt_purpose < 0:
        raise ValueError("Expenditures are not below zero.")
    most, shares = limits.figure(LOBBYING_MOST), limits.those(*LOBBYING_STEPS)
    if most is None or len(shares) < len(WIDTHS):
        return None
    left, found = exempt_purpose, Decimal(0)
    for width, share in zip(WIDTHS, shares, strict=True):
        step = left if width is None else min(left, Decimal(width))
        found += step * share.figure / 100
        left -= step
    return min(found, most)


def lobbying(parts: Iterable[Part], known: Known, limits: Limits) -> tuple[Reading, Reading]:
    """All lobbying against its ceiling, and grassroots lobbying against a share of that."""
    parts, (limit, missing) = list(parts), _limit(known, limits)
    whole = Reading(
        code="501h",
        label="All lobbying",
        parts=in_year(parts, (DIRECT, GRASSROOTS)),
        own=both(known.own_direct, known.own_grassroots),
        limit=limit,
        reckoned="" if limit is None else _reckoned(known.exempt_purpose, limit),
        missing=missing,
        rule=_rule(limits),
        citation=LOBBYING_LAW,
        is_counsels=known.elected is False,
        own_is_whole=None not in (known.own_direct, known.own_grassroots),
        limits=limits.those(*SHARES),
    )
    return whole, _grassroots(parts, known, whole, limits)


def _grassroots(parts: Iterable[Part], known: Known, whole: Reading, limits: Limits) -> Reading:
    share = limits.of(GRASSROOTS_SHARE)
    limit = None if whole.limit is None or share is None else whole.limit * share.figure / 100
    missing = whole.missing if limit is not None or whole.missing else (SAY_LIMITS,)
    of_it = f"{share.said} of that" if share else "a share of that"
    return Reading(
        code="501h-grassroots",
        label="Grassroots lobbying",
        parts=in_year(parts, (GRASSROOTS,)),
        own=known.own_grassroots,
        limit=limit,
        reckoned=f"{share.said} of {usd_exact(whole.limit)}." if share and limit is not None else "",
        missing=missing,
        rule=f"At most {of_it} may be grassroots lobbying: asking the public to speak up on a bill.",
        citation=GRASSROOTS_LAW,
        limits=limits.those(*SHARES, GRASSROOTS_SHARE),
    )


def _limit(known: Known, limits: Limits) -> tuple[Decimal | None, tuple[str, ...]]:
    if known.elected is False:
        return None, (NO_ELECTION,)
    missing = []
    if known.elected is None:
        missing.append(SAY_ELECTION)
    if known.exempt_purpose is None:
        missing.append(SAY_PURPOSE)
    if missing or known.exempt_purpose is None:
        return None, tuple(missing)
    found = ceiling(known.exempt_purpose, limits)
    return found, () if found is not None else (SAY_LIMITS,)


def _rule(limits: Limits) -> str:
    said = {each.code: each.said for each in limits.those(*SHARES)}
    if len(said) < len(SHARES):
        return f"{LOBBYING_RULE}."
    first, second, third, beyond, most = (said[code] for code in SHARES)
    return (
        f"{LOBBYING_RULE}: {first} of the first $500,000 of its exempt-purpose expenditures in the year, {second} of "
        f"the next $500,000, {third} of the next, {beyond} of what is beyond, and never more than {most}."
    )


def _reckoned(exempt_purpose: Decimal | None, limit: Decimal) -> str:
    return f"Of {usd_exact(exempt_purpose)} in exempt-purpose expenditures, {usd_exact(limit)} may go to lobbying."
