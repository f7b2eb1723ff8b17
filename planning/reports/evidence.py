"""The evidence of a case, pair by pair: worked out from the plans as they stand, when somebody reads it.

A check keeps what a case comes to and which plans are in it; to keep every pair of very many cases would take longer
than to find them. Whoever reads one gets the pairs of the plans that he or she may read, and of no others.
"""

from collections.abc import Sequence
from dataclasses import replace

from accounts.visibility import Viewer
from funding.models import Allocation
from partners.models import Activity
from planning.identity import match, sketch_of
from planning.models import Overlap
from planning.overlaps import Case, Pair

from .cases import CaseView, readable_activities
from .facts import sketch_of_kept
from .nearby import world_at
from .world import load_world


def evidence_of(viewer: Viewer, view: CaseView) -> tuple[Pair, ...]:
    """The pairs of this viewer's case; none for one that no check finds any more. At most eight queries.

    Only plans of its kind of work in places around it are looked at, which make the whole of it.
    """
    overlap = view.overlap
    if overlap.cleared_at is not None or not view.members:
        return ()
    is_registration = view.members[0].program_type.is_registration
    money = Allocation.objects.visible_to(viewer)
    world = world_at(overlap, readable_activities(viewer), money, is_registration=is_registration)
    members = frozenset(member.pk for member in view.members)
    return _pairs(world.find_overlaps().cases, [(overlap, members)]).get(overlap.pk, ())


def evidence_in(code: str, kept: Sequence[Overlap]) -> dict[int, tuple[Pair, ...]]:
    """The pairs of kept cases of a state (postal code), over all plans, by the keys of the cases. Four queries.

    The cases should come with their family and anchor.
    """
    plans = Activity.objects.comparable().reaching_state(code)
    cases = load_world(plans, states=[code], money=Allocation.objects.read_by_every_insider()).find_overlaps().cases
    return _pairs(cases, [(overlap, frozenset(overlap.member_keys)) for overlap in kept])


def _pairs(cases: Sequence[Case], kept: Sequence[tuple[Overlap, frozenset[int]]]) -> dict[int, tuple[Pair, ...]]:
    """Those of the found case that continues each of the kept ones."""
    members = [replace(sketch_of_kept(old), members=keys) for old, keys in kept]
    same = match([sketch_of(case) for case in cases], members)
    return {kept[place][0].pk: cases[position].pairs for position, place in same.items()}
