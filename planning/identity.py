"""Which case is which: a case found today is the same as an earlier one if it shares the most members with it.

Pure: plain values in, plain values out. So a case keeps its address, its owner and its decision while its
plans come and go.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planning.overlaps import Case
from planning.overlaps.arrays import Flags, Ints, ints, spread


@dataclass(frozen=True, slots=True)
class Sketch:
    """What tells one case from another. Only cases of one `kind` (class, family and place) can be the same."""

    kind: tuple[Hashable, ...]
    members: frozenset[int]
    is_standing: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Sketches:
    """The same of very many, as columns: kinds and members as numbers; those of case n begin at `begin[n]`."""

    kind: Ints
    begin: Ints
    member: Ints
    is_standing: Flags

    @property
    def owner(self) -> Ints:
        return np.repeat(np.arange(len(self.kind)), np.diff(self.begin))


def sketch_of(case: Case) -> Sketch:
    """What tells this case from others; its keys must be the ids of activities."""
    return Sketch((case.class_, case.family, case.anchor), frozenset(int(key) for key in case.keys))


def match(found: Sequence[Sketch], known: Sequence[Sketch]) -> dict[int, int]:
    """Positions of found cases -> positions of the known cases that they continue; one to one.

    The pair with the most members in common goes first; of equals, the one that still stands, then the
    one that was known first. Cases without a member in common are never the same.
    """
    numbers: dict[Hashable, int] = {}
    one, two = matched(_columns(found, numbers), _columns(known, numbers))
    return dict(zip(one.tolist(), two.tolist(), strict=True))


def continued(found: Sequence[Sketch], known: Sequence[Sketch]) -> dict[int, int]:
    """The same for cases found among what one person may read, beside known ones that rest on everything.

    What is left over of both is matched by family and place alone: a plan or a grant that is hidden from this person
    can make the known case one of another class, and that must not take away the case that the person has.
    """
    same = match(found, known)
    left = [n for n in range(len(found)) if n not in same]
    free = sorted(set(range(len(known))) - set(same.values()))
    of_any_class = [replace(found[n], kind=found[n].kind[1:]) for n in left]
    more = match(of_any_class, [replace(known[n], kind=known[n].kind[1:]) for n in free])
    return same | {left[n]: free[old] for n, old in more.items()}


def _columns(sketches: Iterable[Sketch], numbers: dict[Hashable, int]) -> Sketches:
    sketches = list(sketches)
    members = [sorted(numbers.setdefault(("member", each), len(numbers)) for each in one.members) for one in sketches]
    return Sketches(
        ints([numbers.setdefault(("kind", each.kind), len(numbers)) for each in sketches]),
        np.cumsum([0, *map(len, members)]),
        ints([each for one in members for each in one]),
        np.array([each.is_standing for each in sketches], dtype=np.bool_),
    )


def matched(found: Sketches, known: Sketches) -> tuple[Ints, Ints]:
    """The same over columns: positions of found cases, and of the known ones that they continue."""
    new, old, count = _in_common(found, known)
    new_once = np.bincount(new, minlength=len(found.kind))[new] == 1
    is_plain = new_once & (np.bincount(old, minlength=len(known.kind))[old] == 1)
    # Nobody else asks for these; the others take turns.
    rest = np.flatnonzero(~is_plain)
    rest = rest[np.lexsort((new[rest], old[rest], ~known.is_standing[old[rest]], -count[rest]))]
    chosen, taken_new, taken_old = np.flatnonzero(is_plain).tolist(), set[int](), set[int]()
    for at, n, o in zip(rest.tolist(), new[rest].tolist(), old[rest].tolist(), strict=True):
        if n not in taken_new and o not in taken_old:
            taken_new.add(n)
            taken_old.add(o)
            chosen.append(at)
    return new[chosen], old[chosen]


def _in_common(found: Sketches, known: Sketches) -> tuple[Ints, Ints, Ints]:
    """Every found case with every known one of its kind with which it shares members, and how many these are."""
    new, old = found.owner, known.owner
    _, kind = np.unique(np.concatenate((found.kind[new], known.kind[old])), return_inverse=True)
    members, member = np.unique(np.concatenate((found.member, known.member)), return_inverse=True)
    keys = kind * max(len(members), 1) + member
    mine, theirs = keys[: len(new)], keys[len(new) :]
    order = np.argsort(theirs, kind="stable")
    low, high = (np.searchsorted(theirs[order], mine, side=side) for side in ("left", "right"))
    at, position = spread(low, high - low)
    pairs, count = np.unique(new[at] * max(len(known.kind), 1) + old[order[position]], return_counts=True)
    one, two = np.divmod(pairs, max(len(known.kind), 1))
    return one, two, count
