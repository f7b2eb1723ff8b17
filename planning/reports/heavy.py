"""Where one partner alone tries its people above the band: a note on its plan, worked out when somebody reads it.

It rests on the plans of that partner that the viewer may read, and on nothing else: a list that one may read in part
has the figure of that part.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from accounts.visibility import Viewer
from partners.models import Activity

from .cases import readable_activities
from .facts import place_name
from .world import load_world


@dataclass(frozen=True)
class HeavyNote:
    """A list that its own partner works above the band: what, where, why in a sentence, by which lines."""

    title: str
    sentence: str
    starts_on: dt.date
    ends_on: dt.date
    lines: tuple[Activity, ...]


def heavy_notes(viewer: Viewer, partner_id: int, keys: Collection[int]) -> list[HeavyNote]:
    """The notes on these activities (ids) of one partner, for everybody but donors. Seven queries at most."""
    if not (viewer.is_insider or viewer.partner_ids):
        return []
    own = readable_activities(viewer).filter(program__partner=partner_id)
    asked = own.filter(pk__in=keys).order_by().values_list("tactic__family_id", "division__state_id").distinct()
    families, states = {family for family, _ in asked}, {state for _, state in asked if state}
    if not asked:
        return []
    world = load_world(own.filter(tactic__family__in=families).reaching_states(states), states=sorted(states))
    notes = [note for note in world.heavy_alone() if not set(keys).isdisjoint(note.keys)]
    lines = Activity.objects.select_related("tactic", "division", "program").in_bulk(
        {int(key) for note in notes for key in note.keys}
    )
    return [
        HeavyNote(
            title=f"{world.families[note.family].label} in {place_name(world.places[note.division])}",
            sentence=note.reason,
            starts_on=note.worst.first,
            ends_on=note.worst.last,
            lines=tuple(lines[int(key)] for key in note.keys),
        )
        for note in notes
    ]


def heavy_in(code: str) -> list[dict[str, Any]]:
    """The notes on all plans in a state (postal code), in the form that other programs read."""
    world = load_world(Activity.objects.comparable().in_state(code), states=[code])
    names = {each.partner: each.partner_name for each in world.activities}
    return [
        {
            "members": sorted(note.members),
            "partner": names[note.partner],
            "family": note.family,
            "place": note.division,
            "touches": round(note.rate, 2),
            "band": note.band,
            "weeks": [note.worst.first.isoformat(), note.worst.last.isoformat()],
            "sentence": note.reason,
        }
        for note in sorted(world.heavy_alone(), key=lambda note: (note.family, note.division, sorted(note.members)))
    ]
