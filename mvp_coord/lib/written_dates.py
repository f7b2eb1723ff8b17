"""Dates as people write them in plans. American order, month first; what could be two days is refused."""

import datetime as dt
import re
from collections.abc import Iterable

from .days import FIRST, LAST
from .written import NO_RESULT, NotUnderstoodError, Value, is_blank, tidy

_MONTHS = {
    name: number
    for number, names in enumerate(
        ["jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"], start=1
    )
    for name in names.split()
}  # fmt: skip
_EPOCH = dt.date(1899, 12, 30)
# By the day numbers of a spreadsheet.
_SERIALS = range((FIRST - _EPOCH).days, (LAST - _EPOCH).days + 1)
_HOW = "write it as 2027-09-06"

_WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.I)
_TIME = re.compile(
    r"[T ]\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\s*"
    r"(?:[ap]\.?m\.?)?\s*(?:Z|UTC|[+-][0-9]{2}:?[0-9]{2})?$",
    re.I,
)
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_COMPACT = re.compile(r"(20[0-9]{2})([0-9]{2})([0-9]{2})")
_NUMERIC = re.compile(r"([0-9]{1,2})\s*([-/.])\s*([0-9]{1,2})\s*\2\s*([0-9]{4}|[0-9]{2})")
_NO_YEAR = re.compile(r"([0-9]{1,2})/([0-9]{1,2})")
_THEN_YEAR = r"(?:[\s,.-]+'?([0-9]{4}|[0-9]{2}))?"
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?[\s-]*([0-9]{1,2})(?:st|nd|rd|th)?" + _THEN_YEAR, re.I)
_DAY_FIRST = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s.-]*([a-z]{3,9})\.?" + _THEN_YEAR, re.I)
_OPEN = re.compile(
    r"(?:on-?going|open|present|current|now|rolling|continu|indefinite|permanent|year[ -]?round|no end|"
    r"until|through|thru|to be)",
    re.I,
)
_NO_DAY = re.compile(r"(?:(?:early|mid|late)[\s-]+)?([a-z]{3,9})\.?[\s,]+([0-9]{4})", re.I)


def read_date(value: Value, *, year: int | None = None, day_first: bool = False) -> dt.date | None:
    """A day, or None for blank. Raises `NotUnderstoodError`.

    `year` stands in where none is written ("Aug 2"). `day_first` says that the same column elsewhere writes the
    day before the month, so that 8/2/2027 there could be two days and is refused.
    """
    if is_blank(value):
        return None
    if isinstance(value, dt.datetime):
        return _within(value.date())
    if isinstance(value, dt.date):
        return _within(value)
    if isinstance(value, bool | dt.time | dt.timedelta):
        raise NotUnderstoodError(f"is not a date: {_HOW}")
    if isinstance(value, int | float):
        return _from_number(value)
    return _within(_from_text(tidy(str(value)), year=year, day_first=day_first))


def names_day_first(values: Iterable[Value]) -> bool:
    """Whether one of the dates of a column can only be read day first, such as 26/9/2027."""
    for value in values:
        match = _NUMERIC.fullmatch(tidy(value)) if isinstance(value, str) else None
        if match and int(match[1]) > 12 >= int(match[3]):
            return True
    return False


def years_named(texts: Iterable[Value]) -> set[int]:
    """The years that titles or a sheet's name mention ("2027 field plan")."""
    found = (re.findall(r"(?<![0-9])20[0-9]{2}(?![0-9])", text) for text in texts if isinstance(text, str))
    return {int(year) for years in found for year in years}


def _from_number(value: float) -> dt.date:
    if isinstance(value, int) and _COMPACT.fullmatch(str(value)):
        return _from_text(str(value), year=None, day_first=False)
    if not _SERIALS.start <= value < _SERIALS.stop:
        raise NotUnderstoodError(f"is not a date: {_HOW}")
    return _EPOCH + dt.timedelta(days=int(value))


def _within(day: dt.date) -> dt.date:
    if not FIRST <= day <= LAST:
        raise NotUnderstoodError(f"is in the year {day.year}: {_HOW}")
    return day


def _from_text(text: str, *, year: int | None, day_first: bool) -> dt.date:
    text = _WEEKDAY.sub("", _TIME.sub("", text).strip(" ,"))
    if text.startswith("="):
        raise NotUnderstoodError(NO_RESULT)
    if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMERIC.fullmatch(text):
        return _numeric(match, day_first=day_first)
    if match := _NO_YEAR.fullmatch(text):
        if day_first:
            raise NotUnderstoodError(_two_readings())
        return _day(_year(None, year), int(match[1]), int(match[2]))
    if match := _MONTH_FIRST.fullmatch(text):
        if match[1].lower() in _MONTHS:
            if not match[3] and year and int(match[2]) == year % 100:
                raise NotUnderstoodError(f"could be a day or a whole month: {_HOW}")  # "Sep-27" in 2027
            return _day(_year(match[3], year), _MONTHS[match[1].lower()], int(match[2]))
    elif (match := _DAY_FIRST.fullmatch(text)) and match[2].lower() in _MONTHS:
        return _day(_year(match[3], year), _MONTHS[match[2].lower()], int(match[1]))
    if re.fullmatch(r"[0-9]{5}(?:\.[0-9]+)?", text):
        return _from_number(float(text))
    if (match := _NO_DAY.fullmatch(text)) and match[1].lower() in _MONTHS:
        raise NotUnderstoodError(f"names no day: {_HOW}")
    if _OPEN.match(text):
        raise NotUnderstoodError("leaves the day open: write the one that is planned so far, such as 2027-09-06")
    raise NotUnderstoodError(f"is not a date: {_HOW}")


def _numeric(match: re.Match[str], *, day_first: bool) -> dt.date:
    first, mark, second, written_year = int(match[1]), match[2], int(match[3]), match[4]
    if first > 12 >= second:
        raise NotUnderstoodError(f"puts the day before the month, or has no such month: {_HOW}")
    if first != second and second <= 12 and (day_first or mark == "."):
        raise NotUnderstoodError(_two_readings())
    return _day(_year(written_year, None), first, second)


def _two_readings() -> str:
    return f"could be two different days: {_HOW}"


def _year(written: str | None, given: int | None) -> int:
    if written is None:
        if given is None:
            raise NotUnderstoodError(f"has no year: {_HOW}")
        return given
    return int(written) + 2000 if len(written) == 2 else int(written)


def _day(year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError as fault:
        raise NotUnderstoodError(f"is no day of the calendar: {_HOW}") from fault
