"""What other touch bands would do to the gaps of one viewer: the lower end of a band says how often is enough.

Worked out anew whenever it is shown, as gaps are everywhere: from the plans that this viewer may read at that moment.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from accounts.visibility import Viewer
from planning import gaps
from planning.bands import CHANGES, CLEARS, OPENS, Band
from planning.overlaps import Family
from states.models import Cycle

from .gap_kinds import title_of
from .gap_search import search_for


@dataclass(frozen=True)
class GapTurn:
    """What becomes of the gap of one priority: without `before` it opens, without `after` it closes."""

    priority: Any
    before: gaps.Gap | None
    after: gaps.Gap | None

    @property
    def kind(self) -> str:
        return OPENS if self.before is None else CLEARS if self.after is None else CHANGES

    @property
    def title(self) -> str:
        """ "Pima County, AZ: youth, registration"."""
        return title_of(self.priority)

    @property
    def people_short(self) -> float:
        """The people that it is about, at most."""
        return max(each.people_short for each in (self.before, self.after) if each)


def may_change_gaps(seen: Mapping[str, Band], tried: Mapping[str, Band]) -> bool:
    """Whether a lower end differs between bands `seen` and `tried` (by family)."""
    return any(seen[code].low != band.low for code, band in tried.items())


def gap_turns(
    viewer: Viewer, cycle: Cycle, seen: Mapping[str, Band], tried: Mapping[str, Band], *, today: dt.date
) -> tuple[GapTurn, ...]:
    """The gaps that bands `tried` would open, close or change in place of those `seen` (both by family), the largest
    first. No query where no lower end differs: nothing else of a band says what is too little."""
    if not may_change_gaps(seen, tried):
        return ()
    search = search_for(viewer, cycle, None, today=today)
    if search is None:
        return ()
    before, after = (
        {int(gap.aim.key): gap for gap in search.run(_with(search.families, bands))[0]} for bands in (seen, tried)
    )
    turns = [GapTurn(each, before.get(each.pk), after.get(each.pk)) for each in search.priorities]
    changed = [each for each in turns if _measures(each.before) != _measures(each.after)]
    return tuple(sorted(changed, key=lambda each: (-each.people_short, each.title)))


def _with(families: Mapping[str, Family], bands: Mapping[str, Band]) -> dict[str, Family]:
    return {
        code: replace(family, band_low=float(bands[code].low), band_high=float(bands[code].high))
        if code in bands
        else family
        for code, family in families.items()
    }


def _measures(gap: gaps.Gap | None) -> Any:
    """What people read of a gap: the people, and the attempts of each way that are short."""
    return gap and (round(gap.people_short), sorted((way.family, round(way.takes)) for way in gap.by_way))
