"""Tactic × place in one state: how many plans, how many tries, how many tries for each voter, and what is missing."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from planning.spread import Among, Spread
from states.models import Priority

from .ecosystem import ActivityInState

MOST_PLACES = 16


@dataclass
class Cell:
    """Plans by one tactic for one place.

    `placed` are for the place or a part of it, `reaching` are these and the wider ones that try people there; `tries`
    is what falls on the place by the shares; `unknown` of those reaching state no tries or nobody knows their share.
    """

    placed: int = 0
    reaching: int = 0
    tries: float = 0.0
    unknown: int = 0

    def add(self, other: "Cell", share: float | None, *, is_there: bool) -> None:
        """Plans of one division and tactic (their cell for that division), as far as they are in this place."""
        self.placed += other.placed if is_there else 0
        self.reaching += other.placed
        self.tries += other.tries * (share or 0.0)
        self.unknown += other.placed if share is None else other.unknown


@dataclass(frozen=True)
class Row:
    """One place. `code` is the end of its OCD id, `tier` its first priority's, `people` its electorate."""

    code: str
    division: str
    name: str
    tier: int | None
    people: float | None
    cells: Mapping[str, Cell]
    total: Cell


@dataclass(frozen=True)
class StateMatrix:
    """`rows` are the country-wide plans, the state-wide ones, then priorities by tier, then places by name; `tactics`
    (code, label) by name.

    `whole` is the state with each plan once. `places` is how many places have plans or priorities in all. `families`
    that work lists tell in which columns nothing is a lack.
    """

    rows: tuple[Row, ...]
    tactics: tuple[tuple[str, str], ...]
    whole: Row
    places: int
    listed: frozenset[str] = field(default=frozenset())


def matrix_of(
    activities: Sequence[ActivityInState],
    priorities: Iterable[Priority],
    spread: Spread,
    home: str,
    *,
    most: int | None = MOST_PLACES,
) -> StateMatrix:
    """The matrix of a state (`home`: its OCD id), with at most so many places: priorities and the busiest first.

    Give the priorities with their divisions. No query.
    """
    by_division = _by_division(activities)
    tiers = _tiers(priorities)
    names = spread.atlas.places
    plans = Counter({place: sum(cell.placed for cell in cells.values()) for place, cells in by_division.items()})
    wider = [place for place in by_division if not names[place].state]
    places = {place for place in (*by_division, *tiers) if place in names and place not in (home, *wider)}
    chosen = sorted(places, key=lambda place: (tiers.get(place, 9), -plans[place], names[place].name))[:most]
    chosen.sort(key=lambda place: (tiers.get(place, 9), names[place].name))
    around = [_wider_row(place, by_division[place], spread, home) for place in wider]
    statewide = [_row(home, by_division, Among(spread, [home]), tiers)] if home in by_division else []
    everywhere = Among(spread, by_division)
    ways = {each.way for each in activities}
    return StateMatrix(
        rows=(*around, *statewide, *(_row(place, by_division, everywhere, tiers) for place in chosen)),
        tactics=tuple(sorted(((way.code, way.label) for way in ways), key=lambda item: item[1])),
        whole=_row(home, by_division, everywhere, {}),
        places=len(places) + len(around) + len(statewide),
        listed=frozenset(way.code for way in ways if way.works_a_list),
    )


def _by_division(activities: Iterable[ActivityInState]) -> dict[str, dict[str, Cell]]:
    found: dict[str, dict[str, Cell]] = defaultdict(lambda: defaultdict(Cell))
    for each in activities:
        cell = found[each.division][each.way.code]
        cell.placed += 1
        cell.tries += each.attempts or 0
        cell.unknown += each.attempts is None
    return dict(found)


def _tiers(priorities: Iterable[Priority]) -> dict[str, int]:
    tiers: dict[str, int] = {}
    for each in priorities:
        place = each.division.ocd_id
        tiers[place] = min(each.tier, tiers.get(place, each.tier))
    return tiers


def _wider_row(place: str, own: Mapping[str, Cell], spread: Spread, home: str) -> Row:
    """The plans of a place that holds the state: how many there are, and what of them falls on the state."""
    cells, total, part = {tactic: Cell() for tactic in own}, Cell(), spread.part(place, home)
    for tactic, cell in own.items():
        for each in (cells[tactic], total):
            each.add(cell, part.share if part else None, is_there=True)
    atlas = spread.atlas
    return Row(place.rpartition("/")[2], place, atlas.places[place].name, None, atlas.electorate(home), cells, total)


def _row(place: str, by_division: Mapping[str, Mapping[str, Cell]], among: Among, tiers: Mapping[str, int]) -> Row:
    cells: dict[str, Cell] = defaultdict(Cell)
    total = Cell()
    for division, part in among.parts(place).items():
        for tactic, cell in by_division[division].items():
            cells[tactic].add(cell, part.share, is_there=part.is_there)
            total.add(cell, part.share, is_there=part.is_there)
    atlas: Any = among.atlas
    code = place.rpartition("/")[2]
    return Row(code, place, atlas.places[place].name, tiers.get(place), atlas.electorate(place), dict(cells), total)
