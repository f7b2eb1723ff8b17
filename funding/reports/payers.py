"""Out of whose funds the work of a program is paid, through however many hands the money went."""

from collections import defaultdict
from collections.abc import Collection

from funding.boundaries import way_back
from funding.models.allocation import AllocationQuerySet


def payers_of(readable: AllocationQuerySet, programs: Collection[int] | None = None) -> dict[int, frozenset[int]]:
    """By program (key; None: of all programs), the organizations out of whose funds its decided allocations came,
    without its own partner.

    A chain ends where an allocation is not among those given: nobody learns more than he or she may read. One query
    where nothing is allocated to these programs, else at most one more for each hand.
    """
    decided = readable.decided().order_by()
    paid = decided.filter(program__isnull=False) if programs is None else decided.filter(program__in=programs)
    rows = list(paid.values_list("pk", "parent_id", "fund__owner_id", "program_id", "program__partner_id"))
    links = {key: (parent, owner) for key, parent, owner, *_ in rows}
    asked = {parent for parent, _ in links.values() if parent} - links.keys()
    known = {*links, *asked}
    while asked:
        hands = decided.filter(pk__in=asked).values_list("pk", "parent_id", "fund__owner_id")
        links |= {key: (parent, owner) for key, parent, owner in hands}
        asked = {parent for parent, _ in links.values() if parent} - known
        known |= asked
    parents = {key: parent for key, (parent, _) in links.items() if parent in links}
    by: dict[int, set[int]] = defaultdict(set)
    for key, _, _, program, partner in rows:
        by[program] |= {links[hand][1] for hand in (key, *way_back(key, parents))} - {partner}
    return {program: frozenset(payers) for program, payers in by.items() if payers}
