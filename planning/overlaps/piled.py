"""The lists of cases out of columns, for their figures: some thousand pairs at a time."""

from collections.abc import Iterator
from dataclasses import fields, replace

import numpy as np

from .arrays import Floats, Ints, batches, ints
from .board import Board
from .chart import KINDS
from .counted import counted_once
from .flagged import Links
from .islands import Islands
from .mixing import Cells, cells_of
from .outside import Outside, outside
from .records import BASES, CROSSWALK, SHARE_UNKNOWN
from .threads import side_by_side
from .together import Draws, Meetings, Runs, Worsts, worsts

_CROSSWALK, _UNKNOWN = BASES.index(CROSSWALK), BASES.index(SHARE_UNKNOWN)
# Pairs are put together in so many parts, or in fewer of so many pairs: there are very many lists that they meet by
# chance.
PARTS, AT_LEAST = 40, 3_000


class Piled:
    """Cases of competing work, to be asked what all their lists come to together."""

    def __init__(self, board: Board, links: Links) -> None:
        self.board, self.links = board, links
        lists, terrain, crowds = board.lists, board.terrain, board.crowds
        lines = crowds.line_of
        self.runs = Runs(lists.first_run, crowds.start[lines], crowds.end[lines], crowds.once[lines])
        self.ceiling = terrain.ceiling[lists.place]
        self.electorate = np.nan_to_num(terrain.electorate)
        self.keys = terrain.ways.one * terrain.places + terrain.ways.other
        self.kinds = terrain.chart.kind[terrain.used]

    def worsts(self, rows: Ints, sizes: Ints) -> Worsts:
        """Those of each case, by its links (positions), so many of each."""
        ends = np.append(0, np.cumsum(sizes))

        def some(part: tuple[int, int]) -> Worsts:
            first, end = part
            return self._some(rows[ends[first] : ends[end]], ends[first : end + 1] - ends[first])

        parts = batches(sizes, max(AT_LEAST, len(rows) // PARTS))
        found = list(side_by_side(some, parts, plans=len(self.board.columns.kind)))
        return Worsts(*(np.concatenate([getattr(part, each.name) for part in found]) for each in fields(Worsts)))

    def _some(self, rows: Ints, begin: Ints) -> Worsts:
        links, head = self.links, rows[begin[:-1]]
        islands = self._islands(rows)
        found = outside(self.board.crowds, begin, islands)
        anchor = ints(links.anchor[head])
        draws = self._draws(found, anchor)
        work, met, runs = counted_once(self.board, begin, found, self.runs)
        pairs = Meetings(
            begin, found.one, found.two, links.low[rows], links.high[rows], islands.first, islands.last,
            ints(links.day[rows]), found.first_met, met, found.chance,
        )  # fmt: skip
        return worsts(replace(draws, work=work), pairs, runs, self.electorate[anchor], self.board.band[links.a[head]])

    def _islands(self, rows: Ints) -> Islands:
        """Links as islands: of their activities only the kind of work is asked."""
        links, heads = self.links, self.board.lists.head
        a, b, first, last, way = (ints(each[rows]) for each in (links.a, links.b, links.first, links.last, links.way))
        alone = np.zeros(len(rows), dtype=np.bool_)
        return Islands(a, b, first, last, way, alone, np.arange(len(rows) + 1), heads[a], heads[b])

    def _draws(self, found: Outside, anchor: Ints) -> Draws:
        lists, ways = self.board.lists, self.board.terrain.ways
        number, case = found.work, np.repeat(np.arange(len(anchor)), np.diff(found.first_list))
        place, universe, reach = lists.place[number], lists.universe[number], lists.reach[number]
        row = np.searchsorted(self.keys, anchor[case] * self.board.terrain.places + place)
        share, basis, inside = ways.share[row], ways.basis[row], ways.share[ways.back[row]]
        ceiling = self.ceiling[number]
        everybody = np.where(ceiling > 0, ceiling, np.bincount(case, universe)[case])
        guess = np.divide(universe, everybody, out=np.zeros(len(universe)), where=everybody > 0)
        is_sure = ~np.isnan(reach) & ~np.isnan(share) & (basis != _UNKNOWN)
        is_crossing = (basis == _CROSSWALK) & ~np.isnan(share)
        return Draws(
            found.first_list,
            number,
            self.board.crowds.partner[number],
            np.where(np.isnan(reach), np.minimum(guess, 1.0), reach),
            np.where(is_sure, reach, 0.0),
            universe * np.where(np.isnan(inside), 1.0, inside),
            dict(self._crossed(case, place, share, is_crossing)),
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
