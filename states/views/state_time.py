"""What the page of one state shows of time: its calendar, its races by tier, its priorities."""

import datetime as dt
from functools import cached_property
from typing import Final

from accounts.visibility import Viewer
from mvp_coord import addresses
from states.models import Priority, Race
from states.reports.calendar import Moment, moments_since
from states.reports.priorities import races_by_tier, with_place

from .cycle import CycleSwitch

_NEXT: Final = 5
_MOST_PRIORITIES: Final = 8


class StateTime:
    """One state in the cycle that the pages are about, for one viewer."""

    def __init__(self, viewer: Viewer, code: str, switch: CycleSwitch, *, today: dt.date) -> None:
        self.viewer, self.code, self.switch, self.today = viewer, code, switch, today

    @cached_property
    def moments(self) -> list[Moment]:
        """The days of the calendar since the cycle began, and all that are ahead."""
        cycle = self.switch.chosen
        return moments_since(self.code, min(cycle.starts_on, self.today) if cycle else self.today, self.today)

    @property
    def next_days(self) -> list[Moment]:
        """The nearest days of the calendar, whatever the cycle: a deadline is one also for who looks at another."""
        return [each for each in self.moments if each.days_left >= 0][:_NEXT]

    @property
    def calendar_href(self) -> str:
        return addresses.calendar(self.code)

    @cached_property
    def races(self) -> list[tuple[str, list[Race]]]:
        """The races of the cycle under their tiers, in words."""
        names = dict(Priority.Tier.choices)
        found = races_by_tier(self.viewer, self.code, self.switch.chosen)
        return [(str(names[tier]) if tier else "No tier is set", races) for tier, races in found]

    @property
    def number_of_races(self) -> int:
        return sum(len(races) for _, races in self.races)

    @cached_property
    def priorities(self) -> list[Priority]:
        """Of the cycle, the first tier first: those that the viewer may see."""
        if self.switch.chosen is None:
            return []
        seen = Priority.objects.visible_to(self.viewer).in_state(self.code).in_cycle(self.switch.chosen)
        return list(with_place(seen).order_by("tier", "place", "pk"))

    @property
    def shown_priorities(self) -> list[Priority]:
        return self.priorities[:_MOST_PRIORITIES]

    @property
    def has_more_priorities(self) -> bool:
        return len(self.priorities) > _MOST_PRIORITIES

    @property
    def priorities_href(self) -> str:
        return addresses.priorities(state=self.code)
