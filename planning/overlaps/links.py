"""Putting things together that are linked, directly or through others."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


class Links:
    """Growing groups of linked things (union-find). The groups do not depend on the order of linking."""

    def __init__(self) -> None:
        self._above: dict[Hashable, Hashable] = {}

    def top(self, thing: Hashable) -> Hashable:
        path = []
        while (above := self._above.setdefault(thing, thing)) != thing:
            path.append(thing)
            thing = above
        for passed in path:
            self._above[passed] = thing
        return thing

    def link(self, one: Hashable, two: Hashable) -> None:
        self._above[self.top(one)] = self.top(two)

    def groups(self, things: Iterable[T]) -> list[list[T]]:
        """The things, group by group, groups and members in the order in which the things come."""
        found: dict[Hashable, list[T]] = defaultdict(list)
        for thing in things:
            found[self.top(thing)].append(thing)
        return list(found.values())
