"""Cases as columns: step 5 of very many plans at once. What each is, is the same as in `cases`, which makes readable
values of it for few."""

from dataclasses import dataclass, fields

import numpy as np

from .arrays import Floats, Ints, positions
from .board import Board
from .classes import FLAGGED
from .flagged import Links
from .loops import loop
from .outline import ByCase, Outline
from .piled import Piled
from .records import COMPETING

_COMPETING = FLAGGED.index(COMPETING)


@dataclass(frozen=True, eq=False)
class Figures:
    """The measures of competing work, one entry for each case (nan elsewhere): people on several lists, their touches
    and excess attempts; `day` ends the worst four weeks (-1 elsewhere)."""

    low: Floats
    high: Floats
    touches: Floats
    excess_low: Floats
    excess_high: Floats
    day: Ints


def figures_of(board: Board, links: Links, outline: Outline, by_case: ByCase) -> Figures:
    """What the competing work of cases comes to. It takes the longest by far, and nothing else waits for it."""
    many = len(outline.class_)
    low, high, touches, excess_low, excess_high = (np.full(many, np.nan) for _ in range(5))
    found = Figures(low, high, touches, excess_low, excess_high, np.full(many, -1))
    _best(
        np.flatnonzero(outline.class_ == _COMPETING), by_case.begin, by_case.link, links.a, links.b, links.first,
        links.low, links.high, links.touches, links.day, board.band,
        low, high, touches, excess_low, excess_high, found.day,
    )  # fmt: skip
    sizes = np.diff(by_case.begin)
    several = np.flatnonzero((outline.class_ == _COMPETING) & (sizes > 1))
    if len(several):
        rows = by_case.link[positions(by_case.begin[several], sizes[several])]
        worst = Piled(board, links).worsts(rows, sizes[several])
        told = np.flatnonzero(worst.day >= 0)
        those, low, high, touches = several[told], worst.low[told], worst.high[told], worst.touches[told]
        above = touches - board.band[links.a[by_case.link[by_case.begin[those]]]]
        columns = low, high, touches, low * above, high * above, worst.day[told]
        for each, values in zip(fields(found), columns, strict=True):
            getattr(found, each.name)[those] = values
    return found


@loop(outputs=6)
def _best(
    cases, begin, link, a, b, first, link_low, link_high, link_touches, link_day, band,
    low, high, touches, excess_low, excess_high, day,
):  # fmt: skip
    """The figures of the worst pair of each of these cases: by excess, high and low end, then the earlier day, and of
    equal ones the one whose lists and days come first."""
    for case in cases:
        best = -1
        for at in range(begin[case], begin[case + 1]):
            its = link[at]
            above = max(0.0, link_touches[its] - band[a[its]])
            now = (link_high[its] * above, link_low[its] * above, -link_day[its])
            if best < 0:
                is_worse = True
            else:
                most = excess_high[case], excess_low[case], -day[case]
                is_worse = now > most or (
                    now == most and (a[its], b[its], first[its]) < (a[best], b[best], first[best])
                )
            if is_worse:
                best = its
                low[case], high[case], touches[case] = link_low[its], link_high[its], link_touches[its]
                excess_high[case], excess_low[case], day[case] = now[0], now[1], link_day[its]
