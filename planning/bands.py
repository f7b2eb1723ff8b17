"""What a change of touch bands does to cases: those that open, those that clear, and those whose figures change.

Pure: what the engine found with the bands of today and with others goes in, turns come out. Which case is which is
judged exactly as the check judges it, so that it later finds what was foretold.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from planning.identity import Sketch, match, sketch_of
from planning.overlaps import Case, Span

OPENS: Final = "opens"
CLEARS: Final = "clears"
CHANGES: Final = "changes"


@dataclass(frozen=True, slots=True)
class Band:
    """Attempts for one person on the list in 28 days: from `low`, below which it is too little, to `high`."""

    low: Decimal
    high: Decimal

    def plain(self) -> list[str]:
        """As it is kept, in JSON; `Band.from_plain` reads it."""
        return [f"{end.normalize():f}" for end in (self.low, self.high)]

    @classmethod
    def from_plain(cls, plain: Sequence[str]) -> "Band":
        low, high = plain
        return cls(Decimal(low), Decimal(high))


@dataclass(frozen=True, slots=True)
class Turn:
    """What becomes of one case: without `before` it opens, without `after` it clears, with both its figures change.

    `back` is the position of the cleared case that would come back as itself, None for any other.
    """

    before: Case | None
    after: Case | None
    back: int | None = None

    @property
    def kind(self) -> str:
        return OPENS if self.before is None else CLEARS if self.after is None else CHANGES


def turns(before: Sequence[Case], after: Sequence[Case], gone: Sequence[Sketch]) -> list[Turn]:
    """Every case that is not the same afterwards. `gone` are cases that were cleared and could come back."""
    same = match([sketch_of(case) for case in after], [*(sketch_of(case) for case in before), *gone])
    found = []
    for position, case in enumerate(after):
        place = same.get(position)
        if place is None or place >= len(before):
            found.append(Turn(None, case, None if place is None else place - len(before)))
        elif _measures(case) != _measures(before[place]):
            found.append(Turn(before[place], case))
    continued = set(same.values())
    return found + [Turn(case, None) for place, case in enumerate(before) if place not in continued]


def _measures(case: Case) -> tuple[object, ...]:
    """What people read of a case. Its words name the band itself, so they change whenever that does."""
    spans = (case.people, case.touches, case.excess_attempts, case.dollars)
    return (case.certainty, case.shared, frozenset(case.keys), *(_rounded(span) for span in spans))


def _rounded(span: Span | None) -> tuple[float, float] | None:
    return None if span is None else (round(float(span.low), 2), round(float(span.high), 2))
