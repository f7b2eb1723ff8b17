"""Loads what a sheet of one state may name: its places, the code lists with their aliases, the cycles."""

import datetime as dt

from django.db.models import Max, Min

from states.imports.books import place_book, term_entries
from states.imports.terms import ConstituencyBook, TermBook, TermEntry
from states.models import Constituency, Cycle, ProgramType, Race, State, Tactic

from .rows import Books

# A plan may begin before the first cycle kept here or end after the last only where none is kept.
_EARLIEST, _LATEST = dt.date(2000, 1, 1), dt.date(2099, 12, 31)


def load_books(state: State) -> Books:
    """The books of one state, in seven queries."""
    races = list(Race.objects.in_state(state.pk).select_related("election").order_by("election__held_on", "name"))
    cycles = Cycle.objects.aggregate(first=Min("starts_on"), last=Max("ends_on"))
    return Books(
        places=place_book(state, dict(State.objects.values_list("code", "name"))),
        program_types=TermBook("program type", term_entries(ProgramType)),
        tactics=TermBook("tactic", term_entries(Tactic)),
        constituencies=ConstituencyBook(term_entries(Constituency)),
        races=TermBook("race", [_entry(race) for race in races]),
        contests={race.public_id: race for race in races},
        first_day=cycles["first"] or _EARLIEST,
        last_day=cycles["last"] or _LATEST,
    )


def _entry(race: Race) -> TermEntry:
    """A race by name, or by name and year where the same contest comes again."""
    return TermEntry(race.public_id, race.name, (f"{race.name} {race.election.held_on.year}",))
