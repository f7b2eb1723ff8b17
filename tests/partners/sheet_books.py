"""The books of real states, from the reference data as typed in, without a database."""

import datetime as dt
import functools

from partners.imports.rows import Books
from states.imports.place import Place
from states.imports.places import PlaceBook
from states.imports.terms import ConstituencyBook, TermBook, TermEntry
from states.reference import constituencies, districts, places, program_types, tactics


@functools.cache
def place_book(code: str) -> PlaceBook:
    """All places of a state: itself, its counties, its districts."""
    names = {state.code: state.name for state in places.states()}
    inner = [*districts.congressional_districts(), *districts.upper_districts(), *districts.lower_districts()]
    seeds = [*places.state_places(), *places.counties(), *inner]
    here = [Place(seed.ocd_id, seed.name, seed.kind, seed.fips) for seed in seeds if seed.state == code]
    return PlaceBook(code, names[code], here, names)


def entries(seeds) -> list[TermEntry]:
    return [TermEntry(seed.code, seed.label, seed.aliases) for seed in seeds]


@functools.cache
def books(code: str = "AZ") -> Books:
    return Books(
        places=place_book(code),
        program_types=TermBook("program type", entries(program_types.PROGRAM_TYPES)),
        tactics=TermBook("tactic", entries(tactics.TACTICS)),
        constituencies=ConstituencyBook(entries(constituencies.CONSTITUENCIES)),
        races=TermBook("race", []),
        contests={},
        first_day=dt.date(2019, 1, 1),
        last_day=dt.date(2030, 12, 31),
    )
