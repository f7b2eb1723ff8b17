"""Cases as columns, all but the figures of competing work: what each is, when, and whose."""

from dataclasses import dataclass

import numpy as np

from .arrays import Flags, Ints
from .classes import FLAGGED
from .columns import Columns
from .flagged import Links
from .grouping import running_together
from .loops import loop


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """One entry for each case: its class (a position in `FLAGGED`), kind of work, anchor, days; how many pairs it
    has, and for how many days the longest of these lasts.

    `members` are activities in order, those of case n from `begin[n]` on. `unknown` are places of which nobody knows
    how much of the anchor they hold: the case, and the place.
    """

    class_: Ints
    kind: Ints
    anchor: Ints
    first: Ints
    last: Ints
    is_likely: Flags
    pairs: Ints
    longest: Ints
    begin: Ints
    members: Ints
    unknown: tuple[Ints, Ints]

    def owner(self) -> Ints:
        """The case of each member."""
        return np.repeat(np.arange(len(self.class_)), np.diff(self.begin))


@dataclass(frozen=True, slots=True, eq=False)
class ByCase:
    """Links (positions) case by case: those of case n from `begin[n]` on."""

    begin: Ints
    link: Ints


def outlined(columns: Columns, links: Links) -> tuple[Outline, ByCase]:
    """All cases of these links, and what each is made of. `columns` are those of all activities, of which links name
    the positions."""
    case = _grouped(columns, links)
    many, couples, activities = int(case.max(initial=-1)) + 1, len(links.couple), len(columns.kind)
    order, begin_couple = np.empty(couples, dtype=np.int64), np.empty(many + 1, dtype=np.int64)
    owner = case[links.couple]
    _by_case(owner, begin_couple, order)
    of_cases = ByCase(np.zeros(many + 1, dtype=np.int64), np.empty(len(case), dtype=np.int64))
    first, last, pairs, longest, begin = (np.zeros(many + more, dtype=np.int64) for more in (0, 0, 0, 0, 1))
    is_likely, members = np.zeros(many, dtype=np.bool_), np.empty(2 * couples, dtype=np.int64)
    _outline(
        begin_couple, order, links.couple, links.x, links.y, columns.starts, columns.ends, links.first, links.last,
        links.is_likely, np.zeros(activities, dtype=np.int64), of_cases.begin, of_cases.link, first, last, is_likely,
        pairs, longest, begin, members,
    )  # fmt: skip
    # All at once in order: they come case by case.
    members = np.repeat(np.arange(many), np.diff(begin)) * activities + members[: begin[-1]]
    members.sort()
    head, x = of_cases.link[of_cases.begin[:-1]], links.x[order[begin_couple[:-1]]]
    anchor = links.anchor[head]
    outline = Outline(
        links.class_[head], columns.kind[x], anchor, first, last, is_likely, pairs, longest, begin,
        members % max(activities, 1), _unknown(columns, links, owner, anchor),
    )  # fmt: skip
    return outline, of_cases


def _grouped(columns: Columns, links: Links) -> Ints:
    """The case of each link: of one class, family and anchor. A list, or an activity, is of one family."""
    anchors = int(links.anchor.max(initial=0)) + 1
    kind = np.zeros(len(links.class_), dtype=np.int64)
    kind[links.couple] = columns.kind[links.x]
    bucket = (kind // 2 * len(FLAGGED) + links.class_) * anchors + links.anchor
    return running_together(bucket, (links.end_one, links.end_two), links.first, links.last)


@loop(outputs=2)
def _by_case(owner, begin, order):
    """Couples by their cases, and where those of each begin."""
    for case in range(len(begin)):
        begin[case] = 0
    for case in owner:
        begin[case] += 1
    before = 0
    for case in range(len(begin)):
        before, begin[case] = before + begin[case], before
    for couple in range(len(owner)):
        order[begin[owner[couple]]] = couple
        begin[owner[couple]] += 1
    for case in range(len(begin) - 1, 0, -1):
        begin[case] = begin[case - 1]
    begin[0] = 0


@loop(outputs=10)
def _outline(
    begin_couple, order, link_of, x, y, starts, ends, link_first, link_last, link_is_likely,
    seen, begin_link, link, first, last, is_likely, pairs, longest, begin, members,
):  # fmt: skip
    """Couples come by case (`order`), those of one link side by side; `seen` has 0 for each activity."""
    links = found = 0
    for case in range(len(first)):
        longest[case] = 0
        for at in range(begin_couple[case], begin_couple[case + 1]):
            couple = order[at]
            its = link_of[couple]
            is_first = at == begin_couple[case]
            if is_first or its != link[links - 1]:
                link[links] = its
                links += 1
                first[case] = link_first[its] if is_first else min(first[case], link_first[its])
                last[case] = link_last[its] if is_first else max(last[case], link_last[its])
                is_likely[case] = link_is_likely[its] or (is_likely[case] and not is_first)
            one, two = x[couple], y[couple]
            longest[case] = max(longest[case], min(ends[one], ends[two]) - max(starts[one], starts[two]) + 1)
            for member in (one, two):
                if seen[member] != case + 1:
                    seen[member], members[found] = case + 1, member
                    found += 1
        pairs[case] = begin_couple[case + 1] - begin_couple[case]
        begin_link[case + 1], begin[case + 1] = links, found


def _unknown(columns: Columns, links: Links, owner: Ints, anchor: Ints) -> tuple[Ints, Ints]:
    chosen = np.flatnonzero(links.is_unknown[links.couple])
    owner = np.tile(owner[chosen], 2)
    place = columns.place[np.concatenate((links.x[chosen], links.y[chosen]))]
    apart = place != anchor[owner]
    places = int(columns.place.max(initial=0)) + 1
    owner, place = np.divmod(np.unique(owner[apart] * places + place[apart]), places)
    return owner, place
