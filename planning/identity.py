"""Which case is which: a case found today is the same as an earlier one if it shares the most members with it.

Pure: plain values in, plain values out. So a case keeps its address, its owner and its decision while its
plans come and go.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sketch:
    """What tells one case from another. Only cases of one `kind` (class, family and place) can be the same."""

    kind: Hashable
    members: frozenset[int]
    is_standing: bool = True


def match(found: Sequence[Sketch], known: Sequence[Sketch]) -> dict[int, int]:
    """Positions of found cases -> positions of the known cases that they continue; one to one.

    The pair with the most members in common goes first; of equals, the one that still stands, then the
    one that was known first. Cases without a member in common are never the same.
    """
    by_member: dict[tuple[Hashable, int], list[int]] = defaultdict(list)
    for o, old in enumerate(known):
        for member in old.members:
            by_member[old.kind, member].append(o)
    candidates = []
    for n, new in enumerate(found):
        shared = Counter(o for member in new.members for o in by_member[new.kind, member])
        candidates += [(-count, not known[o].is_standing, o, n) for o, count in shared.items()]
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, o, n in sorted(candidates):
        if n not in matched and o not in taken:
            matched[n] = o
            taken.add(o)
    return matched
