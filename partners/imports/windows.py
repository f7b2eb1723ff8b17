"""First and last day of a plan, where people leave out the year in one of the two, or write both in one cell."""

import datetime as dt
import re
from dataclasses import dataclass

from mvp_coord.lib.written import NotUnderstoodError, Value, shown
from mvp_coord.lib.written_dates import read_date

_BETWEEN = re.compile(r"\s+(?:-|–|—|to|through|thru|until|till)\s+|\s*[–—]\s*|(?<=[0-9])\s*-\s*(?=[0-9]{1,2}/)", re.I)


@dataclass(frozen=True)
class Days:
    """How one sheet writes its dates: the `year` that its titles name, and whether some put the day first."""

    year: int | None
    day_first: bool

    def last(self, value: Value, *, beside: Value) -> dt.date:
        """The last day. Without a year, it is the first such day from the start on, or in the sheet's year."""
        try:
            return _sure(read_date(value, day_first=self.day_first))
        except NotUnderstoodError as refusal:
            if "no year" not in str(refusal):
                raise
        start = self._start_with_year(beside)
        if start is None:
            return _sure(read_date(value, year=self.year, day_first=self.day_first))
        same = _sure(read_date(value, year=start.year, day_first=self.day_first))
        return same if same >= start else _sure(read_date(value, year=start.year + 1, day_first=self.day_first))

    def first(self, value: Value, last: dt.date | None) -> dt.date:
        """The first day. Without a year, it is the last such day before the end, or in the sheet's year."""
        try:
            return _sure(read_date(value, day_first=self.day_first))
        except NotUnderstoodError as refusal:
            if "no year" not in str(refusal) or (last is None and self.year is None):
                raise
        if last is None:
            return _sure(read_date(value, year=self.year, day_first=self.day_first))
        same = _sure(read_date(value, year=last.year, day_first=self.day_first))
        return same if same <= last else _sure(read_date(value, year=last.year - 1, day_first=self.day_first))

    def _start_with_year(self, value: Value) -> dt.date | None:
        try:
            return read_date(value, day_first=self.day_first)
        except NotUnderstoodError:
            return None


def read_window(value: Value, days: Days) -> tuple[dt.date, dt.date]:
    """ "8/2/27 - 9/26/27", "Aug 2 – Sep 26, 2027" → first and last day. Raises `NotUnderstoodError`."""
    parts = [part for part in _BETWEEN.split(shown(value)) if part]
    if len(parts) != 2:
        raise NotUnderstoodError("does not give a first and a last day: write them as 2027-08-02 to 2027-09-26")
    last = days.last(parts[1], beside=parts[0])
    return days.first(parts[0], last), last


def _sure(day: dt.date | None) -> dt.date:
    if day is None:
        raise NotUnderstoodError("is blank")
    return day
