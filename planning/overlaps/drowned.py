"""Lists that meet but cannot compete: so much goes on around that one of them gives less than a tenth of it.

Told from sums by week, before anybody is looked up one by one: where very many lists meet, that are most meetings.
"""

import numpy as np

from .arrays import Flags, Floats, spread
from .crowds import Crowds
from .islands import Islands
from .windows import DAYS

WEEK = 7
_WEEKS = DAYS // WEEK


class Around:
    """What goes on by kind of work, place and week, for everyone: tries for one person there.

    Lists that may be paid from the same money (`is_tied`, list by list) are left out, as their tries may count once.
    """

    def __init__(self, crowds: Crowds, is_tied: Flags) -> None:
        self.crowds = crowds
        lists, columns, days = crowds.lists, crowds.columns, crowds.end - crowds.start + 1
        tries = np.bincount(crowds.run_list, crowds.lists.daily * np.minimum(days, DAYS), len(lists.head))
        # The most that a list gives in four weeks, to one person on it and to one of its place.
        self.peak = np.divide(tries, lists.universe, out=np.zeros(len(tries)), where=lists.universe > 0)
        of_all = np.where((lists.mask == 0) & ~np.isnan(lists.reach), lists.reach, 0.0)
        kind = columns.kind[lists.head]
        self.own = crowds.partner_of.astype(np.int64) * (int(kind.max(initial=0)) + 1) + kind
        self.most_own = np.bincount(self.own, self.peak * of_all)
        self.first = int(crowds.start.min(initial=int(crowds.end.max(initial=0))))
        self.sums = self._by_week(np.where(is_tied, 0.0, of_all))

    def _by_week(self, reach: Floats) -> Floats:
        """By bucket the sum of tries until each week begins."""
        crowds, lines = self.crowds, self.crowds.lines
        run, people = lines.order, crowds.lists.universe[crowds.run_list[lines.order]]
        rate = crowds.lists.daily[run] * reach[crowds.run_list[run]]
        rate = np.divide(rate, people, out=np.zeros(len(run)), where=people > 0)
        at = np.flatnonzero(rate)
        start, end = lines.starts[at] - self.first, lines.ends[at] - self.first + 1
        bucket = np.repeat(np.arange(len(lines.buckets)), np.diff(lines.first))[at]
        weeks = (int(crowds.end.max(initial=0)) - self.first) // WEEK + 1
        owner, week = spread(start // WEEK, (end - 1) // WEEK - start // WEEK + 1)
        inside = np.minimum(end[owner], (week + 1) * WEEK) - np.maximum(start[owner], week * WEEK)
        found = np.zeros((len(lines.buckets), weeks + 1))
        sums = np.bincount(bucket[owner] * weeks + week, inside * rate[at][owner], len(lines.buckets) * weeks)
        np.cumsum(sums.reshape(-1, weeks), axis=1, out=found[:, 1:])
        return found

    def least(self, islands: Islands) -> Floats:
        """At least so many tries by chance fall on somebody on both lists in some 28 days: in the last whole weeks,
        up to four, of the days that they share, of which partners of both sides may give what they can at most."""
        until = (islands.last + 1 - self.first) // WEEK
        since = np.maximum(-((self.first - islands.first) // WEEK), until - _WEEKS)
        island, bucket, share = self.crowds.thirds(islands)
        week = np.maximum(until, since)
        sums = (self.sums[bucket, week[island]] - self.sums[bucket, since[island]]) * share
        found = np.bincount(island, sums, len(islands.a))
        least: Floats = found - self.most_own[self.own[islands.a]] - self.most_own[self.own[islands.b]]
        return least

    def lesser(self, islands: Islands) -> Floats:
        """What the lesser of both lists gives at most in 28 days."""
        most: Floats = np.minimum(self.peak[islands.a], self.peak[islands.b])
        return most
