"""The lists of cases out of columns, for their figures: some thousand pairs at a time."""

from collections.abc import Iterator
from dataclasses import fields

import numpy as np

from .arrays import Floats, Ints, batches, distinct, find, first_of, ints, spread
from .board import Board
from .chart import KINDS
from .flagged import Links
from .islands import Islands
from .mixing import Cells, cells_of
from .records import BASES, CROSSWALK, SHARE_UNKNOWN
from .threads import side_by_side
from .together import Draws, Meetings, Runs, Worsts, worsts

_CROSSWALK, _UNKNOWN = BASES.index(CROSSWALK), BASES.index(SHARE_UNKNOWN)
# So many pairs are put together at once: there are very many lists that they meet by chance.
AT_ONCE = 5_000


class Piled:
    """Cases of competing work, to be asked what all their lists come to together."""

    def __init__(self, board: Board, links: Links) -> None:
        self.board, self.links = board, links
        lists, terrain = board.lists, board.terrain
        self.ceiling = terrain.ceiling[lists.place]
        self.keys = terrain.ways.one * terrain.places + terrain.ways.other
        self.kinds = terrain.chart.kind[terrain.used]

    def worsts(self, rows: Ints, sizes: Ints) -> Worsts:
        """Those of each case, by its links (positions), so many of each, in the order of their lists."""
        ends = np.append(0, np.cumsum(sizes))

        def some(part: tuple[int, int]) -> Worsts:
            first, end = part
            case = np.repeat(np.arange(end - first), sizes[first:end])
            return self._some(rows[ends[first] : ends[end]], case)

        found = list(side_by_side(some, batches(sizes, AT_ONCE), plans=len(self.board.columns.kind)))
        return Worsts(*(np.concatenate([getattr(part, each.name) for part in found]) for each in fields(Worsts)))

    def _some(self, rows: Ints, case: Ints) -> Worsts:
        links, many = self.links, int(case[-1]) + 1
        lists = _Lists(np.tile(case, 2), np.concatenate((links.a[rows], links.b[rows])), len(self.board.lists.head))
        pair, other, chance = self._outside(rows, case, lists)
        around = _Lists(case[pair], other, lists.span)
        left_out = self._repeated(lists, around, many)
        pairs = Meetings(
            case,
            lists.find(case, links.a[rows]),
            lists.find(case, links.b[rows]),
            links.low[rows],
            links.high[rows],
            links.first[rows],
            links.last[rows],
            links.day[rows],
            (pair, around.find(case[pair], other), chance),
        )
        first = first_of(case, many)[:-1]
        anchor = ints(links.anchor[rows[first]])
        electorate = np.nan_to_num(self.board.terrain.electorate[anchor])
        runs, others = self._runs(lists, left_out), self._runs(around, left_out)
        band = self.board.band[links.a[rows[first]]]
        return worsts(self._draws(lists, anchor), runs, others, pairs, electorate, band)

    def _outside(self, rows: Ints, case: Ints, lists: "_Lists") -> tuple[Ints, Ints, Floats]:
        """Lists outside the cases that their pairs meet by chance: the pair, the list and the chance."""
        found = []
        for positions, met in self.board.crowds.chances(self._islands(rows), np.full(len(rows), np.inf)):
            pair = positions[met.island]
            outside = np.flatnonzero(lists.find(case[pair], met.other) < 0)
            found.append((pair[outside], met.other[outside], met.chance[outside]))
        pairs, others, chances = zip(*found, strict=True)
        return np.concatenate(pairs), np.concatenate(others), np.concatenate(chances)

    def _islands(self, rows: Ints) -> Islands:
        """Links as islands: of their activities only the kind of work is asked."""
        links, heads = self.links, self.board.lists.head
        a, b = links.a[rows], links.b[rows]
        alone = np.zeros(len(rows), dtype=np.bool_)
        begin = np.arange(len(rows) + 1)
        return Islands(a, b, links.first[rows], links.last[rows], links.way[rows], alone, begin, heads[a], heads[b])

    def _repeated(self, lists: "_Lists", around: "_Lists", many: int) -> tuple[Ints, Ints]:
        """Cases and activities whose attempts are counted elsewhere in them."""
        found: list[tuple[int, int]] = []
        if self.board.ties.activities:
            for case in range(many):
                sides = (each.number[each.case == case].tolist() for each in (lists, around))
                found += [(case, activity) for activity in self.board.ties.repeated(*sides)]
        return ints([case for case, _ in found]), ints([activity for _, activity in found])

    def _runs(self, those: "_Lists", left_out: tuple[Ints, Ints]) -> Runs:
        lists, columns = self.board.lists, self.board.columns
        counts, begin = lists.runs_of(those.number)
        work, run = spread(begin, counts)
        if len(left_out[0]):
            many = len(columns.kind)
            kept = ~np.isin(those.case[work] * many + lists.runs[run], left_out[0] * many + left_out[1])
            work, run = work[kept], run[kept]
        at = lists.runs[run]
        people = lists.universe[those.number]
        return Runs(those.case, people, work, columns.starts[at], columns.ends[at], lists.daily[run])

    def _draws(self, those: "_Lists", anchors: Ints) -> Draws:
        lists, ways = self.board.lists, self.board.terrain.ways
        place, universe, reach = lists.place[those.number], lists.universe[those.number], lists.reach[those.number]
        row = np.searchsorted(self.keys, anchors[those.case] * self.board.terrain.places + place)
        share, basis, inside = ways.share[row], ways.basis[row], ways.share[ways.back[row]]
        ceiling = self.ceiling[those.number]
        everybody = np.where(ceiling > 0, ceiling, np.bincount(those.case, universe)[those.case])
        guess = np.divide(universe, everybody, out=np.zeros(len(universe)), where=everybody > 0)
        is_crossing = (basis == _CROSSWALK) & ~np.isnan(share)
        return Draws(
            lists.partner[those.number],
            reach,
            np.where(np.isnan(reach), np.minimum(guess, 1.0), reach),
            ~np.isnan(reach) & ~np.isnan(share) & (basis != _UNKNOWN),
            universe * np.where(np.isnan(inside), 1.0, inside),
            dict(self._crossed(those.case, place, share, is_crossing)),
        )

    def _crossed(
        self, case: Ints, place: Ints, share: Floats, is_crossing: np.ndarray
    ) -> Iterator[tuple[int, Cells]]:
        for at in np.unique(case[is_crossing]).tolist():
            here = slice(*np.searchsorted(case, (at, at + 1)))
            rows = zip(place[here].tolist(), share[here].tolist(), is_crossing[here].tolist(), strict=True)
            # Numbers of places are in the order of their ids.
            cells = cells_of(
                [(str(self._kind(place)), place, part) if crosses else None for place, part, crosses in rows]
            )
            if cells is not None:
                yield at, cells

    def _kind(self, place: int) -> str:
        kind = int(self.kinds[place])
        return KINDS[kind] if kind < len(KINDS) else ""


class _Lists:
    """Lists of cases, each once, case by case and by their numbers, of which there are `span`."""

    def __init__(self, case: Ints, number: Ints, span: int) -> None:
        self.span = span
        self.keys = distinct(case * span + number)
        self.case, self.number = np.divmod(self.keys, span)

    def find(self, case: Ints, number: Ints) -> Ints:
        """Their positions, -1 for those that are not there."""
        return find(self.keys, case * self.span + number)
