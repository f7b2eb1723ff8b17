"""Links that make one case: over columns, so that a million of them are put together in a moment."""

import numpy as np

from .arrays import Ints, in_order
from .loops import loop

# Weeks run together when less than a week lies between them.
WEEK = 7


def running_together(bucket: Ints, ends: tuple[Ints, Ints], first: Ints, last: Ints) -> Ints:
    """The number of the group of each link, as the groups first come.

    Two links are of one group when they are of one bucket, share an end, and their weeks follow one another there;
    and so is whatever is linked to either.
    """
    many, end = len(bucket), np.concatenate(ends)
    order = in_order(np.tile(bucket, 2), end, np.tile(first, 2))
    root, number = np.empty(many, dtype=np.int64), np.empty(many, dtype=np.int64)
    _join(order, bucket, *(each.astype(np.int32, copy=False) for each in (end, first, last)), root, number)
    return number


@loop(outputs=2)
def _join(order, bucket, end, first, last, root, number):
    """Links by bucket, end and first day (those of n and n + as many are of link n); `root` is any of each group."""
    many = len(bucket)
    for link in range(many):
        root[link] = link
    before = until = 0
    for at in range(len(order)):
        link = order[at] % many
        if at and end[order[at]] == end[order[at - 1]] and bucket[link] == bucket[before]:
            if first[link] - until <= WEEK:
                _connect(root, link, before)
            until = max(until, last[link])
        else:
            until = last[link]
        before = link
    groups = 0
    for link in range(many):
        if root[link] == link:
            number[link] = groups
            groups += 1
        else:
            number[link] = number[_root_of(root, link)]


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
