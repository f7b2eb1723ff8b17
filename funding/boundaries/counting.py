"""Counting a dollar once: totals exist only inside a boundary, which is a set of organizations. Pure.

A flow comes in from outside of it, stays inside, goes out, or has nothing to do with it. What comes in is counted;
what stays inside is the same money once more. Money that comes in, goes out and comes back by another way is not
counted a second time either, as far as awards say which award their money came by.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from .records import Flow, Kind

RULE: Final = (
    "What comes in from outside is counted. What moves between organizations inside is the same money once more, and "
    "is not counted again; nor is what went out and came back. Where a recipient sent money back unspent, what it "
    "passed on is the same money only up to what stayed with it."
)


@dataclass(frozen=True)
class Sorted:
    """Flows by how they lie to a boundary. `back` are those incoming ones whose money was inside before."""

    incoming: tuple[Flow, ...]
    back: tuple[Flow, ...]
    internal: tuple[Flow, ...]
    outgoing: tuple[Flow, ...]
    outside: tuple[Flow, ...]

    @property
    def counted_usd(self) -> Decimal:
        """What came in, each dollar once."""
        return total(self.incoming)

    @property
    def kept_usd(self) -> Decimal:
        """What came in less what went out: what stayed inside, or with less than nothing, was there before."""
        return total(self.incoming) + total(self.back) - total(self.outgoing)


def kind_of(giver: int, receiver: int, inside: Collection[int]) -> Kind:
    """How money from one organization to another lies to a boundary."""
    if giver in inside:
        return Kind.INTERNAL if receiver in inside else Kind.OUTGOING
    return Kind.INCOMING if receiver in inside else Kind.OUTSIDE


def sort_flows(
    flows: Iterable[Flow], inside: Collection[int], parents: Mapping[int, int], returned: Collection[int] = ()
) -> Sorted:
    """Every flow in exactly one place, in the order in which they came; but one that came by an award of which money
    was `returned` unspent lies in two, where less stayed than was passed on.

    `parents` say of awards by which award their money came.
    """
    flows = list(flows)
    found: dict[Kind, list[Flow]] = {kind: [] for kind in Kind}
    for flow in flows:
        found[kind_of(flow.giver, flow.receiver, inside)].append(flow)
    touching = {flow.award for kind in Kind if kind is not Kind.OUTSIDE for flow in found[kind]}
    coming, room = found[Kind.INCOMING], room_in(_dollars(flows), returned)
    incoming: list[Flow] = []
    back: list[Flow] = []
    for flow, before in zip(coming, counted_before(_dollars(coming), touching, parents, room), strict=True):
        if before < flow.amount_usd or not before:
            incoming.append(replace(flow, amount_usd=flow.amount_usd - before))
        if before:
            back.append(replace(flow, amount_usd=before))
    rest = (tuple(found[kind]) for kind in (Kind.INTERNAL, Kind.OUTGOING, Kind.OUTSIDE))
    return Sorted(tuple(incoming), tuple(back), *rest)


def room_in(dollars: Iterable[tuple[int, Decimal]], returned: Collection[int]) -> dict[int, Decimal]:
    """Of awards of which money came back (their keys), what stands of them: no more can have been passed on."""
    room = dict.fromkeys(returned, Decimal(0))
    for award, amount in dollars:
        if award in room:
            room[award] += amount
    return room


def counted_before(
    dollars: Iterable[tuple[int, Decimal]],
    among: Collection[int],
    parents: Mapping[int, int],
    room: Mapping[int, Decimal],
) -> list[Decimal]:
    """Of each of these (its award and dollars), how much is money that one of `among` brought already, however many
    hands ago: all of it, but through an award with `room` no more than stayed there, the first one first."""
    left, found = dict(room), []
    for award, amount in dollars:
        hands = _hands_to(award, among, parents)
        narrow = [each for each in hands if each in left]
        before = min([amount, *(left[each] for each in narrow)]) if hands else Decimal(0)
        for each in narrow:
            left[each] -= before
        found.append(before)
    return found


def _hands_to(award: int, among: Collection[int], parents: Mapping[int, int]) -> list[int]:
    """The awards that its money came by, back to the last one of `among`; none where there is no such."""
    hands = []
    for each in way_back(award, parents):
        hands.append(each)
        if each in among:
            return hands
    return []


def _dollars(flows: Iterable[Flow]) -> list[tuple[int, Decimal]]:
    return [(each.award, each.amount_usd) for each in flows]


def came_by(among: Collection[int], parents: Mapping[int, int]) -> set[int]:
    """Of all awards that `parents` know, those whose money came by one of `among`, through however many hands.

    Nothing comes by itself: where awards came by one another in a circle, the way ends where it began.
    """
    return {award for award in parents if any(before in among for before in way_back(award, parents))}


def way_back(award: int, parents: Mapping[int, int]) -> Iterator[int]:
    """The awards that the money of one came by, the last first; a circle ends where it began."""
    seen, at = {award}, parents.get(award)
    while at is not None and at not in seen:
        yield at
        seen.add(at)
        at = parents.get(at)


def total(flows: Iterable[Flow]) -> Decimal:
    """Dollars of these flows together: sensible for flows of one color, or where colors are told beside."""
    return sum((flow.amount_usd for flow in flows), Decimal(0))
