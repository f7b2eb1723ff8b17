"""What sheets about places may name: states, the places in them, cycles, constituencies and kinds of work."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mvp_coord.lib.tabular import Value
from mvp_coord.lib.written import NotUnderstoodError, shown
from states.models import Constituency, Cycle, Division, ProgramType, State
from states.models.vocabulary import Term
from states.names import word_key

from .place import Place
from .places import PlaceBook
from .terms import TermBook, TermEntry


def place_book(state: State, states: Mapping[str, str]) -> PlaceBook:
    """The places of one state, as people write them; `states` are the names of all by their codes. One query."""
    rows = Division.objects.in_state(state.pk).values_list("ocd_id", "name", "kind", "fips")
    return PlaceBook(state.pk, state.name, [Place(*row) for row in rows], states)


def term_entries(model: type[Term]) -> list[TermEntry]:
    """The terms of a code list that may be chosen. One query."""
    rows = model.objects.current().values_list("code", "label", "aliases")
    return [TermEntry(code, label, tuple(aliases)) for code, label, aliases in rows]


@dataclass
class CalendarBooks:
    """The words of sheets that may be about many states: each state's places are read when it is first named."""

    states: Mapping[str, State]
    cycles: Mapping[int, Cycle]
    constituencies: TermBook
    program_types: TermBook
    term_ids: Mapping[str, Mapping[str, int]]
    _places: dict[str, tuple[PlaceBook, dict[str, Division]]] = field(default_factory=dict)

    def read_state(self, value: Value) -> str:
        """The postal code; raises `NotUnderstoodError`."""
        key = word_key(shown(value))
        code = next((code for code, each in self.states.items() if key in (word_key(code), word_key(each.name))), "")
        if not code:
            raise NotUnderstoodError("is no state or territory")
        return code

    def read_cycle(self, value: Value) -> int:
        """The key of a cycle, by its code or name; raises `NotUnderstoodError`."""
        key = word_key(shown(value))
        found = next((pk for pk, each in self.cycles.items() if key in map(word_key, (each.code, each.name))), None)
        if found is None:
            names = ", ".join(each.name for each in self.cycles.values())
            raise NotUnderstoodError(f"is no cycle that is kept here: write {names}")
        return found

    def division(self, code: str, text: str) -> Division:
        """The place of a state that a text names, the whole state for none; raises `NotUnderstoodError`."""
        state = self.states[code]
        if not text:
            return state.division
        if code not in self._places:
            names = {other: each.name for other, each in self.states.items()}
            there = {each.ocd_id: each for each in Division.objects.in_state(code)}
            self._places[code] = (place_book(state, names), there)
        book, there = self._places[code]
        return there[book.find(text).ocd_id]


def calendar_books() -> CalendarBooks:
    """Six queries."""
    ids: dict[str, dict[str, int]] = {}
    models: dict[str, Any] = {"constituency": Constituency, "program_type": ProgramType}
    for name, model in models.items():
        ids[name] = dict(model.objects.values_list("code", "pk"))
    return CalendarBooks(
        states={each.pk: each for each in State.objects.select_related("division")},
        cycles={each.pk: each for each in Cycle.objects.all()},
        constituencies=TermBook("constituency", term_entries(Constituency)),
        program_types=TermBook("program type", term_entries(ProgramType)),
        term_ids=ids,
    )
