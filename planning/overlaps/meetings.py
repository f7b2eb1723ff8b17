"""Two lists that meet, where, and in which run of days."""

from dataclasses import dataclass

from .places import Relation
from .records import Activity
from .worklists import WorkList

Couple = tuple[Activity, Activity, int, int]
"""An activity of list a, one of list b, and the first and last day (ordinals) that they share."""


@dataclass(slots=True, eq=False)
class Meeting:
    """Two lists that meet; `couples` are the activities of theirs that share days, by the first of these."""

    a: WorkList
    b: WorkList
    relation: Relation
    couples: list[Couple]

    @property
    def first(self) -> int:
        return self.couples[0][2]

    @property
    def last(self) -> int:
        return max(couple[3] for couple in self.couples)
