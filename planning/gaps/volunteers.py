"""Which hours of people on offer could go to a gap, and how many of them fall into its weeks."""

from collections.abc import Iterable

from planning.overlaps import Window
from planning.overlaps.places import Atlas
from planning.overlaps.words import figure

from .records import HoursThere, Volunteers

# Work that people can do from anywhere; everything else takes being there. A design value.
FROM_ANYWHERE = frozenset({"phone", "text", "mail"})
_DAYS_A_WEEK = 7


def hours_there(
    division: str, weeks: Window, family: str, offers: Iterable[Volunteers], atlas: Atlas
) -> tuple[HoursThere, ...]:
    """Those of the offers for this family that could be worked in a place in these weeks, most hours first."""
    home = atlas.home(division)
    found = [
        HoursThere(offer, round(offer.hours_a_week * days / _DAYS_A_WEEK))
        for offer in offers
        if offer.family == family and (days := _days(offer, weeks)) > 0 and _reaches(offer, home, atlas)
    ]
    return tuple(sorted(found, key=lambda each: (-each.hours, each.offer.partner_name, str(each.offer.key))))


def offer_reason(there: HoursThere, label: str, atlas: Atlas) -> str:
    """ "offers 160 hours of its people a week in Pima County (door, independent)"."""
    offer = there.offer
    place = atlas.places.get(offer.division or "")
    where = f"in {place.name}" if place else "from anywhere"
    return f"offers {figure(offer.hours_a_week)} hours of its people a week {where} ({label}, {offer.side})"


def _days(offer: Volunteers, weeks: Window) -> int:
    return (min(offer.ends, weeks.last) - max(offer.starts, weeks.first)).days + 1


def _reaches(offer: Volunteers, home: str, atlas: Atlas) -> bool:
    if offer.is_remote and offer.family in FROM_ANYWHERE:
        return True
    if offer.division is None or offer.division not in atlas.places:
        return False
    return atlas.relation(home, atlas.home(offer.division)) is not None
