"""The kept cases of some states as columns: enough to tell which of those that a check finds are new or changed."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from django.db.models import BigIntegerField, Case, F, Func, IntegerField, Value, When

from planning.identity import Sketches
from planning.models import Overlap
from planning.overlaps.arrays import Flags, Ints, ints, offsets, positions
from planning.overlaps.classes import FLAGGED

from .chart import read

_CLASS = Case(
    *(When(overlap_class=class_, then=Value(number)) for number, class_ in enumerate(FLAGGED)),
    output_field=IntegerField(),
)
# Tactics come in a dozen families.
_MOST_FAMILIES = 1 << 20
_IS_STANDING = Case(When(cleared_at=None, then=Value(1)), default=Value(0), output_field=IntegerField())
_MEMBERS = Func(F("member_keys"), function="unnest", output_field=BigIntegerField())


@dataclass(frozen=True, eq=False)
class Kept:
    """One entry for each case, in the order of their ids (`key`): class (a position in `FLAGGED`), family, anchor,
    fingerprint, and members: those of case n begin at `begin[n]`."""

    key: Ints
    class_: Ints
    family: Ints
    anchor: Ints
    is_standing: Flags
    fingerprint: Ints
    begin: Ints
    member: Ints

    def take(self, chosen: Ints) -> "Kept":
        """Some of them (positions, in order)."""
        counts = np.diff(self.begin)[chosen]
        return Kept(
            self.key[chosen],
            self.class_[chosen],
            self.family[chosen],
            self.anchor[chosen],
            self.is_standing[chosen],
            self.fingerprint[chosen],
            np.append(0, np.cumsum(counts)),
            self.member[positions(self.begin[chosen], counts)],
        )

    def sketches(self) -> Sketches:
        """To be matched with found cases."""
        return Sketches(kinds(self.class_, self.family, self.anchor), self.begin, self.member, self.is_standing)


def kinds(class_: Ints, family: Ints, anchor: Ints) -> Ints:
    """A number for each class, family and anchor."""
    found: Ints = (anchor * _MOST_FAMILIES + family) * len(FLAGGED) + class_
    return found


def load_kept(states: Collection[str] | None) -> Kept:
    """The cases of these states (postal codes; None: all, with those of the whole country). Two queries."""
    rows = Overlap.objects.order_by("pk")
    if states is not None:
        rows = rows.filter(state_id__in=states)
    columns = (F("pk"), _CLASS, F("family"), F("anchor"), _IS_STANDING, F("fingerprint"))
    key, class_, family, anchor, standing, fingerprint = read(rows.values_list(*columns))
    owner, member = read(rows.values_list(F("pk"), _MEMBERS))
    order = np.argsort(owner, kind="stable")
    begin = offsets(np.searchsorted(key, owner[order]), len(key))
    return Kept(key, class_, family, anchor, standing == 1, fingerprint, begin, ints(member[order]))
