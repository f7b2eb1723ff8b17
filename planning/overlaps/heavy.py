"""One partner alone above its band: a note on its own plan, not an overlap."""

from collections.abc import Iterable, Mapping

from .judging import ABOVE
from .places import Atlas
from .records import Activity, Family, Heavy
from .windows import window_ending
from .words import days
from .worklists import WorkList, make_lists


def heavy_alone(activities: Iterable[Activity], *, atlas: Atlas, families: Mapping[str, Family]) -> tuple[Heavy, ...]:
    """The notes on these plans, each from the plans of one partner alone, in their order.

    Pure, and much faster than the search for overlaps: no two partners are compared. What no family compares is left
    out. `atlas` holds the places of the plans.
    """
    listed = [a for a in activities if a.family is not None and families[a.family].works == "list"]
    lists = make_lists(listed, atlas)
    return tuple(note for one in lists if (note := heavy_note(one, families[one.family])))


def heavy_note(one: WorkList, family: Family) -> Heavy | None:
    """A note where one partner's list alone is tried above the band."""
    if family.works != "list" or not one.is_measured:
        return None
    (rate, day), band = one.peak(), float(family.band_high or 0)
    if rate <= band + ABOVE:
        return None
    worst = window_ending(-day)
    return Heavy(
        members=tuple(a.label for a in one.activities),
        keys=tuple(a.key for a in one.activities),
        partner=one.partner,
        family=one.family,
        division=one.place,
        rate=rate,
        band=band,
        worst=worst,
        reason=f"{one.activities[0].partner_name} alone tries each person on its list {rate:.1f} times in four weeks "
        f"({days(worst)}), above the band of {band:g}.",
    )
