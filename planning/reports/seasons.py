"""The days on which plans do good, by the elections that are on record."""

import datetime as dt
from collections.abc import Collection, Hashable, Iterable
from typing import TypeVar

from django.db.models import Max, Q

from planning.escalation import REGISTER
from planning.gaps.seasons import is_for, season_of
from planning.overlaps import Window
from states.models import Election

_K = TypeVar("_K", bound=Hashable)
_Held = tuple[str, dt.date, dt.date | None]


def seasons_of(plans: Iterable[tuple[_K, str, dt.date]], state: str | None) -> dict[_K, Window]:
    """On which days each of these plans (key, program type, last day) does good, where it lives by an election of the
    state (postal code; None: of all) or the country: the next general one, or another that is so near that the plan
    must be for that. One query."""
    # On the day of a federal general election, which stands on record state by state, the whole country votes.
    where = Q(division__as_state=state) if state else Q(is_computed=True)
    held = Election.objects.filter(where | Q(division__state=None)).order_by()
    closes = Max("deadlines__on", filter=Q(deadlines__kind__in=REGISTER))
    elections = list(held.annotate(closes=closes).values_list("kind", "held_on", "closes"))
    return {key: days for key, kind, ends in plans if (days := _season(kind, ends, elections))}


def _season(program_type: str, ends: dt.date, elections: Collection[_Held]) -> Window | None:
    every = [(held_on, closes) for _, held_on, closes in elections]
    for_it = [
        (held_on, closes)
        for kind, held_on, closes in elections
        if kind == Election.Kind.GENERAL or is_for(program_type, ends, (held_on, closes))
    ]
    # Where no general election is known, the next of whatever kind is the only bound there is.
    return season_of(program_type, ends, for_it) or season_of(program_type, ends, every)
