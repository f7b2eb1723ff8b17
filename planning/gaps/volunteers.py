"""Which hours of people on offer could go to a gap, which are asked for there, and how many fall into its weeks."""

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
    mine = (offer for offer in offers if offer.family == family and _reaches(offer, home, atlas))
    return _sorted(HoursThere(offer, _hours(offer, weeks)) for offer in mine)


def hours_asked(
    division: str, weeks: Window, family: str, needs: Iterable[Volunteers], atlas: Atlas
) -> tuple[HoursThere, ...]:
    """What of these needs falls into a place and these weeks, most hours first: a need all over a larger place by the
    share of it that lies here. Needs of no place, or of one of which that is not known, are left out."""
    home, found = atlas.home(division), []
    for need in needs:
        if need.family == family and need.division in atlas.places:
            relation = atlas.relation(home, atlas.home(str(need.division)))
            share = relation.share_b if relation else None
            found.append(HoursThere(need, round(_hours(need, weeks) * (share or 0.0))))
    return _sorted(found)


def _sorted(found: Iterable[HoursThere]) -> tuple[HoursThere, ...]:
    some = (each for each in found if each.hours > 0)
    return tuple(sorted(some, key=lambda each: (-each.hours, each.offer.partner_name, str(each.offer.key))))


def offer_reason(there: HoursThere, label: str, atlas: Atlas) -> str:
    """ "offers 160 hours of its people a week in Pima County (door, independent)"."""
    offer = there.offer
    place = atlas.places.get(offer.division or "")
    where = f"in {place.name}" if place else "from anywhere"
    return f"offers {figure(offer.hours_a_week)} hours of its people a week {where} ({label}, {offer.side})"


def _hours(offer: Volunteers, weeks: Window) -> int:
    days = (min(offer.ends, weeks.last) - max(offer.starts, weeks.first)).days + 1
    return round(offer.hours_a_week * max(0, days) / _DAYS_A_WEEK)


def _reaches(offer: Volunteers, home: str, atlas: Atlas) -> bool:
    if offer.is_remote and offer.family in FROM_ANYWHERE:
        return True
    if offer.division is None or offer.division not in atlas.places:
        return False
    return atlas.relation(home, atlas.home(offer.division)) is not None
