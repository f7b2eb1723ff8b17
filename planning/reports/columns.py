"""The facts that the overlap engine works on as columns of numbers, for checks of very many plans at once."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import BigIntegerField, F, Func, Value
from django.db.models.functions import Cast, Coalesce

from partners.models import Activity, Program
from partners.models.program import ActivityQuerySet
from planning.overlaps.arrays import Floats, Ints, find, ints
from planning.overlaps.chart import with_inferred
from planning.overlaps.columns import MOST_CONSTITUENCIES, Columns
from planning.overlaps.terrain import Terrain
from states.models import Constituency, ProgramType, Tactic

from .chart import homes, load_chart, read

BLANK = -1
MISSING = np.iinfo(np.int64).min


class _Ordinal(Func):
    """The number of a day, as Python counts them."""

    template = "(%(expressions)s - DATE '0001-01-01' + 1)"
    output_field = BigIntegerField()


# Plans as they stand in their table: what they refer to is looked up over columns, which is faster than joins.
_SMALL = (
    F("tactic"),
    F("program_type"),
    _Ordinal("starts_on"),
    _Ordinal("ends_on"),
    Coalesce("universe", BLANK),
    Coalesce("attempts_planned", BLANK),
)
_PLANS = (
    F("pk"),
    F("program"),
    F("division"),
    *_SMALL,
)


@dataclass(frozen=True, eq=False)
class ColumnWorld:
    """Activities as columns, with their places; `keys`, `program` and `tactic` are ids, `division` holds the id of
    each place of the terrain."""

    keys: Ints
    columns: Columns
    terrain: Terrain
    program: Ints
    tactic: Ints
    division: Ints


def load_columns(states: Collection[str] | None = None) -> ColumnWorld:
    """All plans that are compared, in the order of their ids; those of some states (postal codes) and of the whole
    country. At most eleven queries, however many there are."""
    plans = _plans(states).values_list(*_PLANS)
    key, program, division, tactic, type_, starts, ends, *volumes = read(plans, small=len(_SMALL))
    partner = looked_up(Program.objects.counting().values_list("pk", F("partner")), program)
    compared = Tactic.objects.exclude(family=None).exclude(family__works="none")
    family = looked_up(compared.values_list("pk", F("family")), tactic)
    chosen = np.flatnonzero((partner != MISSING) & (family != MISSING))
    chosen = chosen[np.argsort(key[chosen])]
    registers = looked_up(ProgramType.objects.filter(is_registration=True).values_list("pk", Value(1)), type_)
    key, partner, division = key[chosen], partner[chosen], division[chosen]
    place, terrain, divisions = _lay_out(division)
    universe, attempts = (_volume(each[chosen]) for each in volumes)
    found = Columns(
        partner,
        family[chosen] * 2 + (registers[chosen] == 1),
        place,
        starts[chosen],
        ends[chosen],
        _masks(key),
        universe,
        attempts,
    )
    return ColumnWorld(key, found, terrain, program[chosen], tactic[chosen], divisions)


def load_budgets(keys: Ints, states: Collection[str] | None = None) -> Floats:
    """What these plans of some states cost in dollars, nan where nobody says: who looks for pairs alone asks for none
    of it. One query."""
    cents = Cast(F("budget_usd") * 100, BigIntegerField())
    found = looked_up(_plans(states).exclude(budget_usd=None).values_list("pk", cents), keys)
    return np.where(found == MISSING, np.nan, found / 100)


def _plans(states: Collection[str] | None) -> ActivityQuerySet:
    plans = Activity.objects.present().order_by()
    return plans if states is None else plans.reaching_states(states)


def _lay_out(division: Ints) -> tuple[Ints, Terrain, Ints]:
    """The places of plans as numbers of their terrain, and the ids of its places."""
    charted = load_chart()
    used, position = np.unique(division, return_inverse=True)
    numbers, place = np.unique(charted.number(homes(charted, used)), return_inverse=True)
    ids = charted.key(ints(numbers))
    return ints(place[position]), Terrain(with_inferred(charted.chart, ints(numbers)), ints(numbers)), ids


def bits_of_terms() -> Ints:
    """The ids of all constituencies, in the order of their bits."""
    return ints(Constituency.objects.order_by("pk").values_list("pk", flat=True))


def looked_up(rows: Any, wanted: Ints) -> Ints:
    """The second column of a query for these values of its first, `MISSING` where there is none."""
    keys, values = read(rows.order_by())
    order = np.argsort(keys)
    at = find(keys[order], wanted)
    return np.where(at >= 0, values[order][at], MISSING) if len(keys) else np.full(len(wanted), MISSING)


def _volume(found: Ints) -> Floats:
    return np.where(found == BLANK, np.nan, found)


def _masks(keys: Ints) -> Ints:
    """The constituencies of activities as bits. Raises ValueError for more than a number has."""
    terms = bits_of_terms()
    if len(terms) > MOST_CONSTITUENCIES:
        raise ValueError(f"{len(terms)} constituencies are more than can be compared ({MOST_CONSTITUENCIES})")
    links = Activity.constituencies.through.objects.order_by()
    activity, term = read(links.values_list(F("activity"), F("constituency")))
    masks = np.zeros(len(keys), dtype=np.int64)
    at = find(keys, activity)
    known = at >= 0
    np.bitwise_or.at(masks, at[known], 1 << np.searchsorted(terms, term[known]))
    return masks
