"""The plans of a state as its page shows them: which of them the address asks for, and their list."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from typing import Final, NamedTuple
from urllib.parse import quote_plus

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from accounts.visibility import Viewer
from mvp_coord import addresses
from planning.overlaps.records import Place
from planning.reports.ecosystem import (
    ActivityInState,
    Details,
    StateFacts,
    Volume,
    activities_in,
    details_of,
    volumes_of,
)
from planning.reports.ground import Ground
from planning.spread import WHOLE, Part, Spread
from states.models import Cycle

PER_PAGE: Final = 50
PRESENCE, VOLUME, SATURATION = "presence", "volume", "saturation"
SHOWN: Final = {PRESENCE: "Presence", VOLUME: "Volume", SATURATION: "Saturation"}
_COMPARED: Final[Mapping[str, Callable[[ActivityInState], str]]] = {
    "tactic": lambda each: each.way.code,
    "family": lambda each: each.way.family,
    "partner": lambda each: each.partner_slug,
}


class Listed(NamedTuple):
    """One line of the list: an activity, and how much of it is in the place that the address asks for."""

    activity: ActivityInState
    part: Part

    @property
    def tries_here(self) -> float | None:
        """None where either is not known."""
        known = self.activity.attempts is not None and self.part.share is not None
        return (self.activity.attempts or 0) * (self.part.share or 0.0) if known else None


class StatePlans:
    """The activities of one state in a cycle for one viewer.

    The address narrows them (tactic, place, family, partner), says the page of the list, and what the matrix shows:
    by presence a place has the plans that are there, by volume and saturation also the wider ones that reach it.
    """

    def __init__(
        self, viewer: Viewer, facts: StateFacts, params: QueryDict, ground: Ground, cycle: Cycle | None
    ) -> None:
        self.facts, self.ground, self.spread, self.cycle = facts, ground, Spread(ground.atlas), cycle
        # The places that hold the state, of which it gets its part: the country.
        self.wider = frozenset(id for id, each in ground.places.items() if not each.state)
        found = activities_in(viewer, facts.code, cycle)
        self.all = [each for each in found if each.division not in self.wider]
        self.countrywide = [each for each in found if each.division in self.wider]
        self._here = addresses.state(facts.code)
        # The words of a few places and tactics, in some hundred addresses.
        self._quoted = cache(quote_plus)
        self._page_number = params.get("page")
        asked = params.get("show", "")
        self.shows = asked if asked in SHOWN else PRESENCE
        known = self._known()
        words = {name: str(params.get(name, "")) for name in known}
        self.filters = {name: value for name, value in words.items() if value in known[name]}
        self._labels = {name: known[name][value] for name, value in self.filters.items()}

    def _known(self) -> dict[str, dict[str, str]]:
        """What each filter can ask for, with its words; any place of the state, also one without plans."""
        plans = [*self.all, *self.countrywide]
        ways = {each.way for each in plans}
        places = {id.rpartition("/")[2]: each.name for id, each in self._places()}
        return {
            "tactic": {way.code: way.label for way in ways},
            "place": places,
            "family": {way.family: way.family_label for way in ways},
            "partner": {each.partner_slug: each.partner for each in plans},
        }

    @cached_property
    def place(self) -> str:
        """The OCD id of the place that is asked for, "" for none."""
        code = self.filters.get("place", "")
        return next((id for id, _ in self._places() if id.rpartition("/")[2] == code), "") if code else ""

    def _places(self) -> Iterator[tuple[str, Place]]:
        """Those of the state, and the country where it has plans."""
        with_plans = {each.division for each in self.countrywide}
        return ((id, each) for id, each in self.ground.places.items() if each.state or id in with_plans)

    @property
    def has_any(self) -> bool:
        """Whether there is a plan for the state, a place in it or the whole country."""
        return bool(self.all or self.countrywide)

    @property
    def none_yet(self) -> str:
        return f"No plans here in {self.cycle.name} yet." if self.cycle else "No plans here yet."

    @cached_property
    def reaching(self) -> list[ActivityInState]:
        """All of the state's; by volume and saturation the whole country's too, of which a part falls on it."""
        is_wide = self.place in self.wider or self.shows != PRESENCE
        return [*self.countrywide, *self.all] if is_wide else self.all

    @cached_property
    def chosen(self) -> list[ActivityInState]:
        """Those that the address asks for."""
        rows = self.reaching
        for name, value in self.filters.items():
            if name in _COMPARED:
                told = _COMPARED[name]
                rows = [each for each in rows if told(each) == value]
        return [each for each in rows if each.division in self._parts] if self.place else rows

    @cached_property
    def _parts(self) -> Mapping[str, Part]:
        """How much of a plan for each division is in the place that is asked for, else in the state; with a place
        only of those that count there by what the matrix shows."""
        divisions = {each.division for each in self.reaching}
        if not self.place:
            return dict.fromkeys(divisions, WHOLE) | self.spread.parts(self.wider, self.facts.division)
        home = self.spread.atlas.home
        if self.place in self.wider:
            return {self.place: self.spread.part(self.place, self.facts.division) or WHOLE}
        if self.place == self.facts.division:  # the line of the state is that of state-wide plans
            return {each: WHOLE for each in divisions if home(each) == self.place}
        found = self.spread.parts(divisions, self.place)
        return {each: part for each, part in found.items() if part.is_there or self.shows != PRESENCE}

    @cached_property
    def listed(self) -> Page:
        """One page of them; an odd page number gives the nearest."""
        return Paginator(self.chosen, PER_PAGE).get_page(self._page_number)

    @cached_property
    def lines(self) -> list[tuple[Listed, Details]]:
        """The lines of the page, each with what it says beside; one that is gone in this very moment is left out."""
        found = details_of(self.listed.object_list)
        known = ((each, found.get(each.public_id)) for each in self.listed.object_list)
        return [(Listed(each, self._parts[each.division]), details) for each, details in known if details]

    @property
    def is_placed(self) -> bool:
        """Whether a place is asked for, so that lines say how much of them is in it."""
        return bool(self.place)

    @property
    def tries_chosen(self) -> tuple[float, int]:
        """The tries that all of them come to in the place, and how many of them cannot be counted."""
        tries = [Listed(each, self._parts[each.division]).tries_here for each in self.chosen]
        return sum(each or 0.0 for each in tries), sum(each is None for each in tries)

    @property
    def parts(self) -> list[dict[str, str]]:
        """The filters in force, each with the address without it."""
        where = "in" if self.shows == PRESENCE else "that reach people in"
        words = {"tactic": "by", "place": where, "family": "of the kind", "partner": "of"}
        return [
            {
                "word": words[name],
                "label": self._labels[name],
                "href": self.rows(**{other: value for other, value in self.filters.items() if other != name}),
            }
            for name in self.filters
        ]

    @cached_property
    def volumes(self) -> list[tuple[Volume, str]]:
        """What is planned by family, each with the address that lists its activities."""
        code = self.facts.code
        return [
            (volume, addresses.state(code, anchor="activities", family=volume.family))
            for volume in volumes_of(self.all)
        ]

    def rows(self, **filters: str) -> str:
        """The address of the list, narrowed so, with the matrix as it is now."""
        if self.shows != PRESENCE:
            filters["show"] = self.shows
        pairs = "&".join(f"{name}={self._quoted(value)}" for name, value in filters.items() if value)
        return f"{self._here}{'?' if pairs else ''}{pairs}#activities"

    def shown_as(self, measure: str) -> str:
        """The address of the matrix by another measure; what is listed stays narrowed."""
        show = "" if measure == PRESENCE else measure
        return addresses.state(self.facts.code, anchor="matrix", **self.filters, show=show)
