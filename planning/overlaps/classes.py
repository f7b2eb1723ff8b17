"""Step 3: what each meeting amounts to, with its reason; the judgement itself is made over columns."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from . import wording
from .board import board_of
from .judging import CLASSES, Judge, Verdicts
from .meetings import Meeting
from .money import SameMoney
from .people import People
from .places import Atlas
from .records import (
    COMPETING,
    DIFFERENT_GROUND,
    DUPLICATE,
    LIKELY,
    POSSIBLE,
    SAME_GROUND,
    SAME_MONEY,
    UNMEASURED,
    Activity,
    Family,
    Span,
)
from .touches import NOBODY, Others, Touches
from .worklists import WorkList

FLAGGED = (DUPLICATE, SAME_MONEY, SAME_GROUND, UNMEASURED, COMPETING)


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """A meeting with its class; the measures are those of list work whose volumes are known.

    `others` are those met by chance, of competing work only.
    """

    meeting: Meeting
    class_: str
    reason: str
    certainty: str | None = None
    touches: Touches | None = None
    people: People | None = None
    others: Others = NOBODY
    band: float | None = None

    @property
    def excess(self) -> Span | None:
        if self.touches is None or self.people is None or self.band is None or self.class_ != COMPETING:
            return None
        return self.people.both.times(max(0.0, self.touches.total - self.band))


def findings(
    work: Sequence[WorkList], families: Mapping[str, Family], atlas: Atlas, money: SameMoney, *, recorded: bool = True
) -> Iterator[Finding]:
    """One finding for each couple of one money or without numbers, one for each run of days of the rest.

    With `recorded` those too that never become a case.
    """
    activities = [activity for one in work for activity in one.activities]
    judge = Judge(board_of(activities, families, atlas, money), recorded=recorded)
    pages = _Pages(work, activities, judge, atlas)
    for found in judge.verdicts():
        yield from pages.findings(found, recorded=recorded)


class _Pages:
    """Verdicts, to be read one after the other. The board numbers the lists as `work` does: both are in one order."""

    def __init__(self, work: Sequence[WorkList], activities: Sequence[Activity], judge: Judge, atlas: Atlas) -> None:
        self.work, self.activities, self.judge, self.atlas = work, activities, judge, atlas
        # Plain numbers too: single ones come out of arrays slowly.
        self.days = judge.columns.starts.tolist(), judge.columns.ends.tolist()

    def findings(self, found: Verdicts, *, recorded: bool) -> Iterator[Finding]:
        self.found = found
        wanted = [code for code, class_ in enumerate(CLASSES) if recorded or class_ in FLAGGED]
        positions = np.flatnonzero(np.isin(self.found.class_, wanted))
        chances = self.found.chances
        others = np.searchsorted(chances.island, np.stack((positions, positions + 1)))
        for position, begin, end in zip(positions.tolist(), *others.tolist(), strict=True):
            yield self._finding(position, Others(self.work, chances.other[begin:end], chances.chance[begin:end]))

    def _meeting(self, position: int) -> Meeting:
        islands = self.found.islands
        a, b = self.work[islands.a[position]], self.work[islands.b[position]]
        relation = self.atlas.relation(a.place, b.place)
        assert relation is not None
        part = slice(*islands.begin[position : position + 2].tolist())
        starts, ends = self.days
        couples = [
            (self.activities[x], self.activities[y], max(starts[x], starts[y]), min(ends[x], ends[y]))
            for x, y in zip(islands.x[part].tolist(), islands.y[part].tolist(), strict=True)
        ]
        return Meeting(a, b, relation, couples)

    def _finding(self, position: int, others: Others) -> Finding:
        class_, meeting = CLASSES[self.found.class_[position]], self._meeting(position)
        if self.found.islands.alone[position]:
            one, two, *_ = meeting.couples[0]
            return Finding(meeting, class_, wording.couple_reason(one, two, class_))
        if class_ in (SAME_GROUND, DIFFERENT_GROUND):
            return Finding(meeting, class_, wording.ground_reason(class_, meeting.last - meeting.first + 1))
        rate_a, rate_b, others_rate = (float(rate[position]) for rate in self.found.rates)
        touches = Touches(rate_a, rate_b, others_rate, int(self.found.day[position]))
        both = self.found.both
        people = People(Span(float(both.low[position]), float(both.high[position])), float(both.smaller[position]))
        band = float(self.judge.band[meeting.a.number])
        certainty = (LIKELY if self.found.is_likely[position] else POSSIBLE) if class_ == COMPETING else None
        reason = wording.list_reason(class_, meeting, touches, people, band)
        return Finding(meeting, class_, reason, certainty, touches, people, others, band)
