"""Step 3: what each meeting amounts to, in the order of the definition, with its reason."""

from collections.abc import Iterator
from dataclasses import dataclass

from . import wording
from .meetings import Couple, Ground, Meeting
from .money import SameMoney
from .people import People, people_on_both
from .places import Atlas
from .records import (
    COMPETING,
    CROSSWALK,
    DIFFERENT_GROUND,
    DIFFERENT_PEOPLE,
    LIKELY,
    POSSIBLE,
    SAME_GROUND,
    SAME_MONEY,
    SEQUENCED,
    SHARE_UNKNOWN,
    UNMEASURED,
    WITHIN_BAND,
    Family,
    Span,
)
from .touches import Chance, Touches, find_others, touches_of
from .words import count

# The least difference that counts.
ABOVE = 1e-6
TENTH = 0.1
FEWEST_PEOPLE = 200
FEWEST_SHARE = 0.05
DAYS_TOGETHER = 14


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """A meeting with its class; the measures are those of list work whose volumes are known."""

    meeting: Meeting
    class_: str
    reason: str
    certainty: str | None = None
    touches: Touches | None = None
    people: People | None = None
    others: tuple[Chance, ...] = ()
    band: float | None = None

    @property
    def excess(self) -> Span | None:
        if self.touches is None or self.people is None or self.band is None or self.class_ != COMPETING:
            return None
        return self.people.both.times(max(0.0, self.touches.total - self.band))


class Judge:
    """Classifies meetings against everything else that goes on in the same place."""

    def __init__(self, ground: Ground, atlas: Atlas, money: SameMoney) -> None:
        self.ground = ground
        self.atlas = atlas
        self.money = money

    def findings(self, meeting: Meeting, family: Family) -> Iterator[Finding]:
        """One finding for each couple of one money or without numbers, one for each run of days of the rest."""
        rest: list[Couple] = []
        for couple in meeting.couples:
            class_ = self._class_of_couple(couple, family)
            if class_ is None:
                rest.append(couple)
                continue
            alone = next(meeting.islands([couple]))
            yield Finding(alone, class_, wording.couple_reason(couple[0], couple[1], class_))
        for island in meeting.islands(rest):
            yield self._same_ground(island) if family.works == "ground" else self._competing(island, family)

    def _class_of_couple(self, couple: Couple, family: Family) -> str | None:
        one, two = couple[0], couple[1]
        if self.money.links(one, two):
            return SAME_MONEY
        return UNMEASURED if family.works == "list" and not (one.is_measured and two.is_measured) else None

    def _same_ground(self, meeting: Meeting) -> Finding:
        """Same or nested places, both at county level or below: a state-wide tour does not meet a county's table."""
        days = meeting.last - meeting.first + 1
        places = (meeting.a.place, meeting.b.place)
        is_inside = meeting.relation.basis not in (CROSSWALK, SHARE_UNKNOWN)
        if is_inside and all(self.atlas.is_local(place) for place in places) and days >= DAYS_TOGETHER:
            return Finding(meeting, SAME_GROUND, f"On the same ground for {days} days.")
        why = "Too wide a place to meet." if days >= DAYS_TOGETHER else f"Together for {count(days, 'day')} only."
        return Finding(meeting, DIFFERENT_GROUND, why)

    def _competing(self, meeting: Meeting, family: Family) -> Finding:
        others = tuple(find_others(meeting, self.ground, self.atlas))
        touches = touches_of(meeting, others, self.money)
        people = people_on_both(meeting, self.atlas)
        band = float(family.band_high or 0)
        class_, certainty = classify(touches, people, band)
        reason = wording.list_reason(class_, meeting, touches, people, band)
        return Finding(meeting, class_, reason, certainty, touches, people, others, band)


def classify(touches: Touches, people: People, band: float) -> tuple[str, str | None]:
    """Competing, or the first of the reasons why not."""
    if touches.total <= band + ABOVE:
        return WITHIN_BAND, None
    # What is exactly a tenth, or exactly 200 people, must not fall short by the rounding of a sum or a product.
    fewest = max(FEWEST_PEOPLE, FEWEST_SHARE * people.smaller) - ABOVE
    if people.both.high < fewest:
        return DIFFERENT_PEOPLE, None
    if touches.lesser < TENTH * touches.total - ABOVE:
        return SEQUENCED, None
    return COMPETING, LIKELY if people.both.low >= fewest else POSSIBLE
