"""All that one check compares, as columns: activities, their places and lists, and what is paid from one money."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .arrays import Flags, Floats
from .columns import Columns, bits, columns_of
from .crowds import Crowds
from .lists import Lists, lists_of
from .money import SameMoney
from .places import Atlas
from .records import Activity, Family
from .terrain import Terrain, terrain_of


@dataclass(frozen=True, slots=True)
class _Tied:
    """The activities of one list that may be paid twice from the same money."""

    activities: tuple[Activity, ...]


class Ties:
    """What is paid from the same money, by positions of activities and numbers of lists.

    `activities` holds those that are tied at all, by position: of very many there are few.
    """

    def __init__(self, money: SameMoney, activities: Mapping[int, Activity], lists: Lists) -> None:
        self.money = money
        self.activities = {at: each for at, each in activities.items() if money.is_tied(each)}
        self.is_tied: Flags = np.zeros(len(lists.of), dtype=np.bool_)
        self.is_tied[list(self.activities)] = True
        self._position = {each.key: at for at, each in self.activities.items()}
        self._lists: dict[int, list[Activity]] = {}
        for at, each in sorted(self.activities.items()):
            self._lists.setdefault(int(lists.of[at]), []).append(each)

    def links(self, one: int, two: int) -> bool:
        """Whether two activities (positions, both tied) are paid from the same money."""
        return self.money.links(self.activities[one], self.activities[two])

    def repeated(self, sides: Sequence[int], others: Sequence[int]) -> set[int]:
        """Positions of activities whose attempts are already in those of another one among these lists."""
        known = [[_Tied(tuple(self._lists[n])) for n in numbers if n in self._lists] for numbers in (sides, others)]
        return {self._position[key] for key in self.money.repeated(*known)}


@dataclass(frozen=True, eq=False)
class Board:
    """`is_list` tells of each list whether it is one of people; `band` is where its band ends."""

    columns: Columns
    terrain: Terrain
    lists: Lists
    is_list: Flags
    band: Floats
    ties: Ties

    @cached_property
    def is_blank(self) -> Flags:
        """Whether a volume of each activity is not known."""
        blank: Flags = np.isnan(self.columns.universe + self.columns.attempts)
        return blank

    @cached_property
    def tied_lists(self) -> Flags:
        """Lists with work whose volumes are known and that may be paid from the same money as other work."""
        those = self.lists.of[self.ties.is_tied & ~self.is_blank]
        return np.bincount(those, minlength=len(self.lists.head)) > 0

    @cached_property
    def crowds(self) -> Crowds:
        """Everything that goes on, laid out once for all that is asked of it."""
        return Crowds(self.columns, self.lists, self.terrain, self.tied_lists)


def board_of(activities: Sequence[Activity], families: Mapping[str, Family], atlas: Atlas, money: SameMoney) -> Board:
    """The board of plain values, in their order."""
    bit = bits(code for a in activities for code in a.constituencies)
    named = terrain_of((atlas.home(a.division) for a in activities), atlas, bit)
    columns = columns_of(activities, atlas, named.number)
    lists = lists_of(columns, named.terrain)
    worked = [families[activities[at].family or ""] for at in lists.head.tolist()]
    return Board(
        columns,
        named.terrain,
        lists,
        np.array([each.works == "list" for each in worked], dtype=np.bool_),
        np.array([each.band_high or 0 for each in worked], dtype=np.float64),
        Ties(money, dict(enumerate(activities)), lists),
    )
