"""What would clear an overlap: small changes of plans, each tried out by the engine itself.

Moving a plan by whole weeks, planning fewer tries, working a smaller part of the list or of the place, or two plans
each another part of the place; where no change of one plan is enough, the same of two plans at once, or of all. Of
each kind the smallest change that clears is told, and none that does not, nor one that meets a plan it does not meet
now. Pure: plain activities in, ways in words out; the work is bounded.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from planning.overlaps import Activity, Key, Window

from .alone import ways_alone
from .together import ways_together
from .trial import MOST_RUNS, Finds, Meeting, Room, Trial, Way
from .turf import Turfs, narrower, other_parts

__all__ = ["MOST_RUNS", "Finds", "Meeting", "Turfs", "Way", "ways_to_clear"]


def ways_to_clear(
    activities: Sequence[Activity],
    members: Collection[Key],
    finds: Finds,
    *,
    today: date,
    seasons: Mapping[Key, Window] | None = None,
    turfs: Turfs | None = None,
) -> list[Way]:
    """Changes of one member that clear the case by themselves, else of several at once; the least change first. Where
    two can each take another part of their place, that is told beside either.

    `finds` says which plans the engine flags with which among these activities. Of work that has begun by `today`
    only tries that are still to come are taken; nothing is moved into the past, nor out of the days in `seasons` on
    which a plan does good (the weeks before its election, as a rule). `turfs` are the parts of places to which work
    can be narrowed.
    """
    trial, room = Trial(activities, members, finds), Room(today, seasons or {})
    mine = (each for each in activities if each.key in trial.members)
    plans = sorted(mine, key=lambda each: (each.attempts or 0, each.partner_name, each.label))
    alone = [*ways_alone(plans, trial, room), *(narrower(plans, trial, turfs, room) if turfs else ())]
    apart = other_parts(plans, trial, turfs, room) if turfs else None
    ways = [*(alone or ways_together(plans, trial, room)), *([apart] if apart else [])]
    return sorted(ways, key=lambda way: way.size)
