"""Who may receive money of a private foundation that is earmarked for voter registration: the tests of 4945(f)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from .limits import FIVE_STATES, INVESTMENTS, NEARLY_ALL, ONE_SOURCE, Limits

YES, NO, UNSURE = "yes", "no", "unknown"
ANSWERS: Final = {YES: "Shown", NO: "Not met", UNSURE: "Not known"}
RESTS_ON: Final = (FIVE_STATES, NEARLY_ALL, ONE_SOURCE, INVESTMENTS)
# Support is looked at over a year and the four before it.
SUPPORT_YEARS: Final = 5
LAW: Final = "26 U.S.C. § 4945(f)"


@dataclass(frozen=True, slots=True)
class YearOfSupport:
    """What is stated of one tax year, in dollars; None where it is not. `support` is all but investment income,
    `public` the part from the public, exempt organizations and governments, `largest` the most from one of them."""

    support: Decimal | None = None
    public: Decimal | None = None
    largest: Decimal | None = None
    investment: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Registrar:
    """An entity as its records and statements show it.

    `states` and `periods` (two years each, by the year of their general election) are those of its recorded work,
    `partisan` its programs on a side, `programs` how many it has. `support` is by year, the year asked about last.
    `from_one` is the most dollars that one funder is known to have paid it in those years. `ruling`: whether it is
    stated that the IRS has said that it qualifies.
    """

    states: Sequence[str] = ()
    periods: Sequence[int] = ()
    programs: int = 0
    partisan: Sequence[str] = ()
    income: Decimal | None = None
    spent_actively: Decimal | None = None
    support: Sequence[YearOfSupport] = ()
    from_one: Decimal = Decimal(0)
    ruling: bool | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """One of the tests of the law: what it asks, the answer (a key of `ANSWERS`), what that rests on, and the law."""

    code: str
    asks: str
    answer: str
    rests_on: str
    citation: str

    @property
    def said(self) -> str:
        """The answer in words."""
        return ANSWERS[self.answer]


def conditions_of(who: Registrar, limits: Limits) -> tuple[Condition, ...]:
    """All tests of 4945(f) for an entity. What is recorded can show that a test is met; that little is recorded never
    shows that it is not."""
    return (
        _nonpartisan(who),
        _five_states(who, limits),
        _periods(who),
        _active(who, limits),
        *_support(who, limits),
    )


def qualifies(who: Registrar, limits: Limits) -> str:
    """A key of `ANSWERS`: met where the IRS has said so or every test is, not met where one is not."""
    if who.ruling is not None:
        return YES if who.ruling else NO
    answers = {each.answer for each in conditions_of(who, limits)}
    return NO if NO in answers else UNSURE if UNSURE in answers else YES


def _nonpartisan(who: Registrar) -> Condition:
    answer = NO if who.partisan else YES if who.programs else UNSURE
    named = ", ".join(who.partisan)
    rests_on = f"On a side: {named}." if named else f"{who.programs} recorded programs, none of them on a side."
    return Condition("nonpartisan", "Is all of its work nonpartisan?", answer, rests_on, f"{LAW}(2)")


def _five_states(who: Registrar, limits: Limits) -> Condition:
    least = limits.figure(FIVE_STATES)
    answer = YES if least is not None and len(who.states) >= least else UNSURE
    named, many = ", ".join(who.states) or "none", _said(limits, FIVE_STATES)
    rests_on = f"{len(who.states)} of {many} in its recorded work: {named}."
    return Condition("five-states", f"Does it work in {many} or more?", answer, rests_on, f"{LAW}(2)")


def _periods(who: Registrar) -> Condition:
    answer = YES if len(who.periods) > 1 else UNSURE
    named = ", ".join(map(str, who.periods)) or "none"
    rests_on = f"Recorded work toward the general elections of: {named}."
    return Condition("periods", "Is its work for more than one election period?", answer, rests_on, f"{LAW}(2)")


def _active(who: Registrar, limits: Limits) -> Condition:
    least = limits.figure(NEARLY_ALL)
    answer, rests_on = _share(who.spent_actively, who.income, least, "of its income", at_least=True)
    share = _said(limits, NEARLY_ALL)
    asks = f"Does it spend substantially all of its income directly on its exempt purposes ({share})?"
    return Condition("active", asks, answer, rests_on, f"{LAW}(3)")


def _support(who: Registrar, limits: Limits) -> tuple[Condition, ...]:
    support, public = _sum(who, "support"), _sum(who, "public")
    investment, largest = _sum(who, "investment"), _sum(who, "largest")
    whole = None if support is None or investment is None else support + investment
    from_public = _share(public, support, limits.figure(NEARLY_ALL), "of its support", at_least=True)
    half = _share(investment, whole, limits.figure(INVESTMENTS), "of support and investment income", at_least=False)
    nearly, one, most = (_said(limits, code) for code in (NEARLY_ALL, ONE_SOURCE, INVESTMENTS))
    return (
        Condition(
            "public",
            f"Is substantially all of its support from the public, exempt organizations and governments ({nearly})?",
            *from_public,
            f"{LAW}(4)",
        ),
        Condition(
            "one-source",
            f"Is at most {one} of its support from any one exempt organization?",
            *_one_source(who.from_one, largest, support, limits.figure(ONE_SOURCE)),
            f"{LAW}(4)(A)",
        ),
        Condition("investment", f"Is at most {most} of what it receives investment income?", *half, f"{LAW}(4)(B)"),
    )


def _one_source(
    from_one: Decimal, largest: Decimal | None, support: Decimal | None, most: Decimal | None
) -> tuple[str, str]:
    """The most of each year, together, is at least what any one has given in all of them; what is known of one funder
    is at most that."""
    if support and most is not None and from_one * 100 > support * most:
        return NO, f"One funder is known to have paid ${from_one:,.0f} of ${support:,.0f} in five years."
    answer, rests_on = _share(largest, support, most, "of its support, the most of each year", at_least=False)
    return (UNSURE if answer == NO else answer), rests_on


def _share(
    part: Decimal | None, whole: Decimal | None, percent: Decimal | None, of: str, *, at_least: bool
) -> tuple[str, str]:
    if percent is None:
        return UNSURE, "No limit is in force."
    if part is None or not whole:
        return UNSURE, "Not stated for every year that counts."
    fits = part * 100 >= whole * percent if at_least else part * 100 <= whole * percent
    return (YES if fits else NO), f"${part:,.0f} of ${whole:,.0f} {of}."


def _said(limits: Limits, code: str) -> str:
    """A limit as the question names it."""
    found = limits.of(code)
    return found.said if found else "a share that is not in force"


def _sum(who: Registrar, name: str) -> Decimal | None:
    """Over all five years; None where one of them is not stated."""
    found = [getattr(each, name) for each in who.support]
    if len(found) < SUPPORT_YEARS or None in found:
        return None
    return sum(found, Decimal(0))


def support_by_year(stated: Mapping[int, YearOfSupport], year: int) -> tuple[YearOfSupport, ...]:
    """The five years up to this one, in order; what is not stated is empty."""
    return tuple(stated.get(each, YearOfSupport()) for each in range(year - SUPPORT_YEARS + 1, year + 1))
