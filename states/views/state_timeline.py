"""Who does what when in a state, against its elections and deadlines: lines of a table, each with its windows."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from mvp_coord.lib import wording
from mvp_coord.lib.timeline import Axis, Tick
from states.reports.calendar import Moment

from .state_plans import StatePlans

MOST_LINES, MOST_WINDOWS = 24, 3
# An election so many days after the last window is drawn too: it is what the work is for.
_LOOKS_AHEAD: Final = dt.timedelta(days=150)
# Days closer than this on the axis, in percent, share a mark.
_CLOSE: Final = 3.0

Window = tuple[dt.date, dt.date]
# A partner and a kind of tactic: as people read them, and as addresses have them.
Words = tuple[str, str]
Key = tuple[str, str]


@dataclass(frozen=True)
class TimeLine:
    """One partner's work of one kind: its windows in words, and as (left edge, width) in percent of the axis."""

    partner: str
    what: str
    windows: str
    spans: tuple[tuple[float, float], ...]
    count: int
    href: str
    last: dt.date


@dataclass
class Mark:
    """A place on the axis with a letter: days of the calendar that stand so close that they share it."""

    letter: str
    x: float
    moments: list[Moment] = field(default_factory=list)

    @property
    def has_election(self) -> bool:
        return any(each.deadline is None for each in self.moments)


class Timeline:
    """The activities that the list shows, all of its pages, by partner and kind of tactic. At least one is needed."""

    def __init__(self, plans: StatePlans, moments: list[Moment], today: dt.date) -> None:
        self.plans, self.today = plans, today
        windows = [(each.starts_on, each.ends_on) for each in plans.chosen]
        first, last = min(start for start, _ in windows), max(end for _, end in windows)
        near = [each for each in moments if first.replace(day=1) <= each.on <= last + _LOOKS_AHEAD]
        self.moments = near
        self.axis = Axis.around([(first, last), *((each.on, each.on) for each in near)])

    @cached_property
    def today_at(self) -> float | None:
        """Where today is, in percent; None outside of the axis."""
        return self.axis.x(self.today)

    @cached_property
    def ticks(self) -> list[Tick]:
        return self.axis.ticks(at_most=6)

    @cached_property
    def _all(self) -> list[tuple[bool, dt.date, Words, Key, list[Window]]]:
        """All lines in order, those that are over last."""
        found: dict[Key, list[Window]] = defaultdict(list)
        words: dict[Key, Words] = {}
        for each in self.plans.chosen:
            key = each.partner_slug, each.way.family
            found[key].append((each.starts_on, each.ends_on))
            words[key] = each.partner, each.way.family_label
        return sorted(
            (max(end for _, end in windows) < self.today, min(windows)[0], words[key], key, windows)
            for key, windows in found.items()
        )

    def _line(self, words: Words, key: Key, windows: list[Window]) -> TimeLine:
        runs = joined(windows)
        others = {name: value for name, value in self.plans.filters.items() if name not in {"partner", "family"}}
        return TimeLine(
            *words,
            windows=_in_words(runs),
            spans=tuple(self.axis.place(*run) for run in runs),
            count=len(windows),
            href=self.plans.rows(**others, partner=key[0], family=key[1]),
            last=runs[-1][1],
        )

    @cached_property
    def lines(self) -> list[TimeLine]:
        """Those that are not over and begin first, at most `MOST_LINES`."""
        return [self._line(words, key, windows) for _, _, words, key, windows in self._all[:MOST_LINES]]

    @property
    def total(self) -> int:
        """How many lines there are, also those that are left out."""
        return len(self._all)

    @property
    def more(self) -> int:
        """How many lines are left out."""
        return max(0, self.total - MOST_LINES)

    @cached_property
    def marks(self) -> list[Mark]:
        """The days of the calendar on the axis, in order, each with its letter."""
        marks: list[Mark] = []
        for moment in self.moments:
            x = self.axis.x(moment.on) or 0.0
            if not marks or x - marks[-1].x > _CLOSE:
                marks.append(Mark(_letter(len(marks)), x))
            marks[-1].moments.append(moment)
        return marks


def joined(windows: list[Window]) -> list[Window]:
    """The windows in order, those that touch or overlap as one."""
    runs: list[Window] = []
    for start, end in sorted(windows):
        if runs and start <= runs[-1][1] + dt.timedelta(days=1):
            runs[-1] = (runs[-1][0], max(runs[-1][1], end))
        else:
            runs.append((start, end))
    return runs


def _in_words(runs: list[Window]) -> str:
    """Each window, or of many the first and the last day."""
    if len(runs) <= MOST_WINDOWS:
        return "; ".join(wording.days(*run) for run in runs)
    return f"{wording.days(runs[0][0], runs[-1][1])}, in {len(runs)} parts"


def _letter(number: int) -> str:
    """A to Z, then A2 to Z2 and so on."""
    return chr(ord("A") + number % 26) + (str(number // 26 + 1) if number >= 26 else "")
