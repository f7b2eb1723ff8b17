"""Days as published lists write them, some only roughly: a day, a month, a year, several years, or nothing.

What is not known is never made up: "2016" is a year, not the first of January. The words are those of EDTF
(ISO 8601-2) where it has some: 2016, 2016-05, 2016-05-12, 2014/2017, 2014/.. (an end that is not known).
"""

import calendar
import datetime as dt
import enum
import re
from dataclasses import dataclass

from .written import NotUnderstoodError, Value, is_blank, shown

_YEARS = range(1900, 2101)
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"(\d{4})")
_SPAN = re.compile(r"(\d{4})\s*(?:/|-|–|to)\s*(\d{4}|\.\.)")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_NAMED = re.compile(r"([A-Za-z]{3,9})\.?(?:\s+(\d{1,2}),?)?\s+(\d{4})")
_HOW = "write it as 2027-09-06, 2027-09 or 2027"


class Precision(enum.StrEnum):
    """How exactly a day is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    YEARS = "years"
    UNKNOWN = "unknown"


# How published lists name them.
_NAMES = {
    **{each.value: each for each in Precision},
    "multi-year": Precision.YEARS,
    "multiyear": Precision.YEARS,
    "decade": Precision.YEARS,
}


@dataclass(frozen=True, slots=True)
class RoughDate:
    """The time within which something happened: from its first day to its last, which may be open."""

    precision: Precision
    first: dt.date | None = None
    last: dt.date | None = None

    def __str__(self) -> str:
        """In EDTF: 2016-05-12, 2016-05, 2016, 2014/2017, 2014/.., nothing."""
        if self.first is None:
            return ""
        if self.precision is Precision.YEARS:
            return f"{self.first.year}/{self.last.year if self.last else '..'}"
        return self.first.isoformat()[: {Precision.DAY: 10, Precision.MONTH: 7}.get(self.precision, 4)]


NO_DATE = RoughDate(Precision.UNKNOWN)


def read_rough_date(value: Value, precision: Precision | None = None, *, month_first: bool = True) -> RoughDate:
    """What is written, at most as exactly as `precision` says: 2016-01-01 that is a "year" is 2016.

    Nothing written is `NO_DATE`. Without `month_first` (a list that is not American) 5/4/2016 could be two days,
    and is refused. Raises `NotUnderstoodError`.
    """
    if is_blank(value):
        return NO_DATE
    found = _exact(value.date() if isinstance(value, dt.datetime) else value, month_first=month_first)
    if precision in (None, Precision.UNKNOWN) or found.first is None:
        return found
    return _no_more_than(found, precision)


def read_precision(value: Value) -> Precision:
    """How exact the day beside it is. Raises `NotUnderstoodError`."""
    found = _NAMES.get(shown(value).strip().lower())
    if found is None:
        raise NotUnderstoodError("is no precision of a date: write day, month, year or multi-year")
    return found


def _no_more_than(found: RoughDate, precision: Precision) -> RoughDate:
    first, exactness = found.first, list(Precision)
    if first is None or exactness.index(found.precision) >= exactness.index(precision):
        return found
    if precision is Precision.MONTH:
        return _month(first.year, first.month)
    return _year(first.year) if precision is Precision.YEAR else RoughDate(precision, dt.date(first.year, 1, 1))


def _exact(value: Value, *, month_first: bool) -> RoughDate:
    if isinstance(value, dt.date):
        return _day(value.year, value.month, value.day)
    if isinstance(value, int) and not isinstance(value, bool) and value in _YEARS:
        return _year(value)
    text = shown(value)
    for pattern, made in ((_DAY, _day), (_MONTH, _month), (_YEAR, _year)):
        if match := pattern.fullmatch(text):
            return made(*map(int, match.groups()))  # type: ignore[operator]
    if match := _SLASHED.fullmatch(text):
        return _slashed(*map(int, match.groups()), month_first=month_first)
    if match := _SPAN.fullmatch(text):
        return _span(int(match[1]), match[2])
    if (match := _NAMED.fullmatch(text)) and match[1].lower() in _MONTHS:
        month = _MONTHS[match[1].lower()]
        return _day(int(match[3]), month, int(match[2])) if match[2] else _month(int(match[3]), month)
    raise NotUnderstoodError(f"is not a date: {_HOW}")


def _day(year: int, month: int, day: int) -> RoughDate:
    on = _checked(year, month, day)
    return RoughDate(Precision.DAY, on, on)


def _month(year: int, month: int) -> RoughDate:
    first = _checked(year, month, 1)
    return RoughDate(Precision.MONTH, first, first.replace(day=calendar.monthrange(year, month)[1]))


def _year(year: int) -> RoughDate:
    return RoughDate(Precision.YEAR, _checked(year, 1, 1), _checked(year, 12, 31))


def _span(first: int, last: str) -> RoughDate:
    if last == "..":
        return RoughDate(Precision.YEARS, _checked(first, 1, 1))
    if int(last) < first:
        raise NotUnderstoodError("ends before it begins")
    return RoughDate(Precision.YEARS, _checked(first, 1, 1), _checked(int(last), 12, 31))


def _slashed(one: int, two: int, year: int, *, month_first: bool) -> RoughDate:
    """American lists put the month first, others the day; what could be either is not guessed."""
    if month_first and one > 12:
        raise NotUnderstoodError(f"puts the day before the month, or has no such month: {_HOW}")
    if month_first:
        return _day(year, one, two)
    if one <= 12 and two <= 12 and one != two:
        raise NotUnderstoodError(f"could be two different days: {_HOW}")
    return _day(year, two, one)


def _checked(year: int, month: int, day: int) -> dt.date:
    if year not in _YEARS:
        raise NotUnderstoodError(f"is in the year {year}: {_HOW}")
    try:
        return dt.date(year, month, day)
    except ValueError as fault:
        raise NotUnderstoodError(f"is no day of the calendar: {_HOW}") from fault
