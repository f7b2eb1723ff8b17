"""The facts that the overlap engine works on as columns of numbers, for checks of very many plans at once."""

from dataclasses import dataclass

import numpy as np
from django.db import connection
from django.db.models import BigIntegerField, Func, IntegerField
from django.db.models.functions import Cast, Coalesce

from mvp_coord.lib import binary_copy
from partners.models import Activity
from partners.models.program import ActivityQuerySet
from planning.overlaps.arrays import Floats, Ints, ints
from planning.overlaps.columns import MOST_CONSTITUENCIES, Columns
from planning.overlaps.places import Atlas
from planning.overlaps.terrain import Terrain
from states.models import Constituency, Division

from .world import load_places, load_shares

BLANK = -1


class _Ordinal(Func):
    """The number of a day, as Python counts them."""

    template = "(%(expressions)s - DATE '0001-01-01' + 1)"
    output_field = BigIntegerField()


def _number(name: str) -> Cast:
    return Cast(name, output_field=BigIntegerField())


_COLUMNS = (
    _number("pk"),
    _number("program__partner"),
    _number("tactic__family"),
    Cast(Cast("program_type__is_registration", output_field=IntegerField()), output_field=BigIntegerField()),
    _number("division"),
    Cast(_Ordinal("starts_on"), output_field=BigIntegerField()),
    Cast(_Ordinal("ends_on"), output_field=BigIntegerField()),
    Coalesce(_number("universe"), BLANK),
    Coalesce(_number("attempts_planned"), BLANK),
)


@dataclass(frozen=True, eq=False)
class ColumnWorld:
    """Activities as columns, with their places; `keys` are their ids, `families` the ids of families."""

    keys: Ints
    families: Ints
    columns: Columns
    terrain: Terrain


def load_columns(activities: ActivityQuerySet) -> ColumnWorld:
    """The columns of these activities, in the order of their ids. Seven queries, however many there are."""
    compared = activities.exclude(tactic__family=None).exclude(tactic__family__works="none")
    with connection.cursor() as cursor:
        query, params = compared.order_by("pk").values_list(*_COLUMNS).query.sql_with_params()
        keys, partner, family, registration, division, starts, ends, *volumes = binary_copy.read(
            cursor, query, params, len(_COLUMNS)
        )
    places, electorates = load_places(None)
    atlas = Atlas(places, load_shares(None), electorates)
    ids = dict(Division.objects.order_by().values_list("pk", "ocd_id"))
    used, position = np.unique(division, return_inverse=True)
    homes = [atlas.home(ids[pk]) for pk in used.tolist()]
    terrain = Terrain(homes, atlas)
    place = ints([terrain.number[home] for home in homes])[position]
    universe, attempts = (_volume(found) for found in volumes)
    kind = family * 2 + registration
    found = Columns(partner, kind, place, starts, ends, _masks(keys), universe, attempts)
    return ColumnWorld(keys, family, found, terrain)


def _volume(found: Ints) -> Floats:
    return np.where(found == BLANK, np.nan, found)


def _masks(keys: Ints) -> Ints:
    """The constituencies of activities as bits. Raises ValueError for more than a number has."""
    terms = Constituency.objects.order_by("pk").values_list("pk", flat=True)
    bit = np.zeros(max(terms, default=0) + 1, dtype=np.int64)
    if len(terms) > MOST_CONSTITUENCIES:
        raise ValueError(f"{len(terms)} constituencies are more than can be compared ({MOST_CONSTITUENCIES})")
    bit[list(terms)] = 1 << np.arange(len(terms))
    columns = (_number("activity"), _number("constituency"))
    with connection.cursor() as cursor:
        links = Activity.constituencies.through.objects.order_by().values_list(*columns)
        activity, term = binary_copy.read(cursor, *links.query.sql_with_params(), len(columns))
    masks = np.zeros(len(keys), dtype=np.int64)
    if len(keys):
        at = np.minimum(np.searchsorted(keys, activity), len(keys) - 1)
        known = keys[at] == activity
        np.bitwise_or.at(masks, at[known], bit[term[known]])
    return masks
