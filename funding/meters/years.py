"""Tax years: twelve months that begin in any month, named by the year in which they begin, as returns name them."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class TaxYear:
    """The twelve months from the first of `begins_month` (1 to 12) in `year`."""

    year: int
    begins_month: int = 1

    @property
    def first(self) -> dt.date:
        return dt.date(self.year, self.begins_month, 1)

    @property
    def last(self) -> dt.date:
        return dt.date(self.year + 1, self.begins_month, 1) - dt.timedelta(days=1)

    def holds(self, day: dt.date) -> bool:
        """Whether that day is in it."""
        return self.first <= day <= self.last


def year_of(day: dt.date, begins_month: int = 1) -> TaxYear:
    """The tax year that a day lies in, for who begins its years in that month."""
    return TaxYear(day.year if day.month >= begins_month else day.year - 1, begins_month)
