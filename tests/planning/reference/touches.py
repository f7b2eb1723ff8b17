"""Step 2, touches: how often somebody on both lists is tried in the worst 28 days."""

from collections.abc import Iterable, Sequence

from planning.overlaps.duplicates import meet
from planning.overlaps.money import SameMoney
from planning.overlaps.places import Atlas
from planning.overlaps.touches import Chance, Touches
from planning.overlaps.windows import DAYS, worst_day
from planning.overlaps.worklists import WorkList

from .meetings import Ground, Meeting


def find_others(meeting: Meeting, ground: Ground, atlas: Atlas) -> list[Chance]:
    """Lists comparable with both sides, with the chance that somebody on both lists is on them as well.

    One that meets both sides meets them on a day that they share. Those whose volumes, reach or share of the place
    are not known add nothing: a guess about a third plan must not turn two others into a case.
    """
    found = []
    for other in _candidates(meeting, ground, atlas):
        chance = _chance(other, meeting, atlas)
        if chance:
            found.append((other, chance))
    return sorted(found, key=lambda chance: chance[0].number)


def _candidates(meeting: Meeting, ground: Ground, atlas: Atlas) -> Iterable[WorkList]:
    a, b, first, last = meeting.a, meeting.b, meeting.first, meeting.last
    partners = a.partner, b.partner
    for other in ground.around((a.family, a.is_registration, meeting.relation.anchor)):
        if (
            other.partner not in partners
            and any(start <= last and end >= first for start, end, _ in other.runs)
            and meet(other.constituencies, a.constituencies)
            and meet(other.constituencies, b.constituencies)
            and atlas.relation(other.place, a.place)
            and atlas.relation(other.place, b.place)
        ):
            yield other


def _chance(other: WorkList, meeting: Meeting, atlas: Atlas) -> float:
    """Reach times the share of the pair's common place that the list covers; 0 where either is unknown."""
    own = other.constituencies
    # If all people of a side belong to the third list's constituency, so do those on both lists.
    is_own = own and any(side and side <= own for side in (meeting.a.constituencies, meeting.b.constituencies))
    met = other.own_reach if is_own and other.own_reach is not None else other.reach
    if not met:
        return 0.0
    if other.place in (meeting.a.place, meeting.b.place):
        return met
    relation = atlas.relation(meeting.relation.anchor, other.place)
    return met * (relation.share_a or 0.0) if relation else 0.0


def worst_touches(a: WorkList, b: WorkList, others: Sequence[Chance], first: int, last: int) -> Touches:
    """The worst 28 days, among those that hold at least one of the shared days `first` to `last` (ordinals).

    For two single activities these are the worst of all days; for lists with work in several seasons, those of the
    season in which they meet. Of equally bad ones it is the earliest.
    """
    day = worst_day(((one.bends, weight) for one, weight in ((a, 1.0), (b, 1.0), *others)), first, last + DAYS - 1)
    return Touches(a.rate(day), b.rate(day), sum(one.rate(day) * chance for one, chance in others), day)


def touches_of(meeting: Meeting, others: Sequence[Chance], money: SameMoney) -> Touches:
    """Touches of a meeting, with attempts that are paid from the same money counted once."""
    repeated = money.repeated((meeting.a, meeting.b), [other for other, _ in others])
    if repeated:
        others = [(other.without(repeated), chance) for other, chance in others]
    a, b = meeting.a.without(repeated), meeting.b.without(repeated)
    return worst_touches(a, b, others, meeting.first, meeting.last)
