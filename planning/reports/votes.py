"""The elections that work in a state lives by, as the seasons of work take them."""

from collections.abc import Collection, Hashable, Iterable
from datetime import date
from typing import TypeVar

from django.db.models import Max, Q

from planning.escalation import REGISTER
from planning.gaps.seasons import Vote, season_in
from planning.overlaps import Window
from states.models import Election

_K = TypeVar("_K", bound=Hashable)
# By the postal code of a state; None: work in the whole country.
Votes = dict[str | None, list[Vote]]


def votes_in(states: Collection[str | None]) -> Votes:
    """All elections of each of these states and those of the whole country, each with the last day on which one can
    register for it. One query."""
    # On the day of a federal general election, which stands on record state by state, the whole country votes.
    federal = Q(is_computed=True) if None in states else Q(pk__in=[])
    where = Q(division__as_state__in=[state for state in states if state]) | Q(division__state=None) | federal
    closes = Max("deadlines__on", filter=Q(deadlines__kind__in=REGISTER))
    held = Election.objects.filter(where).order_by().annotate(closes=closes)
    found: Votes = {state: [] for state in states}
    for state, whole, computed, kind, held_on, last in held.values_list(
        "division__as_state", "division__state", "is_computed", "kind", "held_on", "closes"
    ):
        vote = Vote(kind == Election.Kind.GENERAL, held_on, last)
        for each in found:
            if whole is None or (computed if each is None else state == each):
                found[each].append(vote)
    return found


def seasons_of(plans: Iterable[tuple[_K, str, date]], state: str | None) -> dict[_K, Window]:
    """On which days each of these plans (key, program type, last day) does good, where it lives by an election of the
    state or the country. One query."""
    votes = votes_in([state])[state]
    return {key: days for key, kind, ends in plans if (days := season_in(kind, ends, votes))}
