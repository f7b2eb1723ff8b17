"""What a partner's plan overlaps with at this moment, for one viewer: worked out now, from what the viewer may read.

A kept case is found by a job, some seconds after an edit. Whoever has just entered a plan wants to know at once. So
the engine runs over the plans that this viewer may read, and over nothing else: what these alone make a case of is
shown. A case that is kept already is shown under its own address, with what was decided.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from accounts.visibility import Viewer
from funding.models import Allocation
from partners.models import Activity, Partner
from planning.identity import continued, sketch_of
from planning.models import Overlap
from planning.overlaps import UNMEASURED, Case

from .cases import partly_read_by, readable_activities
from .decisions import covered_by, decided_in_part, decided_whole, readable_among
from .facts import members_in, place_name, sketch_of_kept
from .nearby import world_near
from .world import World, load_world


@dataclass(frozen=True)
class Other:
    """A partner whose plan meets one's own."""

    name: str
    slug: str


@dataclass(frozen=True)
class Meeting:
    """An overlap of one's own plan: what, why in a sentence, with whom, and by which of one's own lines (ids).

    `public_id` is the address of the kept case, "" while it is not kept yet; `decision` what was agreed on it.
    """

    title: str
    class_label: str
    sentence: str
    starts_on: dt.date
    ends_on: dt.date
    others: tuple[Other, ...]
    own_keys: frozenset[int]
    public_id: str
    decision: str
    is_question: bool

    @property
    def is_open(self) -> bool:
        """Nothing is agreed yet, and it is more than a question for numbers."""
        return not self.decision and not self.is_question


def meetings_of(viewer: Viewer, partner_ids: Collection[int]) -> list[Meeting]:
    """The overlaps of these partners' plans with those of others that this viewer may read, most tries first.

    At most eleven queries, however many plans there are.
    """
    if not (viewer.is_insider or viewer.partner_ids):
        return []
    readable = readable_activities(viewer)
    own = dict(
        readable.filter(program__partner__in=partner_ids)
        .order_by()
        .values_list("pk", "division__state_id")
        .distinct()
    )
    if not own:
        return []
    states = None if None in own.values() else sorted(filter(None, own.values()))
    if states is not None:
        readable = readable.reaching_states(states)
    world = load_world(readable, states=states, money=Allocation.objects.visible_to(viewer))
    return _meetings(viewer, _cases_with(own.keys(), world), world, own.keys(), partner_ids)


def meetings_at(viewer: Viewer, activity: Activity) -> list[Meeting]:
    """The same for one plan: found in the places where it meets somebody only, in some milliseconds.

    Each is the whole case, as among all plans that this viewer may read. `activity` needs its program, type, tactic
    and division. At most fifteen queries, however many plans there are.
    """
    if not (viewer.is_insider or viewer.partner_ids):
        return []
    world = world_near(activity, readable_activities(viewer), Allocation.objects.visible_to(viewer))
    cases = _cases_with({activity.pk}, world) if world else []
    if not world or not cases:
        return []
    partner = activity.program.partner_id
    own = {int(each.key) for each in world.activities if each.partner == partner}
    return _meetings(viewer, cases, world, own, [partner])


def _cases_with(keys: Collection[int], world: World) -> list[Case]:
    """The cases of these plans, most tries first."""
    cases = [case for case in world.find_overlaps().cases if not set(keys).isdisjoint(_ids(case))]
    return sorted(
        cases, key=lambda case: (-(case.excess_attempts.high if case.excess_attempts else 0), case.sentence)
    )


def _meetings(
    viewer: Viewer, cases: list[Case], world: World, own: Collection[int], partner_ids: Collection[int]
) -> list[Meeting]:
    if not cases:
        return []
    kept = _kept_like(cases)
    decided = _decided(viewer, cases, kept, world)
    partner_of = {int(each.key): int(each.partner) for each in world.activities}
    names = Partner.objects.in_bulk({partner_of[key] for case in cases for key in _ids(case)})
    found = []
    for position, case in enumerate(cases):
        old = kept.get(position)
        others = {partner_of[key] for key in _ids(case)} - set(partner_ids)
        found.append(
            Meeting(
                title=f"{world.families[case.family].label} in {place_name(world.places[case.anchor])}",
                class_label=str(Overlap.Class(case.class_).label),
                sentence=case.sentence,
                starts_on=case.shared.first,
                ends_on=case.shared.last,
                others=tuple(sorted((_other(names[key]) for key in others), key=lambda each: each.name)),
                own_keys=frozenset(_ids(case)) & frozenset(own),
                public_id=old.public_id if old else "",
                decision=decided.get(position, ""),
                is_question=case.class_ == UNMEASURED,
            )
        )
    return found


def _kept_like(cases: list[Case]) -> dict[int, Overlap]:
    """By position, the kept case that each of these continues. Two queries."""
    kept = list(
        Overlap.objects.standing()
        .filter(member_keys__overlap=sorted({key for case in cases for key in _ids(case)}))
        .select_related("family", "anchor")
        .prefetch_related("settlements")
        .order_by("pk")
    )
    same = continued([sketch_of(case) for case in cases], [sketch_of_kept(old) for old in kept])
    return {position: kept[place] for position, place in same.items()}


def _decided(viewer: Viewer, cases: list[Case], kept: dict[int, Overlap], world: World) -> dict[int, str]:
    """What was decided, in words, on the cases of which this viewer may know it. At most two queries."""
    readable = readable_among(viewer, covered_by(kept.values()))
    if not readable:
        return {}
    is_partly_read, found = partly_read_by(viewer), {}
    for position, old in kept.items():
        if is_partly_read(old):
            here = members_in(world, cases[position])
            decided = decided_in_part(old, readable, world=world, here=here)
        else:
            decided = decided_whole(old, readable)
        if decided.settlement:
            found[position] = decided.settlement.get_decision_display()
    return found


def _ids(case: Case) -> list[int]:
    return [int(key) for key in case.keys]


def _other(partner: Partner) -> Other:
    return Other(partner.name, partner.slug)
