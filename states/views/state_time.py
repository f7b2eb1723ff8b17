"""What the page of one state shows of time: the next days of its calendar, its races by tier, its priorities."""

import datetime as dt
from functools import cached_property

from accounts.visibility import Viewer
from mvp_coord import addresses
from states.models import Priority, Race
from states.reports.calendar import Moment, next_moments
from states.reports.priorities import races_by_tier, with_words

from .cycle import CycleSwitch

_NEXT = 5
_MOST_PRIORITIES = 8


class StateTime:
    """One state in the cycle that the pages are about, for one viewer."""

    def __init__(self, viewer: Viewer, code: str, switch: CycleSwitch, *, today: dt.date) -> None:
        self.viewer, self.code, self.switch, self.today = viewer, code, switch, today

    @cached_property
    def next_days(self) -> list[Moment]:
        """The nearest days of the calendar, whatever the cycle: a deadline is one also for who looks at another."""
        return next_moments(self.code, self.today, most=_NEXT)

    @property
    def calendar_href(self) -> str:
        return addresses.calendar(self.code)

    @cached_property
    def races(self) -> list[tuple[str, list[Race]]]:
        """The races of the cycle under their tiers, in words."""
        names = dict(Priority.Tier.choices)
        found = races_by_tier(self.viewer, self.code, self.switch.chosen)
        return [(str(names[tier]) if tier else "No tier is set", races) for tier, races in found]

    @cached_property
    def priorities(self) -> list[Priority]:
        """Of the cycle, the first tier first: a few of those that the viewer may see."""
        if self.switch.chosen is None:
            return []
        seen = Priority.objects.visible_to(self.viewer).in_state(self.code).in_cycle(self.switch.chosen)
        return list(with_words(seen)[: _MOST_PRIORITIES + 1])

    @property
    def shown_priorities(self) -> list[Priority]:
        return self.priorities[:_MOST_PRIORITIES]

    @property
    def has_more_priorities(self) -> bool:
        return len(self.priorities) > _MOST_PRIORITIES

    @property
    def priorities_href(self) -> str:
        return addresses.priorities(state=self.code)
