"""The plans of a state as its page shows them: which of them the address asks for, and their list."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict

from accounts.visibility import Viewer
from mvp_coord import addresses
from planning.reports.ecosystem import ActivityInState, StateFacts, Volume, activities_in, volumes_of, whom_of
from planning.reports.state_matrix import spread_of
from planning.reports.world import Ground
from planning.spread import WHOLE, Part

PER_PAGE: Final = 50
PRESENCE, VOLUME, SATURATION = "presence", "volume", "saturation"
SHOWN: Final = {PRESENCE: "Presence", VOLUME: "Volume", SATURATION: "Saturation"}


@dataclass(frozen=True)
class Listed:
    """One line of the list: an activity, and how much of it is in the place that the address asks for."""

    activity: ActivityInState
    part: Part

    @property
    def tries_here(self) -> float | None:
        """None where either is not known."""
        known = self.activity.attempts is not None and self.part.share is not None
        return (self.activity.attempts or 0) * (self.part.share or 0.0) if known else None


class StatePlans:
    """The activities of one state for one viewer.

    The address narrows them (tactic, place, family, partner), says the page of the list, and what the matrix shows:
    by presence a place has the plans that are there, by volume and saturation also the wider ones that reach it.
    """

    def __init__(self, viewer: Viewer, facts: StateFacts, params: QueryDict, ground: Ground) -> None:
        self.facts, self.ground, self.spread = facts, ground, spread_of(ground)
        self.all = activities_in(viewer, facts.code)
        self._here = addresses.state(facts.code)
        self._page_number = params.get("page")
        asked = params.get("show", "")
        self.shows = asked if asked in SHOWN else PRESENCE
        known = self._known()
        words = {name: str(params.get(name, "")) for name in known}
        self.filters = {name: value for name, value in words.items() if value in known[name]}
        self._labels = {name: known[name][value] for name, value in self.filters.items()}

    def _known(self) -> dict[str, dict[str, str]]:
        """What each filter can ask for, with its words; any place of the state, also one without plans."""
        places = {id.rpartition("/")[2]: each.name for id, each in self.ground.places.items() if each.state}
        return {
            "tactic": {each.tactic: each.tactic_label for each in self.all},
            "place": places,
            "family": {each.family: each.family_label for each in self.all},
            "partner": {each.partner_slug: each.partner for each in self.all},
        }

    @cached_property
    def place(self) -> str:
        """The OCD id of the place that is asked for, "" for none."""
        code = self.filters.get("place", "")
        found = (id for id, each in self.ground.places.items() if each.state and id.rpartition("/")[2] == code)
        return next(found, "") if code else ""

    @cached_property
    def chosen(self) -> list[Listed]:
        """Those that the address asks for."""
        named = {
            "tactic": "tactic",
            "family": "family",
            "partner": "partner_slug",
        }
        asked = [(named[name], value) for name, value in self.filters.items() if name in named]
        rows = [each for each in self.all if all(getattr(each, field) == value for field, value in asked)]
        if not self.place:
            return [Listed(each, WHOLE) for each in rows]
        parts = self._parts_of({each.division for each in rows})
        return [Listed(each, parts[each.division]) for each in rows if each.division in parts]

    def _parts_of(self, divisions: set[str]) -> Mapping[str, Part]:
        """How much of each is in the place, for those that count there by what the matrix shows."""
        home = self.spread.atlas.home
        if self.place == self.facts.division:  # the line of the state is that of state-wide plans
            return {each: WHOLE for each in divisions if home(each) == self.place}
        found = ((each, self.spread.part(each, self.place)) for each in divisions)
        return {each: part for each, part in found if part and (part.is_there or self.shows != PRESENCE)}

    @cached_property
    def listed(self) -> Page:
        """One page of them; an odd page number gives the nearest."""
        return Paginator(self.chosen, PER_PAGE).get_page(self._page_number)

    @cached_property
    def whom(self) -> dict[str, list[str]]:
        """For whom those of the page are, by their public id."""
        return whom_of(each.activity for each in self.listed.object_list)

    @property
    def lines(self) -> list[tuple[Listed, tuple[str, ...]]]:
        """The lines of the page, each with the labels of whom it is for (none: for everyone)."""
        return [(each, tuple(self.whom.get(each.activity.public_id, ()))) for each in self.listed.object_list]

    @property
    def is_placed(self) -> bool:
        """Whether a place is asked for, so that lines say how much of them is in it."""
        return bool(self.place)

    @property
    def tries_chosen(self) -> tuple[float, int]:
        """The tries that all of them come to in the place, and how many of them cannot be counted."""
        tries = [each.tries_here for each in self.chosen]
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

    @property
    def volumes(self) -> list[tuple[Volume, str]]:
        """What is planned by family, each with the address that lists its activities."""
        return [(volume, self.rows(family=volume.family)) for volume in volumes_of(self.all)]

    def rows(self, **filters: Any) -> str:
        """The address of the list, narrowed so, with the matrix as it is now."""
        pairs = {name: value for name, value in filters.items() if value}
        if self.shows != PRESENCE:
            pairs["show"] = self.shows
        return f"{self._here}{'?' if pairs else ''}{urlencode(pairs)}#activities"

    def shown_as(self, measure: str) -> str:
        """The address of the matrix by another measure; what is listed stays narrowed."""
        show = "" if measure == PRESENCE else measure
        return addresses.state(self.facts.code, anchor="matrix", **self.filters, show=show)
