"""Work that is paid from the same money, and so is one piece of work in two plans: its attempts count once."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol

from .duplicates import rank
from .records import Activity, Key


class _Worked(Protocol):
    """A list of people, by the activities that work it."""

    @property
    def activities(self) -> tuple[Activity, ...]: ...


class SameMoney:
    """Work that a chain of allocations pays out of a fund of the other partner, or that names the same umbrella."""

    def __init__(self, activities: Iterable[Activity]) -> None:
        under: dict[Key, set[Key]] = defaultdict(set)
        at_work, payers = set[Key](), set[Key]()
        for activity in activities:
            at_work.add(activity.partner)
            payers |= activity.paid_by
            if activity.umbrella is not None:
                under[activity.umbrella].add(activity.partner)
        # Who pays for others' work alone is in no pair with it.
        self._payers = payers & at_work
        self._shared_umbrellas = {umbrella for umbrella, partners in under.items() if len(partners) > 1}

    def links(self, one: Activity, two: Activity) -> bool:
        """Whether two activities of different partners are paid from the same money."""
        if one.partner == two.partner:
            return False
        under_one = one.umbrella is not None and one.umbrella == two.umbrella
        return under_one or one.partner in two.paid_by or two.partner in one.paid_by

    def is_tied(self, activity: Activity) -> bool:
        is_paid = activity.partner in self._payers or not self._payers.isdisjoint(activity.paid_by)
        return is_paid or activity.umbrella in self._shared_umbrellas

    def repeated(self, sides: Iterable[_Worked], others: Iterable[_Worked] = ()) -> set[Key]:
        """Activities whose attempts are already in those of another one among these lists.

        Between the two sides the larger one counts; before somebody met by chance, the side does.
        """
        kept: list[Activity] = []
        repeated: set[Key] = set()
        if not self._payers and not self._shared_umbrellas:
            return repeated
        for lists in (sides, others):
            tied = [a for one in lists for a in one.activities if a.is_measured and self.is_tied(a)]
            for activity in sorted(tied, key=rank):
                if any(self.links(activity, counted) for counted in kept):
                    repeated.add(activity.key)
                else:
                    kept.append(activity)
        return repeated
