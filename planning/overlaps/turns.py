"""The days on which the worst 28 days of cases may end, and what goes on around their pairs on each."""

from .loops import loop
from .steps import days_inside
from .windows import DAYS

# What a day holds on which the worst weeks do not end.
NEVER = -1.0
# The part of the most so far by which a sum that is kept up from day to day may be too small.
RESIDUE = 1e-12


@loop(outputs=5)
def turns(
    first_day, days_begin, first_list, work, first_pair, a, b, pair_high, pair_day, first_met, met, chance, first_run,
    run_first, run_last, run_once, since, until, bend, most_on, by_chance,
):  # fmt: skip
    """For each day of each case 0 in `most_on` where its worst weeks may end, elsewhere `NEVER`; and in `by_chance`
    what lists outside the case give to all people of its pairs at most, each of these from the first to the last day
    on which both of its lists may be at work.

    The days of case n are those from `first_day[n]` on; they come to `most_on` and `by_chance` from `days_begin[n]`
    until before `days_begin[n + 1]`. In `since` and `until` comes the first and the last day on which 28 days may end
    that hold any work of each list. `bend` has room for the days of the longest case and two more. All else is as in
    `reckon`.
    """
    runs = first_run, run_first, run_last, run_once
    for case in range(len(first_day)):
        start, length, put = first_day[case], days_begin[case + 1] - days_begin[case], days_begin[case]
        days = start, length, put
        for at in range(length):
            most_on[put + at], by_chance[put + at] = NEVER, 0.0
        for at in range(length + 2):
            bend[at] = 0.0
        for at in range(first_list[case], first_list[case + 1]):
            since[at], until[at] = start + length, start - 1
            for run in range(first_run[work[at]], first_run[work[at] + 1]):
                since[at], until[at] = min(since[at], run_first[run]), max(until[at], run_last[run] + DAYS - 1)
                _turn(run_first[run], run_last[run], days, most_on)
        for pair in range(first_pair[case], first_pair[case + 1]):
            most_on[put + min(max(pair_day[pair] - start, 0), length - 1)] = 0.0
            begin = max(since[a[pair]], since[b[pair]], start)
            end = min(until[a[pair]], until[b[pair]], start + length - 1)
            for meeting in range(first_met[pair], first_met[pair + 1]):
                tries = pair_high[pair] * chance[meeting]
                _meet(met[meeting], tries, begin, end, days, runs, most_on, by_chance, bend)
        rise = given = most = 0.0
        for at in range(length):
            rise += bend[at]
            given += by_chance[put + at] + rise
            most = max(most, given)
            by_chance[put + at] = given + RESIDUE * most


def _turn(first, last, days, most_on):
    """A sum of rates is greatest where a run ends, or where it has begun 27 days before."""
    start, length, put = days
    most_on[put + min(max(last - start, 0), length - 1)] = 0.0
    most_on[put + min(max(first + DAYS - 1 - start, 0), length - 1)] = 0.0


def _meet(number, weight, begin, end, days, runs, most_on, by_chance, bend):
    """The turns of a list outside the case. What it gives in 28 days that end from `begin` to `end` comes to
    `by_chance` where it leaps, and to `bend` where it begins to rise or to fall, by how much more a day."""
    first_run, run_first, run_last, run_once = runs
    start, length, put = days
    for run in range(first_run[number], first_run[number + 1]):
        first, last, tries = run_first[run], run_last[run], weight * run_once[run]
        _turn(first, last, days, most_on)
        if begin <= end:
            by_chance[put + begin - start] += tries * days_inside(first, last, begin)
            if end + 1 < start + length:
                by_chance[put + end + 1 - start] -= tries * days_inside(first, last, end)
            shorter, longer = min(last, first + DAYS - 1), max(last, first + DAYS - 1)
            bend[min(max(first, begin + 1), end + 1) - start] += tries
            bend[min(max(shorter + 1, begin + 1), end + 1) - start] -= tries
            bend[min(max(longer + 1, begin + 1), end + 1) - start] -= tries
            bend[min(max(last + DAYS + 1, begin + 1), end + 1) - start] += tries
