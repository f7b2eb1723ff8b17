"""The facts that one plan's overlaps rest on, and no others: plans of its kind of work where it meets somebody.

The engine finds the same cases of this plan in them as in all plans, in some milliseconds.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import Q

from funding.models.allocation import AllocationQuerySet
from partners.models import Activity, Program
from partners.models.program import ActivityQuerySet
from planning.models import Overlap
from states.models import Tactic

from .ground import ground_of
from .world import World, load_world


def world_near(activity: Activity, readable: ActivityQuerySet, money: AllocationQuerySet) -> World | None:
    """Those of these activities that decide about the overlaps of one of them; None if it meets nobody.

    Whom it meets on its own days and in which place is asked first. All links of a case have one anchor, so that all
    plans of the same kind of work in places around these anchors, at any time, make the whole of each case. At most
    five queries, and those for `money` (see `load_world`). A plan for the whole country, which meets those of all
    states, takes as long as all of them.
    """
    alike, state = _alike_to(activity, readable), activity.division.state_id
    if state is None:
        return load_world(alike, money=money)
    around = _Around(state)
    there = set(around.met(activity, alike).values_list("division", flat=True).distinct())
    if not there:
        return None
    home = around.homes[activity.division_id]
    relations = (around.atlas.relation(home, around.homes[key]) for key in there)
    anchors = {relation.anchor for relation in relations if relation}
    return load_world(around.around(alike, anchors), states=[state], ground=around.ground, money=money)


def world_at(
    overlap: Overlap, readable: ActivityQuerySet, money: AllocationQuerySet, *, is_registration: bool
) -> World:
    """Those of these activities that decide about a kept case: of its kind of work, in places around its anchor. At
    most four queries, and those for `money`. The case needs its anchor."""
    alike, state = _alike(overlap.family_id, readable, is_registration=is_registration), overlap.state_id
    if state is None:
        return load_world(alike, money=money)
    around = _Around(state)
    plans = around.around(alike, [overlap.anchor.ocd_id])
    return load_world(plans, states=[state], ground=around.ground, money=money)


def met_by(activity: Activity, readable: ActivityQuerySet) -> list[int]:
    """The keys of those of these activities that one of them meets: of other partners, of the same kind of work, in
    the same place or one around it, on the same day, whoever they are for. At most three queries."""
    alike, state = _alike_to(activity, readable), activity.division.state_id
    if state is not None:
        return list(_Around(state).met(activity, alike).values_list("pk", flat=True))
    return list(_met_among(alike, activity).values_list("pk", flat=True))


def _alike_to(activity: Activity, readable: ActivityQuerySet) -> ActivityQuerySet:
    """Those of the same family and kind of work."""
    is_registration = activity.program_type.is_registration
    return _alike(activity.tactic.family_id, readable, is_registration=is_registration)


def _alike(family: int | None, readable: ActivityQuerySet, *, is_registration: bool) -> ActivityQuerySet:
    """Those of a family and kind of work."""
    # As a list: the planner of the database knows better what few they are than of a query in a query.
    tactics = list(Tactic.objects.filter(family=family).order_by().values_list("pk", flat=True))
    return readable.filter(tactic__in=tactics, program_type__is_registration=is_registration)


def _met_among(plans: ActivityQuerySet, activity: Activity, **where: Any) -> ActivityQuerySet:
    """Those of other partners on its own days."""
    # Told by their programs: with one table less the database plans and finds them in a third of the time.
    own = Program.objects.filter(partner=activity.program.partner_id).order_by()
    days = {"starts_on__lte": activity.ends_on, "ends_on__gte": activity.starts_on}
    return plans.filter(~Q(program__in=own), **days, **where).order_by()


class _Around:
    """The places of a state as they lie to one another, by their keys in the database too, since by these an index
    finds plans."""

    def __init__(self, state: str) -> None:
        self.ground = ground_of(state)
        self.atlas = self.ground.atlas
        self.homes = {key: self.atlas.home(id) for key, id in self.ground.ids.items()}

    def met(self, activity: Activity, alike: ActivityQuerySet) -> ActivityQuerySet:
        """Those of other partners in places around, on its own days."""
        return _met_among(alike, activity, division__in=self._around([self.homes[activity.division_id]]))

    def around(self, activities: ActivityQuerySet, ids: Collection[str]) -> ActivityQuerySet:
        """Those in places that have ground in common with any of these."""
        return activities.filter(division__in=self._around(ids))

    def _around(self, ids: Collection[str]) -> list[int]:
        meets = {home for home in set(self.homes.values()) if any(self.atlas.meets(id, home) for id in ids)}
        return [key for key, home in self.homes.items() if home in meets]
