"""Figures, days and counts in words, as people here write them; plain text for sentences, mails and exports.

Templates use the same through `{% load show %}`, which adds the markup
(exact amounts, machine-readable times).
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

DASH: Final = "–"
_STEPS: Final = ((Decimal(10) ** 9, "B"), (Decimal(10) ** 6, "M"), (Decimal(10) ** 3, "K"))
_AGES: Final = (
    (timedelta(days=1), timedelta(hours=1), "hour"),
    (timedelta(hours=1), timedelta(minutes=1), "minute"),
)

Number = int | float | Decimal
Amount = Number | str


def usd(amount: Amount | None) -> str:
    """Dollars to read at a glance: "$39,000" below 100,000, then three digits: "$860K", "$1.24M".

    A dash for None. Rounds half up, as people do; `usd_exact` says the whole amount.
    """
    if amount is None or amount == "":
        return DASH
    value = Decimal(str(amount))
    sign, value = ("−" if value < 0 else ""), abs(value)
    return f"{sign}${_short(value, whole_below=100_000)}"


def usd_and_more(amount: Amount | None, more: int) -> str:
    """Dollars, and a plus where `more` parts are not in them because their amounts are not shared: "$39,000+".

    "not shared" where nothing else is known.
    """
    if not more:
        return usd(amount)
    return f"{usd(amount)}+" if amount else "not shared"


def usd_exact(amount: Amount | None) -> str:
    """The whole amount, with cents only where there are any: "$1,240,000", "$12.50"."""
    if amount is None or amount == "":
        return DASH
    value = Decimal(str(amount)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    sign, value = ("−" if value < 0 else ""), abs(value)
    return f"{sign}${value:,.0f}" if value == value.to_integral_value() else f"{sign}${value:,.2f}"


def amount_exact(amount: Amount, currency: str) -> str:
    """The whole amount in its currency: "$1,240,000", "GBP 12.50". Nothing is converted."""
    return usd_exact(amount) if currency == "USD" else usd_exact(amount).replace("$", f"{currency} ")


def count(number: Number | None) -> str:
    """A count with thousands separated ("1,908"); a dash for None."""
    return DASH if number is None else f"{_whole(Decimal(str(number))):,}".replace("-", "−")


def short(number: Number) -> str:
    """A count for narrow places, to three digits: "940", "12.4K", "1.24M". Half up, like `usd`."""
    return _short(Decimal(str(number)), whole_below=1000)


def noun(number: Number | None, words: str) -> str:
    """The noun that fits a number; `words` is "partner", or "activity,activities" where -s is not enough."""
    one, _, many = words.partition(",")
    return one if number == 1 else (many or one + "s")


def plural(number: Number | None, words: str) -> str:
    """A count with its noun: "1 partner", "1,908 activities"; "no partners" for zero."""
    return f"{count(number) if number else 'no'} {noun(number, words)}"


def span(low: Number | None, high: Number | None) -> str:
    """A range of counts, "12,400–15,000"; one figure where both ends are the same or only one is known."""
    ends = [count(end) for end in (low, high) if end is not None]
    if not ends:
        return DASH
    return ends[0] if len(ends) == 1 or ends[0] == ends[1] else "–".join(ends)


def share(part: Number | None) -> str:
    """A share of one as a percentage: 0.784 is "78%"; "<1%" and ">99%" for what rounds to nothing or all."""
    if part is None:
        return DASH
    percent = Decimal(str(part)) * 100
    if 0 < percent < 1:
        return "<1%"
    if 99 < percent < 100:
        return ">99%"
    return f"{_whole(percent)}%"


def day(on: date | None, *, year: bool = True) -> str:
    """A day as "Aug 2, 2027" (or "Aug 2" with `year=False`); a dash for None."""
    if on is None:
        return DASH
    return f"{on:%b} {on.day}, {on.year}" if year else f"{on:%b} {on.day}"


def days(start: date | None, end: date | None) -> str:
    """A window: "Aug 2 – Sep 26, 2027", "Aug 2–26, 2027", "from Aug 2, 2027", "until Sep 26, 2027"."""
    if start is None or end is None:
        if start is None and end is None:
            return DASH
        return f"until {day(end)}" if start is None else f"from {day(start)}"
    if start == end:
        return day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start:%b} {start.day}–{end.day}, {end.year}"
    return f"{day(start, year=start.year != end.year)} – {day(end)}"


def ago(then: date | datetime, now: datetime) -> str:
    """How long ago: "just now", "4 minutes ago", "yesterday", "9 days ago"; a day from two weeks on.

    `now` is an aware datetime in the reader's time zone; a plain date counts whole days. What lies ahead
    (a clock that is off, a future day) is said as its day.
    """
    if isinstance(then, datetime):
        age = now - then
        if timedelta(0) <= age < timedelta(minutes=1):
            return "just now"
        for limit, unit, word in _AGES[::-1]:
            if timedelta(0) <= age < limit:
                return f"{plural(age // unit, word)} ago"
        then = then.astimezone(now.tzinfo).date()
    gone = (now.date() - then).days
    if gone < 0 or gone >= 14:
        return f"on {day(then)}"
    return ("today", "yesterday")[gone] if gone < 2 else f"{gone} days ago"


def ahead(on: date, today: date) -> str:
    """How far off a day is, for deadlines: "today", "tomorrow", "in 12 days", "3 days ago"."""
    left = (on - today).days
    if left < 0:
        return f"{plural(-left, 'day')} ago"
    return ("today", "tomorrow")[left] if left < 2 else f"in {count(left)} days"


def join_words(words: Iterable[str], last: str = "and") -> str:
    """A list in a sentence: "type", "type and tactic", "type, tactic and end"."""
    *first, end = list(words) or [""]
    return f"{', '.join(first)} {last} {end}" if first else end


def _short(value: Decimal, *, whole_below: int) -> str:
    if _whole(value) < whole_below:
        return f"{_whole(value):,}"
    value = _three_digits(value)
    unit, letter = next((unit, letter) for unit, letter in _STEPS if value >= unit)
    return f"{(value / unit).normalize():f}{letter}"


def _whole(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def _three_digits(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1).scaleb(value.adjusted() - 2), ROUND_HALF_UP)
