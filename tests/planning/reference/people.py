"""Step 2, people: how many are expected on both of two lists."""

from dataclasses import dataclass

from planning.overlaps.people import People
from planning.overlaps.places import Atlas
from planning.overlaps.records import SHARE_UNKNOWN, Span
from planning.overlaps.worklists import WorkList, reach

from .meetings import Meeting


@dataclass(frozen=True, slots=True)
class Side:
    """One list of a meeting: its people in the shared place (at most so many, where its share is not known)."""

    work: WorkList
    inside: float
    is_known: bool


def people_on_both(meeting: Meeting, atlas: Atlas) -> People:
    """The smaller list's people in the shared place times the other's reach there.

    One figure where either side works everyone, or both the same constituency whose electorate is known. Otherwise a
    range from the figure with everyone's electorate up to the whole smaller list: nobody knows how alike the lists
    are. From 0 where the share of the place is not known.
    """
    sides = [_side(meeting, is_a, atlas) for is_a in (True, False)]
    most = min(side.inside for side in sides)
    if meeting.relation.basis == SHARE_UNKNOWN:
        return People(Span(0.0, _at_most(sides, meeting, atlas)), most)
    # A list whose own share is known is the surer ground; of two such the smaller one, as the definition has it.
    smaller, other = sorted(sides, key=lambda side: (not side.is_known, side.inside))
    known = _known_reach(other, meeting, atlas)
    if known is not None:
        both = min(smaller.inside * known, most)
        return People(Span(both, both), most)
    return People(Span(min(smaller.inside * _least_reach(other.work, atlas), most), most), most)


def _side(meeting: Meeting, is_a: bool, atlas: Atlas) -> Side:
    """The list is spread over its place by electorate."""
    work, relation = (meeting.a if is_a else meeting.b), meeting.relation
    share = relation.share_of(is_a)
    if share is not None:
        return Side(work, work.universe * share, True)
    # Not known: of a list in the larger place, at most the anchor's part of the electorate lives in the anchor.
    part, whole = atlas.electorate(relation.anchor), atlas.electorate(work.place)
    share = min(1.0, part / whole) if part and whole and work.place != relation.anchor else 1.0
    return Side(work, work.universe * share, False)


def _known_reach(side: Side, meeting: Meeting, atlas: Atlas) -> float | None:
    """Reach that gives one figure, None where there is none to be had."""
    one, two = meeting.a.constituencies, meeting.b.constituencies
    if not one or not two:
        return side.work.reach
    return _own_reach(side, meeting, atlas) if one == two else None


def _own_reach(side: Side, meeting: Meeting, atlas: Atlas) -> float | None:
    """Reach among the constituency: in the list's own place, or where only that is counted, in the shared one."""
    if side.work.own_reach is not None or not side.is_known:
        return side.work.own_reach
    anchor, relation = meeting.relation.anchor, meeting.relation
    share = relation.share_of(meeting.a.place == anchor)
    people = atlas.constituency_electorate(anchor, side.work.constituencies)
    return reach(side.inside, people * share) if people and share else None


def _least_reach(work: WorkList, atlas: Atlas) -> float:
    """Reach by everyone's electorate; where nobody has counted, by that of a place around it, which is no smaller."""
    if work.reach is not None:
        return work.reach
    return reach(work.universe, atlas.ceiling(work.place)) or 0.0


def _at_most(sides: list[Side], meeting: Meeting, atlas: Atlas) -> float:
    """As if the whole anchor lay in the other place."""
    one, two = sides
    known = ((side, other, _known_reach(other, meeting, atlas)) for side, other in ((one, two), (two, one)))
    figures = [side.inside * met for side, other, met in known if met is not None]
    return min([one.inside, two.inside, *figures])
