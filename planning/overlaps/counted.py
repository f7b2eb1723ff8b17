"""The runs of cases without those whose attempts are already in another one of the same case."""

import numpy as np

from .arrays import Ints, distinct, ints
from .board import Board
from .outside import Outside
from .together import Runs


def counted_once(board: Board, first_pair: Ints, found: Outside, runs: Runs) -> tuple[Ints, Ints, Runs]:
    """The numbers by which the runs of lists of cases, and of those that they meet by chance, are found: where some
    of a list's count elsewhere in a case, that list has a number of its own there, behind all others."""
    work, met, begin = found.work, found.met, found.first_list
    if not board.ties.activities:
        return work, met, runs
    work, met = work.copy(), met.copy()
    known, more = len(runs.begin) - 1, list[tuple[int, Ints]]()
    for case in range(len(begin) - 1):
        sides = work[begin[case] : begin[case + 1]], met[slice(*found.first_met[first_pair[case : case + 2]])]
        for number, kept in _reduced(board, *(distinct(each[board.tied_lists[each]]) for each in sides)):
            for side in sides:
                side[side == number] = known + len(more)
            more.append((number, kept))
    return work, met, _with(runs, more)


def _reduced(board: Board, sides: Ints, others: Ints) -> list[tuple[int, Ints]]:
    """Lists of which some runs count elsewhere among these, and the runs (positions) that are left."""
    if len(sides) + len(others) < 2:
        return []
    lists, repeated = board.lists, list(board.ties.repeated(sides.tolist(), others.tolist()))
    numbers = distinct(lists.of[repeated]) if repeated else ints([])
    runs = (np.arange(lists.first_run[number], lists.first_run[number + 1]) for number in numbers)
    return [
        (number, those[~np.isin(lists.runs[those], repeated)])
        for number, those in zip(numbers.tolist(), runs, strict=True)
    ]


def _with(runs: Runs, more: list[tuple[int, Ints]]) -> Runs:
    """Runs and some lists behind them that have a part of another one's."""
    if not more:
        return runs
    kept = np.concatenate([those for _, those in more])
    begin = runs.begin[-1] + np.cumsum([len(those) for _, those in more])
    columns = (np.append(each, each[kept]) for each in (runs.first, runs.last, runs.once))
    return Runs(np.append(runs.begin, begin), *columns)
