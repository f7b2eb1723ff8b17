"""Loads what a sheet of one state may name: its places, the code lists with their aliases, the cycles."""

import datetime as dt

from django.db.models import Max, Min

from states.models import Constituency, Cycle, Division, ProgramType, State, Tactic
from states.models.vocabulary import Term

from .place import Place
from .places import PlaceBook
from .rows import Books
from .terms import ConstituencyBook, TermBook, TermEntry

# A plan may begin before the first cycle kept here or end after the last only where none is kept.
_EARLIEST, _LATEST = dt.date(2000, 1, 1), dt.date(2099, 12, 31)


def load_books(state: State) -> Books:
    """The books of one state, in six queries."""
    cycles = Cycle.objects.aggregate(first=Min("starts_on"), last=Max("ends_on"))
    return Books(
        places=_places(state),
        program_types=TermBook("program type", _terms(ProgramType)),
        tactics=TermBook("tactic", _terms(Tactic)),
        constituencies=ConstituencyBook(_terms(Constituency)),
        first_day=cycles["first"] or _EARLIEST,
        last_day=cycles["last"] or _LATEST,
    )


def _places(state: State) -> PlaceBook:
    rows = Division.objects.in_state(state.pk).values_list("ocd_id", "name", "kind", "fips")
    states = dict(State.objects.values_list("code", "name"))
    return PlaceBook(state.pk, state.name, [Place(*row) for row in rows], states)


def _terms(model: type[Term]) -> list[TermEntry]:
    rows = model.objects.current().values_list("code", "label", "aliases")
    return [TermEntry(code, label, tuple(aliases)) for code, label, aliases in rows]
