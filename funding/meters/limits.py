"""The figures of the law, and of our own house, that meters are read against: each as it holds on a day."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from funding.versions import Version, asked_on
from mvp_coord.lib.wording import usd_exact

from .years import TaxYear

POLITICAL_SHARE: Final = "political-share"
LOBBYING_STEPS: Final = ("lobbying-first", "lobbying-second", "lobbying-third", "lobbying-beyond")
LOBBYING_MOST: Final = "lobbying-most"
GRASSROOTS_SHARE: Final = "grassroots-share"
FIVE_STATES, NEARLY_ALL = "five-states", "substantially-all"
ONE_SOURCE, INVESTMENTS = "one-source", "investments"
PERCENT, DOLLARS, STATES = "percent", "dollars", "states"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a limit is a figure of, and in what; whether it is the least that is asked, or (else) the most."""

    label: str
    unit: str = PERCENT
    is_least: bool = False

    def said(self, figure: Decimal) -> str:
        """The figure with its unit."""
        if self.unit == DOLLARS:
            return usd_exact(figure)
        return f"{plain(figure)} %" if self.unit == PERCENT else f"{plain(figure)} states"


LIMITS: Final = {
    POLITICAL_SHARE: Kind("Political share of a 501(c)(4), at most"),
    "lobbying-first": Kind("501(h): of the first $500,000 of exempt-purpose expenditures"),
    "lobbying-second": Kind("501(h): of the next $500,000"),
    "lobbying-third": Kind("501(h): of the $500,000 after that"),
    "lobbying-beyond": Kind("501(h): of all beyond"),
    LOBBYING_MOST: Kind("501(h): never more than", DOLLARS),
    GRASSROOTS_SHARE: Kind("501(h): grassroots lobbying, at most of that"),
    FIVE_STATES: Kind("4945(f): work in at least so many states", STATES, is_least=True),
    NEARLY_ALL: Kind("4945(f): substantially all is at least", is_least=True),
    ONE_SOURCE: Kind("4945(f): support from one source, at most"),
    INVESTMENTS: Kind("4945(f): investment income, at most"),
}


@dataclass(frozen=True, slots=True)
class Limit:
    """One version of a limit as it is written. `lingers`, `waits`: as of rules (`funding.versions`)."""

    code: str
    version: int
    figure: Decimal
    reason: str
    citation: str
    lingers: bool = False
    waits: bool = False
    confirmed_by: str = ""
    confirmed_on: dt.date | None = None

    @property
    def is_confirmed(self) -> bool:
        """Whether counsel has read it and found it right."""
        return self.confirmed_on is not None

    @property
    def kind(self) -> Kind:
        return LIMITS[self.code]

    @property
    def said(self) -> str:
        """The figure with its unit."""
        return self.kind.said(self.figure)


class Limits:
    """What is asked on a day: of each limit the strictest of its versions."""

    def __init__(self, asked: Iterable[Limit]) -> None:
        self._of: dict[str, Limit] = {}
        for each in asked:
            best = self._of.get(each.code)
            if best is None or _is_stricter(each, best):
                self._of[each.code] = each

    def of(self, code: str) -> Limit | None:
        """The limit that holds; None where none is in force."""
        return self._of.get(code)

    def those(self, *codes: str) -> tuple[Limit, ...]:
        """Those of these limits that hold."""
        return tuple(self._of[code] for code in codes if code in self._of)

    def figure(self, code: str) -> Decimal | None:
        """Its figure alone."""
        found = self._of.get(code)
        return found.figure if found else None


@dataclass(frozen=True, slots=True)
class LimitsOverTime:
    """All versions of all limits: a year is judged by what holds today if it runs, by its last day if it is past, and
    by its first if it is to come. `seen_on`: as if today were that day, where it is still to come."""

    versions: tuple[Version[Limit], ...]
    seen_on: dt.date | None = None

    def on(self, day: dt.date) -> Limits:
        """What is asked on that day."""
        return Limits(asked_on(self.versions, day))

    def of(self, year: TaxYear, *, today: dt.date) -> Limits:
        """What a tax year is judged by."""
        return self.on(min(max(today, year.first, self.seen_on or today), year.last))


def _is_stricter(one: Limit, other: Limit) -> bool:
    return one.figure > other.figure if one.kind.is_least else one.figure < other.figure


def plain(figure: Decimal) -> str:
    """A figure without zeros at its end."""
    return f"{figure.normalize():f}"
