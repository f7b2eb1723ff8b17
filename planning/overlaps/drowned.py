"""Lists that meet but cannot compete: so much goes on around that one of them gives less than a tenth of it.

Told from sums by week, before anybody is looked up one by one: where very many lists meet, that are most meetings.
"""

import numpy as np

from .arrays import Flags, Floats, Ints, spread
from .crowds import Crowds
from .islands import Islands
from .windows import DAYS

# Sums are kept for one day in so many, of the 28 days around it.
STEP = 7
BEFORE = DAYS // 2
# They are kept in short numbers, and may be larger than what they stand for by no more than this part.
SHORT = 1e-5


class Around:
    """What goes on by kind of work, place and day: tries for one person there.

    Lists that may be paid from the same money (`is_tied`, list by list) are left out, as their tries may count once.
    """

    def __init__(self, crowds: Crowds, is_tied: Flags) -> None:
        self.crowds = crowds
        lists, days = crowds.lists, crowds.end - crowds.start + 1
        tries = np.bincount(crowds.run_list, lists.daily * np.minimum(days, DAYS), len(lists.head))
        # The most that a list gives in four weeks to one person on it.
        self.peak = np.divide(tries, lists.universe, out=np.zeros(len(tries)), where=lists.universe > 0)
        reach = np.where(is_tied | np.isnan(lists.reach), 0.0, lists.reach)
        # Two lists of everyone meet all others, for which everyone counts; the rest surely those of everyone.
        self.all, self.some = _Tries(crowds, self.peak, reach), _Tries(crowds, self.peak, reach * (lists.mask == 0))

    def least(self, islands: Islands) -> Floats:
        """At least so many tries by chance fall on somebody on both lists in some 28 days."""
        mask = self.crowds.lists.mask
        is_all = (mask[islands.a] | mask[islands.b]) == 0
        found = np.zeros(len(is_all))
        for tries, chosen in ((self.all, np.flatnonzero(is_all)), (self.some, np.flatnonzero(~is_all))):
            found[chosen] = tries.least(islands.take(chosen))
        return found

    def lesser(self, islands: Islands) -> Floats:
        """What the lesser of both lists gives at most in 28 days."""
        most: Floats = np.minimum(self.peak[islands.a], self.peak[islands.b])
        return most


class _Tries:
    """Those of lists with this reach, each list's; by bucket and day what all that are at work then give in the 28
    days around."""

    def __init__(self, crowds: Crowds, peak: Floats, reach: Floats) -> None:
        self.crowds = crowds
        self.own = crowds.partner_of.astype(np.int64) * (int(crowds.kind.max(initial=0)) + 1) + crowds.kind
        self.most_own = np.bincount(self.own, peak * reach)
        self.first = int(crowds.start.min(initial=int(crowds.end.max(initial=0))))
        self.sums = self._by_day(reach)

    def _by_day(self, reach: Floats) -> np.ndarray:
        crowds, lines = self.crowds, self.crowds.lines
        rate = crowds.once[lines.order] * reach[crowds.run_list[lines.order]]
        at = np.flatnonzero(rate)
        start, end = lines.starts[at] - self.first, lines.ends[at] - self.first
        bucket = np.repeat(np.arange(len(lines.buckets)), np.diff(lines.first))[at]
        many = (int(crowds.end.max(initial=0)) - self.first) // STEP + 1
        since = -(-start // STEP)
        run, number = spread(since, np.maximum(end // STEP - since + 1, 0))
        around = number * STEP - BEFORE
        inside = np.minimum(end[run], around + DAYS - 1) - np.maximum(start[run], around) + 1
        sums = np.bincount(bucket[run] * many + number, inside * rate[at][run], len(lines.buckets) * many)
        return sums.reshape(-1, many).astype(np.float32)

    def least(self, islands: Islands) -> Floats:
        """The most on the first, the middle or the last of the days that are kept among those that two lists share,
        of which partners of both sides may give what they can at most."""
        since, until = -((self.first - islands.first) // STEP), (islands.last - self.first) // STEP
        chosen = np.flatnonzero(since <= until)
        few, found = islands.take(chosen), np.zeros(len(since))
        island, bucket, share = self.crowds.thirds(few)
        found[chosen] = np.maximum.reduce([
            self._on(number[chosen], island, bucket, share) for number in (since, (since + until) // 2, until)
        ])  # fmt: skip
        least: Floats = found - self.most_own[self.own[islands.a]] - self.most_own[self.own[islands.b]]
        return least

    def _on(self, number: Ints, island: Ints, bucket: Ints, share: Floats) -> Floats:
        tries = np.bincount(island, self.sums[bucket, number[island]] * share, len(number)).astype(np.float64)
        return tries * (1 - SHORT)
