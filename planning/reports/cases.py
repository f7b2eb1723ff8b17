"""Cases as a viewer may see them, with figures that tell nothing of plans that the viewer may not read.

The job runs the engine over everything. Insiders who may read all plans of a state see what it kept. For
anybody else the engine runs again, over the plans that this viewer may read: what these alone make a
case of is shown with its own figures, under the address of the kept case, and nothing else is.

Coordinated programs are compared for counsel only, until walls tell who is on which side.
"""

import copy
import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Prefetch

from accounts.visibility import Viewer
from funding.models import Allocation
from mvp_coord.jobs.models import DueWork
from partners.actions.due import KEPT_BACK
from partners.models import Activity, Program
from partners.models.program import ActivityQuerySet
from planning.identity import continued, sketch_of
from planning.models import Overlap, OverlapMember, Settlement
from planning.models.overlap import OverlapQuerySet
from states.models import Cycle

from .decisions import (
    UNDECIDED,
    Decided,
    covered_by,
    decided_and_gone,
    decided_in_part,
    decided_whole,
    readable_among,
    readable_programs,
)
from .facts import members_in, sketch_of_kept
from .figures import FIGURES, figures_of
from .said import GONE, NAMES, Places, plans_of, sentence_of, with_members
from .world import load_world

_MEASURES = [name for name in FIGURES if name.endswith(("_low", "_high"))]


@dataclass(frozen=True)
class CaseView:
    """A case for one viewer: figures (`overlap`, not to be saved) and the members that the viewer may read.

    `is_whole` tells whether the viewer reads all that the case rests on. `decided` is what was decided, for this
    viewer: what is in force, or which changed facts opened the case again. `said` is the sentence of figures that are
    this viewer's own; the kept one is worded when it is asked for.
    """

    overlap: Overlap
    members: tuple[Activity, ...]
    is_whole: bool
    decided: Decided = UNDECIDED
    said: str = ""
    places: Places | None = None

    @cached_property
    def sentence(self) -> str:
        """Why it is a case."""
        plans = plans_of(self.members)
        return self.said or sentence_of(self.overlap, plans, self.places or Places([(self.overlap, plans)]))

    @property
    def settlement(self) -> Settlement | None:
        """The decision in force."""
        return self.decided.settlement

    @property
    def partner_ids(self) -> frozenset[int]:
        return frozenset(activity.program.partner_id for activity in self.members)

    @property
    def since(self) -> dt.datetime:
        """Since when all of its plans are on record. When the check first found it could tell of hidden plans."""
        return max((member.created_at for member in self.members), default=self.overlap.first_found_at)

    def is_in(self, cycle: Cycle | None) -> bool:
        """As `Overlap.objects.in_cycle`, by the weeks that this viewer is shown."""
        return cycle is None or cycle.is_met(self.overlap.starts_on, self.overlap.ends_on)

    @property
    def is_open(self) -> bool:
        """Standing, undecided, and more than a question for numbers."""
        return (
            self.settlement is None
            and self.overlap.cleared_at is None
            and self.overlap.overlap_class != Overlap.Class.UNMEASURED
        )


@dataclass(frozen=True)
class OpenCounts:
    """How many open cases a viewer sees: in all, by state (postal code), and by partner (id)."""

    total: int
    by_state: Counter[str]
    by_partner: Counter[int]


def readable_activities(viewer: Viewer) -> ActivityQuerySet:
    """The comparable activities that this viewer's cases may rest on."""
    # Asked of the programs at once: the database plans and joins half as much as for one condition after the other.
    return Activity.objects.present().filter(program__in=readable_programs(viewer).counting())


def case_views(
    viewer: Viewer,
    *,
    states: Iterable[str] | None = None,
    partner_id: int | None = None,
    with_gone: bool = False,
) -> list[CaseView]:
    """The standing cases that this viewer may see, most attempts at stake first; of `states`, with `partner_id`.

    `with_gone` adds those that are settled and no longer found. At most ten queries, however many cases there are.
    """
    if not (viewer.is_insider or viewer.partner_ids):
        return []
    kept = _kept(Overlap.objects.standing_or_decided() if with_gone else Overlap.objects.standing(), states)
    if not kept:
        return []
    views = [view for view in _for_viewer(viewer, kept) if view.settlement or not view.overlap.cleared_at]
    if not with_gone:
        views = [view for view in views if not view.overlap.cleared_at]
    if partner_id is not None:
        views = [view for view in views if partner_id in view.partner_ids]
    return sorted(views, key=_weight)


def case_view(viewer: Viewer, public_id: str) -> CaseView | None:
    """One case by its address, cleared or not; None for one that this viewer may not see."""
    if not (viewer.is_insider or viewer.partner_ids):
        return None
    kept = _kept(Overlap.objects.filter(public_id=public_id), None)
    if not kept:
        return None
    # A viewer's own figures may continue another case of the same place, so all of these are matched together.
    around = kept if kept[0].cleared_at else _kept(Overlap.objects.standing(), _state_of(kept[0]))
    return next((view for view in _for_viewer(viewer, around) if view.overlap.public_id == public_id), None)


def open_counts(viewer: Viewer) -> OpenCounts:
    """Open cases by state and by partner, each the number of rows that the viewer's list shows."""
    views = [view for view in case_views(viewer) if view.is_open]
    by_partner = Counter(partner for view in views for partner in view.partner_ids)
    by_state = Counter(view.overlap.state_id for view in views if view.overlap.state_id)
    return OpenCounts(total=len(views), by_state=by_state, by_partner=by_partner)


def _state_of(overlap: Overlap) -> list[str] | None:
    return [overlap.state_id] if overlap.state_id else None


def _weight(view: CaseView) -> tuple[object, ...]:
    overlap = view.overlap
    return (
        not view.is_open,
        -(overlap.excess_attempts_high or 0),
        overlap.certainty != Overlap.Certainty.LIKELY,
        overlap.overlap_class,
        overlap.public_id,
    )


def _kept(overlaps: OverlapQuerySet, states: Iterable[str] | None) -> list[Overlap]:
    if states is not None:
        overlaps = overlaps.filter(state_id__in=list(states))
    return list(
        overlaps.select_related("family", "anchor", "state", "owner").prefetch_related(
            with_members(), Prefetch("settlements", queryset=Settlement.objects.select_related("decided_by"))
        )
    )


def _for_viewer(viewer: Viewer, kept: list[Overlap]) -> list[CaseView]:
    is_partly_read = partly_read_by(viewer)
    # No check brings up to date what it does not find any more: a plan of it may have been hidden since.
    ended = {each.pk: {one.activity_id for one in each.members.all()} for each in kept if each.cleared_at}
    readable = readable_among(viewer, covered_by(kept).union(*ended.values()))
    partly = {each.pk for each in kept if is_partly_read(each) or not readable.issuperset(ended.get(each.pk, ()))}
    whole = [overlap for overlap in kept if overlap.pk not in partly]
    views = whole_views(whole, [decided_whole(overlap, readable) for overlap in whole])
    rest = [overlap for overlap in kept if overlap.pk in partly]
    standing = [overlap for overlap in rest if overlap.cleared_at is None]
    own = _recomputed(viewer, standing, readable) if standing else []
    found = {view.overlap.pk for view in own}
    return views + own + _gone([overlap for overlap in rest if overlap.pk not in found], readable)


def whole_views(kept: Sequence[Overlap], decided: Sequence[Decided]) -> list[CaseView]:
    """Kept cases, with what was decided on each, for somebody who reads all that they rest on. They come with their
    family, anchor and members (`with_members`)."""
    members = [tuple(member.activity for member in overlap.members.all()) for overlap in kept]
    places = Places([(overlap, plans_of(each)) for overlap, each in zip(kept, members, strict=True)])
    return [
        CaseView(overlap, each, True, how, places=places)
        for overlap, each, how in zip(kept, members, decided, strict=True)
    ]


def partly_read_by(viewer: Viewer) -> Callable[[Overlap], bool]:
    """Tells of a case whether this viewer gets figures of his or her own. One query for insiders.

    Whoever is no insider always does: so nothing on a page tells whether there is a plan that one may not read. Of
    insiders those do from whom a comparable plan of the case's state is hidden, or a plan on which a standing case
    there has rested since the last check; and all of them where money is kept back that its kept cases may rest on,
    until the next check. A plan for the whole country meets those of every state, and they meet in it.
    """
    if not viewer.is_insider:
        return lambda overlap: True
    # Of programs few are hidden, and a plan is as its program is: so no plan is looked at that is not.
    hidden_programs = Program.objects.order_by().exclude(pk__in=readable_programs(viewer).values("pk"))
    hidden_plans = Activity.objects.order_by().filter(program__in=hidden_programs)
    of_plans = hidden_plans.comparable().values_list("division__state_id", flat=True)
    # It may have moved to another state since, or count no longer.
    members = ArraySubquery(hidden_plans.values("pk"))
    of_cases = Overlap.objects.standing().order_by().filter(member_keys__overlap=members)
    of_money = DueWork.objects.filter(kind=KEPT_BACK).order_by().values_list("key", flat=True)
    hidden = {code or None for code in of_plans.union(of_cases.values_list("state_id", flat=True), of_money)}
    return lambda overlap: (
        bool(hidden & {overlap.state_id, None}) or bool(hidden and not overlap.state_id) or _was_of_money(overlap)
    )


def _was_of_money(overlap: Overlap) -> bool:
    """Whether it says what is found no more of money, which may have been kept back since."""
    return overlap.cleared_at is not None and overlap.overlap_class == Overlap.Class.SAME_MONEY


def _recomputed(viewer: Viewer, kept: list[Overlap], readable: frozenset[int]) -> list[CaseView]:
    """The engine over what this viewer may read, matched to the kept cases."""
    found_in = {overlap.state_id for overlap in kept}
    states = None if None in found_in else sorted(filter(None, found_in))
    activities = readable_activities(viewer)
    if states is not None:
        activities = activities.reaching_states(states)
    world = load_world(activities, states=states, money=Allocation.objects.visible_to(viewer))
    found = world.find_overlaps().cases
    same = continued([sketch_of(case) for case in found], [sketch_of_kept(old) for old in kept])
    members = {member.activity_id: member.activity for old in kept for member in old.members.all()}
    # Usually none: these alone can make a case with an activity that the kept case has no need of.
    missing = {int(key) for n in same for key in found[n].keys} - members.keys()
    if missing:
        members |= Activity.objects.select_related(*NAMES).in_bulk(missing)
    views = []
    for n, o in same.items():
        mine = tuple(members[int(key)] for key in sorted(found[n].keys))
        here = members_in(world, found[n])
        decided = decided_in_part(kept[o], readable, world=world, here=here)
        views.append(_shown(kept[o], figures_of(found[n]), mine, decided, found[n].sentence))
    return views


def _gone(kept: list[Overlap], readable: frozenset[int]) -> list[CaseView]:
    """What was agreed, without figures, where the plans make no case any more for those who may read all of them."""
    decided = {overlap.pk: decided_and_gone(overlap, readable) for overlap in kept}
    keys = {key for each in decided.values() if each.settlement for key in each.settlement.covers}
    plans = Activity.objects.select_related(*NAMES).in_bulk(keys) if keys else {}
    views = []
    for overlap in kept:
        last = decided[overlap.pk].settlement
        if last is None:
            continue
        mine = tuple(plans[key] for key in last.covers)
        figures = dict.fromkeys(_MEASURES) | {"dollars_basis": "", "member_keys": list(last.covers)}
        figures["starts_on"] = min(each.starts_on for each in mine)
        figures["ends_on"] = max(each.ends_on for each in mine)
        figures["cleared_at"] = last.decided_at
        # The class of the kept case may rest on plans and money that this viewer may not know.
        figures["overlap_class"], figures["certainty"] = last.told.get("class", ""), last.told.get("certainty", "")
        views.append(_shown(overlap, figures, mine, decided[overlap.pk], GONE))
    return views


def _shown(
    kept: Overlap, figures: dict[str, object], members: tuple[Activity, ...], decided: Decided, said: str
) -> CaseView:
    """The kept case with this viewer's own figures, members and sentence."""
    shown = copy.copy(kept)
    # What the check knows of all plans is of no use here, and not this viewer's.
    blank = Overlap()
    nothing = {name: getattr(blank, name) for name in Overlap.ANEW}
    for name, value in (nothing | figures).items():
        setattr(shown, name, value)
    # The row itself no longer leads to the members and decisions that this viewer may not read.
    shown._prefetched_objects_cache = {  # type: ignore[attr-defined]
        "members": OverlapMember.objects.none(),
        "settlements": Settlement.objects.none(),
    }
    shown.settlement = decided.settlement
    return CaseView(shown, members, False, decided, said)
