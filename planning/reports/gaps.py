"""Gaps as a viewer may see them: worked out over the priorities and plans that this person may read.

A figure from hidden plans would tell of them, so nobody's gaps rest on more than the own reading: whoever reads fewer
plans is told of more gaps, never of a plan. Roles are empty as far as the directory that this viewer reads goes.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from accounts.visibility import Viewer
from partners.models import Partner
from planning import gaps
from planning.overlaps.places import Atlas
from planning.overlaps.words import figure
from states.calendar import general_election_day
from states.models import Cycle, Priority

from .gap_kinds import AnyGap, NeedGap, PeopleGap, RoleGap
from .gap_memory import Kept, facts_of_people, kept_for, stand_of
from .gap_needs import need_gaps
from .gap_rank import InState, Rank
from .gap_roles import role_gaps
from .gap_search import search_for


@dataclass(frozen=True)
class Found:
    """All gaps that a viewer sees, the most pressing first, and the priorities that ask for their numbers."""

    people: tuple[PeopleGap, ...]
    roles: tuple[RoleGap, ...]
    needs: tuple[NeedGap, ...]
    asking: tuple[tuple[Priority, str], ...]
    checked: int
    has_priorities: bool = True

    @cached_property
    def ranked(self) -> list[AnyGap]:
        """Gaps of all kinds, the most pressing first."""
        every: list[AnyGap] = [*self.people, *self.roles, *self.needs]
        return sorted(every, key=lambda gap: (-gap.rank.score, gap.title, gap.key))

    @cached_property
    def states(self) -> dict[str, str]:
        """Names of the states that have a gap, by postal code."""
        found = {state for each in self.ranked for state in each.states}
        return {state.code: state.name for state in sorted(found, key=lambda state: state.name)}


NOTHING_FOUND: Final = Found((), (), (), (), 0, has_priorities=False)


def gaps_for(viewer: Viewer, cycle: Cycle, *, states: Iterable[str] | None = None, today: dt.date) -> Found:
    """The gaps of a cycle that this viewer sees, in these states (postal codes; None: all)."""
    search = search_for(viewer, cycle, None if states is None else list(states), today=today)
    if search is None:
        return NOTHING_FOUND
    found, asking = search.run()
    by_id = {each.pk: each for each in search.priorities}
    atlas, kept = search.atlas, kept_for(viewer)
    matters = _matters(search.priorities, cycle)
    return Found(
        people=tuple(_people(found, by_id, kept, atlas, viewer)),
        roles=tuple(role_gaps(viewer, cycle, matters, kept, today=today)),
        needs=tuple(need_gaps(viewer, cycle, matters, kept, search.leads, today=today)),
        asking=tuple((by_id[int(each.aim.key)], each.reason) for each in asking),
        checked=len(search.world.activities),
    )


def _people(
    found: Sequence[gaps.Gap], by_id: Mapping[int, Priority], kept: Kept, atlas: Atlas, viewer: Viewer
) -> Iterator[PeopleGap]:
    """Each with what was done about it, and its place on the scale of all gaps. One query."""
    named = {filler.partner for gap in found for filler in gap.fillers}
    # Whoever reads their plans and offers may know of them.
    slugs: dict[gaps.Key, str] = dict(Partner.objects.filter(pk__in=named).values_list("pk", "slug"))
    most = max((gap.people_short for gap in found), default=1.0)
    # By who it is, not by whether there is anything that is hidden: that would tell of it.
    reads_all = viewer.is_insider and viewer.is_counsel
    for gap in found:
        rank = Rank(
            gap.aim.tier,
            gap.people_short / most,
            f"{figure(gap.people_short)} people",
            gap.factors["time left"],
            "the season in which something can be begun",
            bool(gap.fillers),
        )
        key = int(gap.aim.key)
        stand = stand_of(kept.get(key), facts_of_people(gap), viewer)
        yield PeopleGap(by_id[key], gap, stand, rank, atlas, reads_all, slugs)


def _matters(priorities: Iterable[Any], cycle: Cycle) -> dict[str, InState]:
    """The first tier of each state that has a priority, and its election day."""
    found: dict[str, InState] = {}
    for priority in priorities:
        code = priority.division.state_id
        if code and (code not in found or priority.tier < found[code].tier):
            found[code] = InState(priority.tier, priority.votes_on or general_election_day(cycle.ends_on.year))
    return found
