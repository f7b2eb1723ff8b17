"""The table of places, as the engine over columns takes it: read by four queries, however many places there are."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import Case, F, Func, IntegerField, QuerySet, Value, When, Window
from django.db.models.functions import Cast, Coalesce, Collate, RowNumber

from mvp_coord.lib import binary_copy
from planning.overlaps.arrays import Floats, Ints, find, ints
from planning.overlaps.chart import COUNTY, IS_DISTRICT, KINDS, Chart
from planning.overlaps.places import NEARLY_ALL, WIDEST
from states.chambers import same_ground_as
from states.models import Division, DivisionShare, Electorate

NOBODY = -1
_COUNTED = Electorate.objects.filter(constituency=None).order_by("division_id", "-as_of", "basis")
_KIND = Case(
    *(When(kind=kind, then=Value(number)) for number, kind in enumerate(KINDS)),
    default=Value(WIDEST),
    output_field=IntegerField(),
)


class _Letter(Func):
    """One letter of a postal code: 0 for A, 25 for Z."""

    template = "(ascii(substr(%(expressions)s)) - 65)"
    output_field = IntegerField()


_COUNTRY = 26 * 26
_PLACES: dict[str, Any] = {
    "c_key": F("pk"),
    "c_rank": Window(RowNumber(), order_by=Collate("ocd_id", "C")),
    "c_parent": Coalesce("parent_id", NOBODY),
    "c_kind": _KIND,
    "c_state": Coalesce(_Letter("state_id", 1) * 26 + _Letter("state_id", 2), _COUNTRY),
}


def state_code(number: int) -> str | None:
    """The postal code of a state by its number in a chart; None for the country."""
    first, second = divmod(number, 26)
    return None if number == _COUNTRY else chr(ord("A") + first) + chr(ord("A") + second)


@dataclass(frozen=True, eq=False)
class Charted:
    """A chart, with the keys of its places: `keys` are sorted, `rank` is the number in the chart of each."""

    chart: Chart
    keys: Ints
    rank: Ints

    def number(self, keys: Ints) -> Ints:
        """The numbers of places by their keys, which must be known."""
        return self.rank[find(self.keys, keys)]

    def key(self, numbers: Ints) -> Ints:
        """The keys of places by their numbers in the chart."""
        return self.keys[np.argsort(self.rank)[numbers]]


def load_chart() -> Charted:
    """All places, with the newest count of everyone, and the crosswalk."""
    key, rank, parent, kind, state = read(Division.objects.order_by().values_list(*_PLACES.values()))
    counted, people = read(_COUNTED.distinct("division_id").values_list(F("division"), F("people")))
    order = np.argsort(key)
    keys, numbers = key[order], (rank - 1)[order]
    by_rank = np.argsort(rank)
    at = find(keys, parent[by_rank])
    held = np.where(at >= 0, numbers[at] if len(keys) else at, -1)
    stated = np.full(len(keys), np.nan)
    stated[numbers[find(keys, counted)]] = people
    share_keys, shares = _shares(keys, numbers)
    kinds, states = kind[by_rank], state[by_rank]
    return Charted(_chart(ints(held), kinds, states, stated, share_keys, shares), keys, numbers)


def homes(charted: Charted, used: Ints) -> Ints:
    """The keys of the places that these (keys, sorted) are the same ground and the same people as; mostly themselves.

    As `Atlas.home` has it: an at-large district is its state, some house districts are senate districts.
    """
    districts = used[IS_DISTRICT[charted.chart.kind[charted.number(used)]]]
    rows = Division.objects.filter(pk__in=districts.tolist()).values_list("pk", "ocd_id", "parent_id")
    same = {pk: (same_ground_as(id), id, parent) for pk, id, parent in rows}
    wanted = {home for home, *_ in same.values() if home}
    known = dict(Division.objects.filter(ocd_id__in=wanted).values_list("ocd_id", "pk")) if wanted else {}
    found = used.copy()
    for pk, (home, id, parent) in same.items():
        if home in known or (id.endswith(":at-large") and parent):
            found[np.searchsorted(used, pk)] = known.get(home or "", parent)
    return found


def read(rows: QuerySet[Any, Any], *, small: int = 0) -> list[Ints]:
    """The columns of a query of whole numbers that are never null; the last `small` of them fit in four bytes."""
    with connection.cursor() as cursor:
        query, params = rows.query.sql_with_params()
        width = len(rows.query.values_select) + len(rows.query.annotation_select)
        return list(binary_copy.read(cursor, query, params, width, small=small))


def _shares(keys: Ints, numbers: Ints) -> tuple[Ints, Floats]:
    """The crosswalk in both directions."""
    # Shares have eight digits.
    whole = 10**8
    columns = (Cast(F(name) * whole, IntegerField()) for name in ("share_of_a", "share_of_b"))
    a, b, of_a, of_b = read(DivisionShare.objects.order_by().values_list(F("division_a"), F("division_b"), *columns))
    one, other = (numbers[np.searchsorted(keys, each)] for each in (a, b))
    found = np.concatenate((one * len(keys) + other, other * len(keys) + one))
    order = np.argsort(found)
    return found[order], np.concatenate((of_a, of_b))[order] / whole


def _chart(parent: Ints, kind: Ints, state: Ints, stated: Floats, share_keys: Ints, shares: Floats) -> Chart:
    """With what follows from the counts: electorates of districts by the crosswalk, sizes, and what is covered."""
    many = len(parent)
    one, other = np.divmod(share_keys, max(many, 1))
    covered = np.zeros((many, WIDEST + 1))
    np.add.at(covered, (one, kind[other]), shares)
    people = np.where(np.isnan(stated), _by_crosswalk(one, other, shares, kind, stated), stated)
    return Chart(
        parent, kind, state, people, _sizes(parent, kind, state, stated, people), covered, share_keys, shares
    )


def _by_crosswalk(one: Ints, other: Ints, shares: Floats, kind: Ints, stated: Floats) -> Floats:
    """The sum of counties' electorates by their shares in each place; nan where there are none."""
    many = len(kind)
    # Both directions are there: the share of the district in each county stands at the pair turned round.
    turned = np.argsort(other * many + one, kind="stable")
    rows = np.flatnonzero((kind[one] == COUNTY) & ~np.isnan(stated[one]))
    people = np.bincount(other[rows], stated[one][rows] * shares[rows], many)
    back = np.empty(len(shares))
    back[turned] = shares
    part = np.bincount(other[rows], back[rows], many)
    # Where the crosswalk says which part of the district these counties are, a few of them tell the whole.
    is_part = (part > 0) & (part < NEARLY_ALL)
    found = np.divide(people, part, out=people.astype(np.float64), where=is_part)
    return np.where(found > 0, found, np.nan)


def _sizes(parent: Ints, kind: Ints, state: Ints, stated: Floats, people: Floats) -> Floats:
    """Districts of one kind hold about as many people each, as `Atlas.size` has it."""
    group = state * (WIDEST + 1) + kind
    many = np.bincount(group)[group] if len(group) else group
    around = np.where(parent >= 0, people[parent], np.nan) if len(parent) else people
    average = np.where(around > 0, around / np.maximum(many, 1), np.nan)
    is_open = np.isnan(stated) & IS_DISTRICT[kind] & (parent >= 0)
    best = np.fmax(np.where(people > 0, people, np.nan), average)
    sizes: Floats = np.where(is_open, best, people)
    return sizes
