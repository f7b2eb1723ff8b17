"""What the counties of two districts say of the districts, which no crosswalk sets side by side.

An assembly district all of whose counties lie wholly in a district of Congress lies in it too; two districts without
a county in common have nobody in common. Of all others it stays unknown how much they share.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from .arrays import Floats, Ints, ints
from .places import DISTRICT_KINDS, NEARLY_ALL, USUAL_SIZE, Atlas


def inferred(atlas: Atlas, known: Sequence[str]) -> tuple[Ints, Ints, Floats]:
    """Pairs of these places (positions), with the share of the first in the second: 0 or 1. The same as
    `Atlas.by_counties` of every two of them, state by state at once."""
    states: dict[str | None, list[int]] = defaultdict(list)
    for position, id in enumerate(known):
        if atlas.places[id].kind in DISTRICT_KINDS and atlas.counties_of(id):
            states[atlas.places[id].state].append(position)
    wholly: dict[str, list[str]] = defaultdict(list)
    for (county, district), share in atlas.shares.items():
        if share >= NEARLY_ALL:
            wholly[district].append(county)
    found = [_in_state(atlas, known, ints(here), wholly) for here in states.values() if len(here) > 1]
    if not found:
        return ints([]), ints([]), np.zeros(0)
    one, other, shares = (np.concatenate(each) for each in zip(*found, strict=True))
    return ints(one), ints(other), shares


def _in_state(
    atlas: Atlas, known: Sequence[str], here: Ints, wholly: Mapping[str, Sequence[str]]
) -> tuple[Ints, Ints, Floats]:
    """`wholly`: for each district the places that lie all in it."""
    ids = [known[position] for position in here.tolist()]
    column = {county: n for n, county in enumerate(sorted({each for id in ids for each in atlas.counties_of(id)}))}
    within = np.zeros((len(ids), len(column)))
    holds = np.zeros_like(within)
    for n, id in enumerate(ids):
        for county, part in atlas.counties_of(id).items():
            within[n, column[county]] = part
        holds[n, [column[county] for county in wholly.get(id, ()) if county in column]] = 1.0
    one, other, share = told(ints([USUAL_SIZE[atlas.places[id].kind] for id in ids]), within, holds)
    return here[one], here[other], share


def told(kinds: Ints, within: Floats, holds: Floats) -> tuple[Ints, Ints, Floats]:
    """Pairs of districts of one state (rows of both tables) of two kinds, with the share of the first in the second.

    `within`: which part of each district lies in each county (columns), all of it in these; `holds`: 1 where the
    county lies all in the district.
    """
    met, inside = within @ (within > 0).T, within @ holds.T
    share = np.where(met <= 1 - NEARLY_ALL, 0.0, np.where(inside >= NEARLY_ALL, 1.0, np.nan))
    one, other = np.nonzero((kinds[:, None] != kinds) & ~np.isnan(share))
    return ints(one), ints(other), share[one, other]
