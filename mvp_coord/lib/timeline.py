"""Windows of time as percentages of a common span, for drawing them under one month axis (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

# Nothing is drawn after the month before the last one that there is.
_END = date.max.replace(month=11, day=30)


@dataclass(frozen=True)
class Tick:
    """The first day of a month: `x` in percent of the span, `label` is "Aug", or the year where one begins."""

    x: float
    label: str


@dataclass(frozen=True)
class Axis:
    """A span of whole months, both ends included, that days and windows are placed on."""

    first: date
    last: date

    @classmethod
    def around(cls, windows: Iterable[tuple[date, date]]) -> "Axis":
        """The whole months that hold all windows (start, end); there must be at least one."""
        pairs = list(windows)
        first = min(start for start, _ in pairs).replace(day=1)
        last = _next_month(min(max(end for _, end in pairs), _END)) - timedelta(days=1)
        return cls(first, last)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def x(self, on: date) -> float | None:
        """Where a day begins, in percent; None outside the span (a "today" line is then left out)."""
        if not self.first <= on <= self.last:
            return None
        return round(100 * (on - self.first).days / self.days, 2)

    def place(self, start: date, end: date) -> tuple[float, float]:
        """Left edge and width of a window in percent, both days included, cut at the span; at least 0.5 wide."""
        left = max((start - self.first).days, 0)
        right = min((end - self.first).days + 1, self.days)
        return round(100 * left / self.days, 2), round(max(100 * (right - left) / self.days, 0.5), 2)

    def ticks(self, *, at_most: int = 8) -> list[Tick]:
        """Month beginnings, thinned to a readable number by whole steps of 1, 2, 3, 6 or 12 months."""
        months = list(self._months())
        step = next((n for n in (1, 2, 3, 6, 12) if len(months) / n <= at_most), 12)
        years = [month.year for month in months[::step]]
        return [
            Tick(self.x(month) or 0, _tick_label(month, new_year=index > 0 and year != years[index - 1]))
            for index, (month, year) in enumerate(zip(months[::step], years, strict=True))
        ]

    def _months(self) -> Iterable[date]:
        month = self.first
        while month <= self.last:
            yield month
            month = _next_month(month)


def _next_month(on: date) -> date:
    return (on.replace(day=1) + timedelta(days=32)).replace(day=1)


def _tick_label(month: date, *, new_year: bool) -> str:
    if not new_year:
        return f"{month:%b}"
    return f"{month:%Y}" if month.month == 1 else f"{month:%b %Y}"
