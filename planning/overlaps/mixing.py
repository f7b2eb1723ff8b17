"""How the people of an anchor are spread over the lists of a case, as if each list were drawn by itself."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np

from .arrays import Flags, Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Parts of an anchor: what each weighs, and which lists (a column for each) are in it."""

    weight: Floats
    is_there: Flags

    def together(self, one: Ints, two: Ints) -> Floats:
        """For pairs of lists the part of the anchor in which both may be."""
        both: Floats = self.weight @ (self.is_there[:, one] & self.is_there[:, two])
        return both


def cells_of(crossing: Sequence[tuple[str, Hashable, float] | None]) -> Cells:
    """The anchor in cells: districts of one kind lie side by side in it, those of different kinds independently.

    For each list the kind of its place, the place, and the share of the anchor in it; None where it works all of it.
    """
    kinds: dict[str, dict[Hashable, float]] = {}
    for kind, place, share in filter(None, crossing):
        kinds.setdefault(kind, {})[place] = share
    # Each place of a kind with its share, and what none of them covers.
    choices: list[list[tuple[Hashable, float]]] = [
        [*sorted(kinds[kind].items(), key=str), (None, max(0.0, 1.0 - sum(kinds[kind].values())))]
        for kind in sorted(kinds)
    ]
    cells = [({place for place, _ in chosen}, prod(share for _, share in chosen)) for chosen in product(*choices)]
    is_there = [[each is None or each[1] in places for each in crossing] for places, _ in cells]
    return Cells(np.array([weight for _, weight in cells]), np.array(is_there, dtype=np.bool_))


@dataclass(frozen=True, slots=True, eq=False)
class Mix:
    """By day the chance that somebody is on the lists of two partners or more; and for each list and day that
    somebody is on it and on another partner's. Two lists of one partner are its own affair."""

    on_two: Floats
    on_this_too: Floats


class Mixer:
    """Some lists of partners, of the same people."""

    def __init__(self, partner: Ints, cells: Cells) -> None:
        self.cells = cells
        _, self.partner = np.unique(partner, return_inverse=True)
        self.order = np.argsort(self.partner, kind="stable")
        self.first = np.flatnonzero(np.diff(self.partner[self.order], prepend=-1))

    def mix(self, is_active: Flags, reach: Floats) -> Mix:
        """With the reach of each list, and on which days (columns) it is at work."""
        on_two, on_this_too = np.zeros(is_active.shape[1]), np.zeros(is_active.shape)
        for weight, is_there in zip(self.cells.weight.tolist(), self.cells.is_there, strict=True):
            here = is_active if is_there.all() else is_active & is_there[:, None]
            reached = np.where(here, reach[:, None], 0.0)
            missed = np.multiply.reduceat(1.0 - reached[self.order], self.first, axis=0)
            on_two += weight * _two_or_more(missed)
            on_this_too += weight * reached * (1.0 - _without_each(missed)[self.partner])
        return Mix(on_two, on_this_too)


def _two_or_more(missed: Iterable[Floats]) -> Floats:
    """The chance that at least two of several independent things do not miss."""
    none, once, more = np.ones(1), np.zeros(1), np.zeros(1)
    for miss in missed:
        hit = 1.0 - miss
        none, once, more = none * miss, once * miss + none * hit, more + once * hit
    return more


def _without_each(missed: Floats) -> Floats:
    """For each of them the chance that all others miss."""
    found = np.ones_like(missed)
    found[1:] = np.cumprod(missed[:-1], axis=0)
    found[:-1] *= np.cumprod(missed[:0:-1], axis=0)[::-1]
    return found
