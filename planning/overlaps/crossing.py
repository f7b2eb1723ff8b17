"""Every two places in use that have ground in common, over columns: what `Atlas.relation` says of two."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from .arrays import Flags, Floats, Ints, ints, offsets, spread
from .chart import IS_DISTRICT, KINDS, PLACE, Chart
from .places import NEARLY_ALL
from .records import BASES, CROSSWALK, NESTED, SAME_PLACE, SHARE_UNKNOWN

_BASIS = {basis: position for position, basis in enumerate(BASES)}


@dataclass(frozen=True, slots=True, eq=False)
class Related:
    """Pairs of places (numbers of the chart): the share of each in the other (nan: not known), the anchor, and how
    that is known (a position in `BASES`)."""

    one: Ints
    other: Ints
    share: Floats
    back: Floats
    anchor: Ints
    basis: Ints

    def take(self, chosen: Ints | Flags) -> "Related":
        """Some of them."""
        return Related(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))


def related(chart: Chart, used: Ints) -> Related:
    """Each place in use with itself, with those around it, and once with those of its state that it crosses."""
    parts = [*_nested(chart, used), crossing(chart, *_perhaps_crossing(chart, used))]
    return Related(*(np.concatenate([getattr(p, name) for p in parts]) for name in Related.__dataclass_fields__))


def _nested(chart: Chart, used: Ints) -> Iterator[Related]:
    whole, same = np.ones(len(used)), np.full(len(used), _BASIS[SAME_PLACE])
    yield Related(used, used, whole, whole, used, same)
    is_used = np.zeros(len(chart.parent), dtype=np.bool_)
    is_used[used] = True
    for held in chart.above:
        above = held[used]
        kept = np.flatnonzero((above >= 0) & is_used[above])
        part, around = used[kept], above[kept]
        whole, basis = np.ones(len(kept)), np.full(len(kept), _BASIS[NESTED])
        yield Related(part, around, whole, _ratio(chart, part, around), part, basis)


def _ratio(chart: Chart, part: Ints, whole: Ints) -> Floats:
    """The share of the whole that lies in the part, by electorate; nan where not known."""
    return _turned(chart, np.ones(len(part)), part, whole)


def _turned(chart: Chart, share: Floats, of: Ints, inside: Ints) -> Floats:
    """So many of the people of a place as a share of another place."""
    people, around = share * chart.people[of], chart.people[inside]
    found = np.divide(people, around, out=np.full(len(people), np.nan), where=around > 0)
    return np.minimum(found, 1.0)


def _perhaps_crossing(chart: Chart, used: Ints) -> tuple[Ints, Ints]:
    """Places of one state that a crosswalk names together, or whose kinds are drawn across each other."""
    many = len(chart.parent)
    is_used = np.zeros(many, dtype=np.bool_)
    is_used[used] = True
    one, other = np.divmod(chart.share_keys, many) if many else (used, used)
    near = is_used[one] & is_used[other] & (chart.state[one] == chart.state[other])
    found = [(one[near], other[near])]
    groups = chart.state[used] * (len(KINDS) + 1) + chart.kind[used]
    order = np.argsort(groups, kind="stable")
    sorted_groups, places = groups[order], used[order]
    first = offsets(sorted_groups, int(groups.max(initial=0)) + len(KINDS) + 2)
    for kind, across in combinations(range(len(KINDS)), 2):
        if IS_DISTRICT[kind] or IS_DISTRICT[across]:
            here = used[chart.kind[used] == kind]
            group = chart.state[here] * (len(KINDS) + 1) + across
            owner, position = spread(first[group], first[group + 1] - first[group])
            found.append((here[owner], places[position]))
    one, other = (np.concatenate(each) for each in zip(*found, strict=True))
    keys = np.unique(np.minimum(one, other) * many + np.maximum(one, other))
    one, other = np.divmod(keys, max(many, 1))
    return one, other


def crossing(chart: Chart, one: Ints, other: Ints) -> Related:
    """Those of these pairs of one state that have ground in common without one lying in the other."""
    apart = ~chart.is_inside(one, other)
    one, other = one[apart], other[apart]
    share, back = chart.share(one, other), chart.share(other, one)
    is_known = ~np.isnan(share) | ~np.isnan(back)
    share = np.where(np.isnan(share), _turned(chart, back, other, one), share)
    back = np.where(np.isnan(back), _turned(chart, share, one, other), back)
    shared = is_known & ((share > 0) | (back > 0))
    perhaps = ~is_known & _may_cross(chart, one, other)
    basis = np.where(shared, _BASIS[CROSSWALK], _BASIS[SHARE_UNKNOWN])
    found = Related(one, other, share, back, _smaller(chart, one, other), basis)
    found = found.take(shared | perhaps)
    unknown = found.basis == _BASIS[SHARE_UNKNOWN]
    cities = unknown & ((chart.kind[found.one] == PLACE) | (chart.kind[found.other] == PLACE))
    return _through_county(chart, found, np.flatnonzero(cities)) if cities.any() else found


def _may_cross(chart: Chart, one: Ints, other: Ints) -> Flags:
    """Kinds that are drawn across each other, unless the crosswalk already places all of one of them elsewhere."""
    kind, across = chart.kind[one], chart.kind[other]
    drawn = (kind != across) & (IS_DISTRICT[kind] | IS_DISTRICT[across]) & (np.maximum(kind, across) < len(KINDS))
    elsewhere = np.maximum(chart.covered[one, across], chart.covered[other, kind]) >= NEARLY_ALL
    flags: Flags = drawn & ~elsewhere
    return flags


def _through_county(chart: Chart, found: Related, at: Ints) -> Related:
    """Cities against districts: all or nothing where their county is, else not known."""
    is_one = chart.kind[found.one[at]] == PLACE
    city, district = (np.where(is_one, *sides) for sides in ((found.one[at], found.other[at]),
                                                             (found.other[at], found.one[at])))  # fmt: skip
    county = chart.county[city]
    has_county = county >= 0
    at, is_one, city, district, county = (each[has_county] for each in (at, is_one, city, district, county))
    around = crossing(chart, county, district)
    many = len(chart.parent)
    keys, order = np.unique(around.one * many + around.other, return_index=True)
    wanted = county * many + district
    place = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
    meets = keys[place] == wanted if len(keys) else np.zeros(len(wanted), dtype=np.bool_)
    row = order[place] if len(keys) else place
    inside = np.zeros(len(wanted), dtype=np.bool_)
    inside[meets] = (around.basis == _BASIS[CROSSWALK])[row[meets]] & (around.share >= NEARLY_ALL)[row[meets]]
    part = _ratio(chart, city, district)
    found.share[at] = np.where(inside, np.where(is_one, 1.0, part), found.share[at])
    found.back[at] = np.where(inside, np.where(is_one, part, 1.0), found.back[at])
    found.anchor[at] = np.where(inside, city, found.anchor[at])
    found.basis[at] = np.where(inside, _BASIS[CROSSWALK], found.basis[at])
    kept = np.ones(len(found.one), dtype=np.bool_)
    kept[at] = meets | chart.is_inside(county, district)
    return found.take(kept)


def _smaller(chart: Chart, one: Ints, other: Ints) -> Ints:
    """The one with fewer people; where that is not known the one of the usually smaller kind, then the first."""
    size, across = chart.size[one], chart.size[other]
    kind, kinds = chart.kind[one], chart.kind[other]
    tied = np.isnan(size) | np.isnan(across) | (size == across)
    by_kind = (kind < kinds) | ((kind == kinds) & (one < other))
    return ints(np.where(np.where(tied, by_kind, size < across), one, other))
