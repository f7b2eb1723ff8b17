"""Step 3: what each meeting amounts to, in the order of the definition, with its reason."""

from collections.abc import Iterator

import numpy as np

from planning.overlaps import wording
from planning.overlaps.arrays import ints
from planning.overlaps.classes import Finding
from planning.overlaps.judging import TENTH
from planning.overlaps.meetings import Couple
from planning.overlaps.money import SameMoney
from planning.overlaps.people import People
from planning.overlaps.places import Atlas
from planning.overlaps.records import (
    COMPETING,
    CROSSWALK,
    DAYS_TOGETHER,
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
)
from planning.overlaps.shared import ABOVE, FEWEST_PEOPLE, FEWEST_SHARE
from planning.overlaps.touches import Others, Touches
from planning.overlaps.words import count

from .meetings import Ground, Meeting
from .people import people_on_both
from .touches import find_others, touches_of


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
        numbers, chances = [one.number for one, _ in others], [chance for _, chance in others]
        third = Others(self.ground.lists, ints(numbers), np.array(chances, dtype=np.float64))
        return Finding(meeting, class_, reason, certainty, touches, people, third, band)


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
