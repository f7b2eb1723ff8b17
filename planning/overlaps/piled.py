"""The lists of one case out of columns, for its figures."""

from collections.abc import Iterator, Sequence

import numpy as np

from .arrays import Floats, Ints, batches, ints, spread
from .board import Board
from .chart import KINDS
from .crowds import Crowds
from .flagged import Links
from .islands import Islands
from .mixing import Cells, cells_of
from .records import BASES, CROSSWALK, SHARE_UNKNOWN
from .together import Draws, Meetings, Runs, Together, Worst

_CROSSWALK, _UNKNOWN = BASES.index(CROSSWALK), BASES.index(SHARE_UNKNOWN)
_ALONE = np.ones(1)
AT_ONCE = 5_000


class Piled:
    """Cases of competing work, to be asked one by one for what all their lists come to together."""

    def __init__(self, board: Board, links: Links) -> None:
        self.board, self.links = board, links
        lists, terrain = board.lists, board.terrain
        self.ceiling = terrain.ceiling[lists.place]
        self.keys = terrain.ways.one * terrain.places + terrain.ways.other
        self.kinds = terrain.chart.kind[terrain.used]
        self.crowds = Crowds(board.columns, lists, terrain)
        self.is_tied = bool(board.ties.activities)

    def worsts(self, groups: Sequence[Ints]) -> Iterator[Worst | None]:
        """Those of each case, by its links (positions) in the order of their lists; None where all together stay in
        the band. Third lists are looked up anew, some thousand links at a time: there are very many of them."""
        for begin, end in batches(ints([len(rows) for rows in groups]), AT_ONCE):
            some = groups[begin:end]
            chances = self.crowds.chances(self._islands(np.concatenate(some)))
            at = 0
            for rows in some:
                part = slice(*np.searchsorted(chances.island, (at, at + len(rows))))
                yield self._worst(rows, (chances.island[part] - at, chances.other[part], chances.chance[part]))
                at += len(rows)

    def _islands(self, rows: Ints) -> Islands:
        """Links as islands: of their activities only the kind of work is asked."""
        links, heads = self.links, self.board.lists.head
        a, b = links.a[rows], links.b[rows]
        alone = np.zeros(len(rows), dtype=np.bool_)
        begin = np.arange(len(rows) + 1)
        return Islands(a, b, links.first[rows], links.last[rows], links.way[rows], alone, begin, heads[a], heads[b])

    def _worst(self, rows: Ints, met: tuple[Ints, Ints, Floats]) -> Worst | None:
        links = self.links
        a, b = links.a[rows], links.b[rows]
        numbers = np.unique(np.concatenate((a, b)))
        outside = np.flatnonzero(~np.isin(met[1], numbers))
        pair, other, chance = met[0][outside], met[1][outside], met[2][outside]
        around, position = np.unique(other, return_inverse=True)
        left_out = self._repeated(numbers, around)
        pairs = Meetings(
            np.searchsorted(numbers, a),
            np.searchsorted(numbers, b),
            links.low[rows],
            links.high[rows],
            links.first[rows],
            links.last[rows],
            links.day[rows],
            (pair, position, chance),
        )
        anchor = int(links.anchor[rows[0]])
        electorate = float(np.nan_to_num(self.board.terrain.electorate[anchor]))
        runs, others = self._runs(numbers, left_out), self._runs(ints(around), left_out)
        whole = Together(self._draws(numbers, anchor), runs, others, pairs, electorate)
        return whole.worst(float(self.board.band[a[0]]))

    def _repeated(self, numbers: Ints, around: Ints) -> list[int]:
        """Activities whose attempts are counted elsewhere in this case."""
        return list(self.board.ties.repeated(numbers.tolist(), around.tolist())) if self.is_tied else []

    def _runs(self, numbers: Ints, left_out: list[int]) -> Runs:
        lists, columns = self.board.lists, self.board.columns
        counts, begin = lists.runs_of(numbers)
        work, run = spread(begin, counts)
        if left_out:
            kept = ~np.isin(lists.runs[run], left_out)
            work, run = work[kept], run[kept]
        activity = lists.runs[run]
        return Runs(work, columns.starts[activity], columns.ends[activity], lists.daily[run], lists.universe[numbers])

    def _draws(self, numbers: Ints, anchor: int) -> Draws:
        lists, ways = self.board.lists, self.board.terrain.ways
        place, universe, reach = lists.place[numbers], lists.universe[numbers], lists.reach[numbers]
        row = np.searchsorted(self.keys, anchor * self.board.terrain.places + place)
        share, basis, inside = ways.share[row], ways.basis[row], ways.share[ways.back[row]]
        ceiling = self.ceiling[numbers]
        everybody = np.where(ceiling > 0, ceiling, universe.sum())
        guess = np.divide(universe, everybody, out=np.zeros(len(universe)), where=everybody > 0)
        is_crossing = (basis == _CROSSWALK) & ~np.isnan(share)
        return Draws(
            lists.partner[numbers],
            reach,
            np.where(np.isnan(reach), np.minimum(guess, 1.0), reach),
            ~np.isnan(reach) & ~np.isnan(share) & (basis != _UNKNOWN),
            universe * np.where(np.isnan(inside), 1.0, inside),
            self._cells(place, share, is_crossing) if is_crossing.any() else _whole(len(numbers)),
        )

    def _cells(self, place: Ints, share: Floats, is_crossing: np.ndarray) -> Cells:
        rows = zip(place.tolist(), share.tolist(), is_crossing.tolist(), strict=True)
        # Numbers of places are in the order of their ids.
        return cells_of([(str(self._kind(at)), at, part) if crosses else None for at, part, crosses in rows])

    def _kind(self, place: int) -> str:
        kind = int(self.kinds[place])
        return KINDS[kind] if kind < len(KINDS) else ""


def _whole(many: int) -> Cells:
    return Cells(_ALONE, np.ones((1, many), dtype=np.bool_))
