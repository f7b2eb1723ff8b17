"""Which allocations do not count where they stand, because their money counts, or was, there before.

Every total of money asks here: the pipeline, states, partners and the page that counts once say the same figure, by
the rule of `funding.boundaries`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from funding.boundaries import came_by
from funding.models.allocation import AllocationQuerySet, Inside
from partners.models import PartnerState

from .boundaries import GIVERS


@dataclass(frozen=True)
class Hand:
    """An allocation in a chain: its key, who gave and who received."""

    key: int
    giver: int
    receiver: int


@dataclass(frozen=True)
class Chains:
    """The allocations that counted dollars came by and went on by; `parents` by key, without what is hidden."""

    parents: dict[int, int]
    hands: tuple[Hand, ...]

    def back_in(self, inside: Collection[int]) -> set[int]:
        """Keys of those whose money had been inside (at these organizations) before."""
        touching = {each.key for each in self.hands if each.giver in inside or each.receiver in inside}
        return came_by(touching, self.parents)


def chains_of(visible: AllocationQuerySet) -> Chains:
    """The chains of these allocations. Two queries, one where there are none."""
    counted = visible.counted().in_dollars().order_by()
    parents = dict(counted.filter(parent__isnull=False).values_list("pk", "parent_id"))
    if not parents:
        return Chains({}, ())
    keys = {*parents, *parents.values()}
    rows = counted.filter(pk__in=keys).values_list("pk", "fund__owner_id", "entity__partner_id")
    return Chains(parents, tuple(Hand(*row) for row in rows))


def passed_on_in(visible: AllocationQuerySet, here: AllocationQuerySet) -> set[int]:
    """Keys of allocations whose money came, however far back, by one that counts among `here`.

    Two queries at most.
    """
    parents = dict(visible.counted().filter(parent__isnull=False).order_by().values_list("pk", "parent_id"))
    if not parents:
        return set()
    counting = here.counted().in_dollars().filter(pk__in={*parents.values()}).order_by()
    return came_by(set(counting.values_list("pk", flat=True)), parents)


def at_edge_of(allocations: AllocationQuerySet, inside: Inside) -> AllocationQuerySet:
    """Those that somebody inside gave or received."""
    return allocations.filter(inside("fund__owner__") | inside("entity__partner__"))


def back_by_state(visible: AllocationQuerySet) -> dict[str, set[int]]:
    """By postal code, keys of allocations whose money had been in the state's ecosystem before. Three queries at
    most."""
    chains = chains_of(visible)
    people = _organizations(chains.hands)
    there = PartnerState.objects.filter(partner__in=people).exclude(partner__kind__in=GIVERS) if people else ()
    inside: dict[str, set[int]] = defaultdict(set)
    for each in there:
        inside[each.state_id].add(each.partner_id)
    found = {code: chains.back_in(partners) for code, partners in inside.items()}
    return {code: keys for code, keys in found.items() if keys}


def back_to_receiver(visible: AllocationQuerySet) -> set[int]:
    """Keys of allocations whose money their own receiver had had before. At most two queries."""
    chains = chains_of(visible)
    by_receiver: dict[int, set[int]] = defaultdict(set)
    for each in chains.hands:
        if each.key in chains.parents:
            by_receiver[each.receiver].add(each.key)
    return {key for receiver, keys in by_receiver.items() for key in keys & chains.back_in({receiver})}


def _organizations(hands: Iterable[Hand]) -> set[int]:
    return {key for each in hands for key in (each.giver, each.receiver)}
