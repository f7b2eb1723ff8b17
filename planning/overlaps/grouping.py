"""Links that make one case: over columns, so that a million of them are put together in a moment."""

import numpy as np

from .arrays import Flags, Ints, in_order, ints

# Weeks run together when less than a week lies between them.
WEEK = 7


def running_together(bucket: Ints, ends: tuple[Ints, Ints], first: Ints, last: Ints) -> Ints:
    """The number of the group of each link, as the groups first come.

    Two links are of one group when they are of one bucket, share an end, and their weeks follow one another there;
    and so is whatever is linked to either.
    """
    many, end = len(bucket), np.concatenate(ends)
    order = in_order(np.tile(bucket, 2), end, np.tile(first, 2))
    end = end[order]
    # In place, and one after the other: with a million plans there are millions of links.
    link = np.remainder(order, max(many, 1), out=order)
    bucket, first, last = bucket[link], first[link], last[link]
    fresh = np.ones(len(link), dtype=np.bool_)
    fresh[1:] = (np.diff(end) != 0) | (np.diff(bucket) != 0)
    # The last day so far at each end: later ends are lifted above all earlier ones.
    lift = np.cumsum(fresh) * (int(last.max(initial=0)) - int(last.min(initial=0)) + 1)
    until = lift + last
    np.maximum.accumulate(until, out=until)
    until -= lift
    near: Flags = ~fresh[1:] & (first[1:] - until[:-1] <= WEEK)
    return connected(many, link[:-1][near], link[1:][near])


def connected(many: int, one: Ints, other: Ints) -> Ints:
    """The number of the part that each of so many things is in, when these pairs are connected.

    Each root is hung under the smallest one that it meets, and whatever hangs is lifted to its root, until nothing
    moves: a few rounds.
    """
    root = np.arange(many)
    while True:
        here, there = root[one], root[other]
        apart = here != there
        if not apart.any():
            return ints(np.unique(root, return_inverse=True)[1])
        one, other, here, there = (each[apart] for each in (one, other, here, there))
        np.minimum.at(root, np.maximum(here, there), np.minimum(here, there))
        lifted = root[root]
        while (lifted != root).any():
            root, lifted = lifted, lifted[lifted]
