"""Everything that the search for gaps rests on for one viewer, loaded once: to be searched with the bands in force,
or with others that somebody tries."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from accounts.visibility import Viewer
from planning import gaps
from planning.overlaps import Family
from planning.overlaps.places import Atlas
from states.models import Cycle

from .gap_facts import (
    aim_of,
    at_work,
    families_and_leads,
    hours_for,
    offers_for,
    plans_for,
    priorities_with_days,
)
from .world import World, load_world


@dataclass(frozen=True)
class Search:
    """The priorities of a cycle that a viewer may know, and the plans, offers and needs that he or she may read.

    `priorities` carry what `priorities_with_days` adds.
    """

    cycle: Cycle
    today: dt.date
    priorities: list[Any]
    world: World
    families: Mapping[str, Family]
    leads: Mapping[str, gaps.Lead]
    candidates: list[gaps.Candidate]
    offered: list[gaps.Volunteers]
    asked: list[gaps.Volunteers]

    def run(
        self, families: Mapping[str, Family] | None = None
    ) -> tuple[tuple[gaps.Gap, ...], tuple[gaps.Asking, ...]]:
        """The gaps, the most pressing first, and the priorities of which it cannot be told. No query."""
        return gaps.find_gaps(
            [aim_of(each, self.cycle) for each in self.priorities],
            gaps.Plans.of(self.world.activities),
            atlas=self.atlas,
            families=families or self.families,
            leads=self.leads,
            candidates=self.candidates,
            volunteers=self.offered,
            asked=self.asked,
            today=self.today,
        )

    @property
    def atlas(self) -> Atlas:
        """The places that gaps are found in."""
        return self.world.ground.atlas


def search_for(viewer: Viewer, cycle: Cycle, codes: Iterable[str] | None, *, today: dt.date) -> Search | None:
    """What a viewer's gaps rest on in these states (postal codes; None: all). None where no priority is set."""
    priorities = priorities_with_days(viewer, cycle, codes)
    if not priorities:
        return None
    codes = _states_of(priorities)
    world = load_world(plans_for(viewer, codes), states=codes)
    families, leads = families_and_leads()
    offered, asked = hours_for(viewer, codes, today)
    return Search(
        cycle=cycle,
        today=today,
        priorities=priorities,
        world=world,
        families=families,
        leads=leads,
        candidates=[*offers_for(viewer, codes, today), *at_work(world.activities)],
        offered=offered,
        asked=asked,
    )


def _states_of(priorities: Iterable[Any]) -> list[str] | None:
    """Where plans, offers and places can matter to these: their states; None, all, where one is for more than one."""
    found = {each.division.state_id for each in priorities}
    return None if None in found else sorted(found)
