"""Cases as columns: step 5 of very many plans at once. What each is, is the same as in `cases`, which makes readable
values of it for few."""

from dataclasses import dataclass

import numpy as np

from .arrays import Flags, Floats, Ints, distinct, ints, offsets, positions
from .board import Board
from .classes import FLAGGED
from .columns import Columns
from .flagged import Links
from .grouping import running_together
from .piled import Piled
from .records import COMPETING

_COMPETING = FLAGGED.index(COMPETING)


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """One entry for each case: its class (a position in `FLAGGED`), kind of work, anchor, days; the measures of
    competing work (nan elsewhere); how many pairs it has, and for how many days the longest of these lasts.

    `members` are activities in order, those of case n from `begin[n]` on. `unknown` are places of which nobody knows
    how much of the anchor they hold: the case, and the place.
    """

    class_: Ints
    kind: Ints
    anchor: Ints
    first: Ints
    last: Ints
    is_likely: Flags
    low: Floats
    high: Floats
    touches: Floats
    excess_low: Floats
    excess_high: Floats
    day: Ints
    pairs: Ints
    longest: Ints
    begin: Ints
    members: Ints
    unknown: tuple[Ints, Ints]

    def owner(self) -> Ints:
        """The case of each member."""
        return np.repeat(np.arange(len(self.class_)), np.diff(self.begin))


def cases_of(board: Board, columns: Columns, links: Links) -> Cases:
    """All cases of these links. `columns` are those of all activities, of which links name the positions."""
    case = _grouped(columns, links)
    many = int(case.max(initial=-1)) + 1
    order = np.argsort(case, kind="stable")
    begin = offsets(case[order], many)[:-1]
    head = order[begin] if many else order
    owner = case[links.couple]
    members = _members(columns, owner, links, many)
    together = np.minimum(columns.ends[links.x], columns.ends[links.y])
    together = together - np.maximum(columns.starts[links.x], columns.starts[links.y]) + 1
    longest = np.zeros(many, dtype=np.int64)
    np.maximum.at(longest, owner, together)
    figures, day = _figures(board, links, case, many)
    return Cases(
        links.class_[head],
        columns.kind[_first_x(links)[head]],
        links.anchor[head],
        np.minimum.reduceat(links.first[order], begin) if many else head,
        np.maximum.reduceat(links.last[order], begin) if many else head,
        np.bincount(case, links.is_likely, many) > 0,
        figures[0],
        figures[1],
        figures[2],
        figures[3],
        figures[4],
        day,
        np.bincount(owner, minlength=many).astype(np.int64),
        longest,
        members[0],
        members[1],
        _unknown(columns, links, case, links.anchor[head]),
    )


def _first_x(links: Links) -> Ints:
    """An activity of each link."""
    found = np.zeros(len(links.class_), dtype=np.int64)
    found[links.couple] = links.x
    return found


def _grouped(columns: Columns, links: Links) -> Ints:
    """The case of each link: of one class, family and anchor. A list, or an activity, is of one family."""
    anchors = int(links.anchor.max(initial=0)) + 1
    family = columns.kind[_first_x(links)] // 2
    bucket = (family * len(FLAGGED) + links.class_) * anchors + links.anchor
    return running_together(bucket, (links.end_one, links.end_two), links.first, links.last)


def _members(columns: Columns, owner: Ints, links: Links, many: int) -> tuple[Ints, Ints]:
    activities = len(columns.kind)
    found = distinct(np.concatenate((owner * activities + links.x, owner * activities + links.y)))
    case, member = np.divmod(found, max(activities, 1))
    return offsets(case, many), member


def _unknown(columns: Columns, links: Links, case: Ints, anchor: Ints) -> tuple[Ints, Ints]:
    chosen = np.flatnonzero(links.is_unknown[links.couple])
    owner = np.tile(case[links.couple[chosen]], 2)
    place = columns.place[np.concatenate((links.x[chosen], links.y[chosen]))]
    apart = place != anchor[owner]
    places = int(columns.place.max(initial=0)) + 1
    owner, place = np.divmod(np.unique(owner[apart] * places + place[apart]), places)
    return owner, place


def _figures(board: Board, links: Links, case: Ints, many: int) -> tuple[Floats, Ints]:
    """People (low, high), touches, excess attempts (low, high), and the last day of the worst four weeks."""
    found = np.full((5, many), np.nan)
    day = np.full(many, -1)
    at = np.flatnonzero(links.class_ == _COMPETING)
    at = at[np.lexsort((links.first[at], links.b[at], links.a[at], case[at]))]
    heads = np.flatnonzero(np.diff(case[at], prepend=-1))
    sizes = np.diff(np.append(heads, len(at)))
    band = board.band[links.a[at]]
    above = np.maximum(0.0, links.touches[at] - band)
    alone = _best(links, at, above, heads, sizes)
    chosen = at[alone]
    those = case[chosen]
    found[:, those] = (
        links.low[chosen], links.high[chosen], links.touches[chosen],
        links.low[chosen] * above[alone], links.high[chosen] * above[alone],
    )  # fmt: skip
    day[those] = links.day[chosen]
    several = np.flatnonzero(sizes > 1)
    if len(several):
        rows = at[positions(heads[several], sizes[several])]
        worst = Piled(board, links).worsts(rows, sizes[several])
        told = np.flatnonzero(worst.day >= 0)
        low, high, touches = worst.low[told], worst.high[told], worst.touches[told]
        more, those = touches - band[heads[several[told]]], those[several[told]]
        found[:, those] = (low, high, touches, low * more, high * more)
        day[those] = worst.day[told]
    return found, ints(day)


def _best(links: Links, at: Ints, above: Floats, heads: Ints, sizes: Ints) -> Ints:
    """The worst pair of each case (positions in `at`): by excess, high and low end, then the earlier day, and of
    equal ones the first."""
    owner = np.repeat(np.arange(len(heads)), sizes)
    high, low = links.high[at] * above, links.low[at] * above
    order = np.lexsort((np.arange(len(at)), links.day[at], -low, -high, owner))
    return ints(order[heads]) if len(heads) else heads
