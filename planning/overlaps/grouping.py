"""Links that make one case: over columns, so that a million of them are put together in a moment."""

import numpy as np

from .arrays import CLOSE, Ints
from .loops import loop

# Weeks run together when less than a week lies between them.
WEEK = 7


def running_together(bucket: Ints, ends: tuple[Ints, Ints], first: Ints, last: Ints) -> Ints:
    """The number of the group of each link, as the groups first come.

    Two links are of one group when they are of one bucket, share an end, and their weeks follow one another there;
    and so is whatever is linked to either.
    """
    many = len(bucket)
    (bucket, buckets), (end, all_ends), (day, days) = (_close(each) for each in (bucket, np.concatenate(ends), first))
    root, number = np.empty(many, dtype=np.int64), np.empty(many, dtype=np.int64)
    sizes = days + 1, many, all_ends + 1, 2 * many, buckets, buckets, buckets
    room = (np.empty(size, dtype=np.int32) for size in sizes)
    _join(bucket, end, day, *(each.astype(np.int32, copy=False) for each in (first, last)), *room, root, number)
    return number


def _close(values: Ints) -> tuple[Ints, int]:
    """The same in the same order as numbers from 0 on that lie close together; and how many there may be."""
    lowest = int(values.min(initial=np.iinfo(values.dtype).max))
    span = int(values.max(initial=lowest)) - lowest + 1
    if span > CLOSE * len(values):
        known, values = np.unique(values, return_inverse=True)
        lowest, span = 0, len(known)
    return (values - lowest).astype(np.int32, copy=False), span


@loop(outputs=9)
def _join(
    bucket, end, day, first, last, first_of_day, by_day, first_of_end, by_end, seen, before, until, root, number
):  # fmt: skip
    """Ends n and n + as many as there are links are those of link n; buckets, ends and days are numbers from 0 on.

    `root` is any of each group. `first_of_day` and `first_of_end` have room for one more than there are of these,
    `by_day` for all links, `by_end` for all their ends, `seen`, `before` and `until` for all buckets.
    """
    many = len(bucket)
    _counted(day, first_of_day)
    for link in range(many):
        root[link] = link
        by_day[first_of_day[day[link]]] = link
        first_of_day[day[link]] += 1
    _counted(end, first_of_end)
    for at in range(many):
        for side in range(2):
            here = end[by_day[at] + side * many]
            by_end[first_of_end[here]] = by_day[at]
            first_of_end[here] += 1
    for at in range(len(seen)):
        seen[at] = -1
    begin = 0
    for here in range(len(first_of_end) - 1):
        for at in range(begin, first_of_end[here]):
            link = by_end[at]
            its = bucket[link]
            if seen[its] == here and first[link] - until[its] <= WEEK:
                _connect(root, link, before[its])
                until[its] = max(until[its], last[link])
            else:
                until[its] = last[link]
            seen[its], before[its] = here, link
        begin = first_of_end[here]
    groups = 0
    for link in range(many):
        if root[link] == link:
            number[link] = groups
            groups += 1
        else:
            number[link] = number[_root_of(root, link)]


def _counted(values, begin):
    """Where each value begins when they are put in order."""
    for at in range(len(begin)):
        begin[at] = 0
    for value in values:
        begin[value + 1] += 1
    for at in range(1, len(begin)):
        begin[at] += begin[at - 1]


def _connect(root, one, other):
    """The greater root of both is hung under the smaller one, so that the first of a group is its root."""
    one, other = _root_of(root, one), _root_of(root, other)
    if one < other:
        root[other] = one
    else:
        root[one] = other


def _root_of(root, link):
    """The root of a link; those on the way are lifted nearer to it."""
    while root[link] != link:
        root[link] = root[root[link]]
        link = root[link]
    return link
