"""All that the sentence of a case speaks of, as names and figures: of a case that was found just now, or was kept."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .places import Atlas
from .records import SHARE_UNKNOWN, Activity, Case, Family, Span, Window
from .words import number_word


@dataclass(slots=True)
class Telling:
    """`members` and `partners` are how many there are; `names` those of the partners, each once, in order.

    `wider` says which members work another place than the one where they meet ("two of them all over Arizona"),
    `missing` who gives which volumes not, `unknown` names places of which nobody knows how much of this one they
    hold. `is_counted` tells whether anybody has counted the people of the place (None: not known), `longest` is in
    days (0: not known), `largest` the program name, list and attempts of the largest member. The measures are those
    of competing work, None elsewhere.
    """

    class_: str
    family: Family
    is_registration: bool
    place: str
    is_counted: bool | None
    shared: Window
    members: int
    partners: int
    names: Sequence[str]
    wider: Sequence[str]
    missing: Sequence[str]
    pairs: int
    longest: int
    unknown: Sequence[str]
    largest: tuple[str, int, int] | None
    people: Span | None = None
    touches: float | None = None
    band: float | None = None
    excess: Span | None = None
    dollars: Span | None = None
    dollars_basis: str = ""


def telling_of(case: Case, activities: Sequence[Activity], family: Family, atlas: Atlas) -> Telling:
    """That of a case with its pairs. `activities` are its members."""
    homes = {a.key: atlas.home(a.division) for a in activities}
    elsewhere = Counter(homes.values())
    elsewhere.pop(case.anchor, None)
    ends = {homes[key] for pair in case.pairs if pair.basis == SHARE_UNKNOWN for key in pair.keys}
    largest = max(activities, key=lambda a: (a.attempts or 0, a.universe or 0, a.program_name))
    return Telling(
        case.class_,
        family,
        activities[0].is_registration,
        atlas.name(case.anchor),
        atlas.electorate(case.anchor) is not None,
        case.shared,
        len(activities),
        len({a.partner for a in activities}),
        sorted({a.partner_name for a in activities}),
        [at_work(n, atlas.name(id), id in atlas.ancestors(case.anchor)) for id, n in sorted(elsewhere.items())],
        sorted(missing(a.partner_name, a.universe, a.attempts) for a in activities if not a.is_measured),
        len(case.pairs),
        max((pair.shared.last - pair.shared.first).days + 1 for pair in case.pairs),
        sorted({atlas.name(id) for id in ends - {case.anchor}}),
        (largest.program_name, largest.universe or 0, largest.attempts or 0),
        case.people,
        case.touches.high if case.touches else None,
        case.band,
        case.excess_attempts,
        case.dollars,
        case.dollars_basis,
    )


def at_work(many: int, name: str, is_around: bool) -> str:
    """ "two of them all over Arizona": so many members work another place, which holds the one where they meet."""
    return f"{number_word(many)} of them {'all over' if is_around else 'in'} {name}"


def missing(name: str, universe: float | None, attempts: float | None) -> str:
    """ "Sunrise gives no list size"."""
    if universe is None and attempts is None:
        return f"{name} gives neither list size nor attempts"
    return f"{name} gives {'no list size' if universe is None else 'no attempts'}"
