"""Meters: how much of what the law, or our own house, allows has been used. Pure.

`lobbying` is the expenditure test of a public charity that has elected 501(h), `political` the political share of a
501(c)(4). Each takes parts of awards, what is known of the entity and the limits of the year, and gives
`Reading`s: value, limit, status in words, what is still to be stated. What is not known is said to
be so, never guessed.
"""

from .limits import LIMITS, Limit, Limits, LimitsOverTime
from .lobbying import ceiling, lobbying
from .political import POLITICAL_RULE, political
from .records import (
    APPROVED,
    ASKED,
    COMMITTED,
    NEAR_PERCENT,
    PAID,
    STATES_SAID,
    STATUSES,
    Known,
    Part,
    Reading,
)
from .uses import DIRECT, GRASSROOTS, KINDS, POLITICAL, kind_of_lobbying, kind_of_politics
from .years import TaxYear, year_of

__all__ = [
    "APPROVED",
    "ASKED",
    "COMMITTED",
    "DIRECT",
    "GRASSROOTS",
    "KINDS",
    "LIMITS",
    "NEAR_PERCENT",
    "PAID",
    "POLITICAL",
    "POLITICAL_RULE",
    "STATES_SAID",
    "STATUSES",
    "Known",
    "Limit",
    "Limits",
    "LimitsOverTime",
    "Part",
    "Reading",
    "TaxYear",
    "ceiling",
    "kind_of_lobbying",
    "kind_of_politics",
    "lobbying",
    "political",
    "year_of",
]
