"""The worst 28 days of all lists of a case together.

Of each day on which they may end it is first reckoned what their excess attempts cannot exceed. Only days that may
still be the worst are reckoned in full, the likeliest one first.
"""

from .loops import loop
from .steps import days_inside
from .turns import NEVER
from .windows import EPSILON

# What is reckoned in another order is not wrong by a greater part, or by more tries.
SLACK = 1e-6


@loop(outputs=14)
def reckon(
    electorate, band, first_list, first_pair, first_cell, cell_weight, first_there, is_there, work, partner, guess,
    sure, inside, a, b, pair_low, pair_high, first_met, met, chance, first_run, run_first, run_last, run_once,
    first_day, days_begin, by_chance, since, until, most_on, rate, working, was, last_of, is_on, pair_of, misses,
    before, partners, found_low, found_high, found_touches, found_day,
):  # fmt: skip
    """For each case people on two lists or more (low, high), their mean touches, and the last day of the 28 that hold
    the most excess attempts, of equal ones the earliest; -1 where all together stay in the band on average.

    Everything comes case by case: its lists from `first_list[n]` until before `first_list[n + 1]`, and so on; lists
    that a pair meets by chance (`met`) pair by pair. `work` and `met` are the numbers of lists by which their runs
    are found. A case without cells is of one piece.

    Days, `since` and `until` are as `turns` tells them. `rate`, `working`, `was` and `last_of` have room for the
    lists of the largest case, `is_on` for its pairs, `pair_of` for twice as many; `before` and `partners` for all
    partners, and so has `misses`, with -1 for each.
    """
    runs, meetings = (first_run, run_first, run_last, run_once), (first_met, met, chance)
    links, kept = (a, b, pair_low, pair_high), (was, last_of, pair_of, is_on)
    for case in range(len(electorate)):
        lists, pairs = (first_list[case], first_list[case + 1]), (first_pair[case], first_pair[case + 1])
        cells = (first_cell[case], first_cell[case + 1], first_there[case], lists[0], lists[1]), cell_weight, is_there
        these, room = (lists, work, inside, runs, since, until), (rate, working)
        spread, anchor = (cells, partner, misses, before, partners), (electorate[case], band[case])
        days = days_begin[case], days_begin[case + 1], first_day[case] - days_begin[case]
        _by_list(lists, pairs, links, last_of, pair_of)
        best = _limited(days, anchor, pairs, links, these, room, kept, guess, sure, spread, by_chance, most_on)
        most, found_day[case] = 0.0, -1
        for turn in range(days[0] - 1, days[1]):
            at = best if turn < days[0] else turn
            day = days[2] + at
            if turn == best or most_on[at] == NEVER or most_on[at] < most:
                continue
            low, high, touches = _on(
                day, most, by_chance[at], anchor, pairs, links, meetings, these, room, guess, sure, spread
            )
            excess = high * (touches - anchor[1])
            # Sums of the same numbers in another order are equal.
            is_earlier = day < found_day[case] and excess >= most * (1 - EPSILON)
            if touches > anchor[1] and (found_day[case] < 0 or is_earlier or excess > most * (1 + EPSILON)):
                most, found_day[case] = max(most, excess), day
                found_low[case], found_high[case], found_touches[case] = low, high, touches


def _by_list(lists, pairs, links, last_of, pair_of):
    """The pairs of each list of a case, list by list, and behind the last one of each."""
    many = lists[1] - lists[0]
    for at in range(many):
        last_of[at] = 0
    for pair in range(pairs[0], pairs[1]):
        last_of[links[0][pair] - lists[0]] += 1
        last_of[links[1][pair] - lists[0]] += 1
    before = 0
    for at in range(many):
        before, last_of[at] = before + last_of[at], before
    for pair in range(pairs[0], pairs[1]):
        for side in (links[0][pair], links[1][pair]):
            at = side - lists[0]
            pair_of[last_of[at]] = pair
            last_of[at] += 1


def _limited(days, anchor, pairs, links, these, room, kept, guess, sure, spread, by_chance, most_on):
    """What the excess attempts cannot exceed on each day; the position of the day with the most."""
    lists, (people, band) = these[0], anchor
    was, _, _, is_on = kept
    for at in range(lists[1] - lists[0]):
        was[at] = False
    for at in range(pairs[1] - pairs[0]):
        is_on[at] = False
    best, now = days[0], (0, 0.0, 0.0)
    for at in range(days[0], days[1]):
        if most_on[at] != NEVER:
            working, all_of_them, largest = _at_work(days[2] + at, these, room)
            now = _changed(now, lists, pairs, links, room[0], kept, sure, spread[0])
            met, high, expected = now
            on_two, tries = _mixed(guess, working, room, spread)
            ceiling = _at_most(people, all_of_them, largest)
            above = (tries / on_two if on_two > 0 else 0.0) + _at_most_each(by_chance[at], high) - band
            # Whoever is perhaps on two lists may be so surely.
            high = min(ceiling, max(0.0, people * (on_two - expected)) + high) if people > 0 else min(ceiling, high)
            most_on[at] = high * (1 + SLACK) * above if met and above > 0 else NEVER
            if most_on[at] > most_on[best]:
                best = at
    return best


def _changed(now, lists, pairs, links, rate, kept, sure, cells):
    """The pairs whose lists are both at work, brought up to date by the lists that have begun to work, or ended,
    since the day before: how many, people on both, and the part of all people on both by independent reaches."""
    many, high, expected = now
    a, b, _, pair_high = links
    was, last_of, pair_of, is_on = kept
    first = lists[0]
    for at in range(lists[1] - first):
        if was[at] != (rate[at] > 0):
            was[at] = rate[at] > 0
            for of in range(last_of[at - 1] if at else 0, last_of[at]):
                pair = pair_of[of]
                one, two, here = a[pair] - first, b[pair] - first, pair - pairs[0]
                if is_on[here] != (rate[one] > 0 and rate[two] > 0):
                    is_on[here] = not is_on[here]
                    change = 1 if is_on[here] else -1
                    many += change
                    high += change * pair_high[pair]
                    both = sure[a[pair]] * sure[b[pair]]
                    if both > 0:
                        expected += change * both * _together(one, two, cells)
    return (many, high, expected) if many else (0, 0.0, 0.0)


def _on(day, most, at_most, anchor, pairs, links, meetings, these, room, guess, sure, spread):
    """People on two lists or more in the 28 days that end on a day (low, high), and their mean touches; none where
    these surely hold less than the `most` excess attempts, with `at_most` tries by chance."""
    (people, band), (rate, _) = anchor, room
    working, all_of_them, largest = _at_work(day, these, room)
    met, low, high, lowest, expected = _met(pairs, links, these[0][0], sure, spread[0], rate)
    on_two, tries = _mixed(guess, working, room, spread)
    touches, ceiling = tries / on_two if on_two > 0 else 0.0, _at_most(people, all_of_them, largest)
    on_pairs = high
    if people > 0:
        # Independent reaches, corrected by what the pairs know better.
        base = people * (_mixed(sure, working, room, spread)[0] - expected)
        low = min(max(0.0, base + low), ceiling)
        high = max(low, min(base + high, ceiling))
    else:
        low, high = lowest, min(ceiling, high)
    if not met or high * (touches + _at_most_each(at_most, on_pairs) - band) < most * (1 - EPSILON):
        return 0.0, 0.0, 0.0
    if on_pairs > 0:
        touches += _by_chance(day, pairs, links, meetings, these, rate) / on_pairs
    return low, high, touches


def _at_most_each(by_chance, people):
    """The most tries by chance for each of these people."""
    return (by_chance / people if people > 0 and by_chance > 0 else 0.0) + SLACK


def _at_most(people, all_of_them, largest):
    """The most people who can be on two or more lists of these sizes; nor more than there are: the electorate or,
    where a list names more than that, the longest list."""
    ceiling = min(all_of_them / 2, all_of_them - largest)
    return min(ceiling, max(people, largest)) if people > 0 else ceiling


def _at_work(day, these, room):
    """How many lists of a case are at work (their positions in it are in `working`, what each gives one person on it
    in `rate`), how many people they have, and the largest of them."""
    (first, end), work, inside, runs, since, until = these
    rate, working = room
    many, all_of_them, largest = 0, 0.0, 0.0
    for at in range(end - first):
        rate[at] = 0.0
        if since[first + at] <= day <= until[first + at]:
            rate[at] = _rate(day, work[first + at], runs)
            if rate[at] > 0:
                working[many] = at
                many += 1
                all_of_them += inside[first + at]
                largest = max(largest, inside[first + at])
    return many, all_of_them, largest


def _met(pairs, links, lists, sure, cells, rate):
    """The pairs whose lists are both at work: how many, people on both (low, high, the largest low end), and the part
    of all people on both by independent reaches."""
    a, b, pair_low, pair_high = links
    many, low, high, lowest, expected = 0, 0.0, 0.0, 0.0, 0.0
    for pair in range(pairs[0], pairs[1]):
        if rate[a[pair] - lists] > 0 and rate[b[pair] - lists] > 0:
            many += 1
            low += pair_low[pair]
            high += pair_high[pair]
            lowest = max(lowest, pair_low[pair])
            both = sure[a[pair]] * sure[b[pair]]
            if both > 0:
                expected += both * _together(a[pair] - lists, b[pair] - lists, cells)
    return many, low, high, lowest, expected


def _by_chance(day, pairs, links, meetings, these, rate):
    """The tries of plans outside the case for all people of its pairs at work."""
    a, b, _, pair_high = links
    first_met, met, chance = meetings
    (first, _), _, _, runs, _, _ = these
    found = 0.0
    for pair in range(pairs[0], pairs[1]):
        if rate[a[pair] - first] > 0 and rate[b[pair] - first] > 0:
            tried = 0.0
            for meeting in range(first_met[pair], first_met[pair + 1]):
                tried += chance[meeting] * _rate(day, met[meeting], runs)
            found += pair_high[pair] * tried
    return found


def _rate(day, number, runs):
    """Tries for one person on a list in the 28 days that end on a day."""
    first_run, run_first, run_last, run_once = runs
    found = 0.0
    for run in range(first_run[number], first_run[number + 1]):
        inside = days_inside(run_first[run], run_last[run], day)
        if inside > 0:
            found += run_once[run] * inside
    return found


def _together(one, two, cells):
    """The part of the anchor in which two lists may both be."""
    (first, end, there, lists, end_list), cell_weight, is_there = cells
    found = 0.0 if end > first else 1.0
    for cell in range(first, end):
        begin = there + (cell - first) * (end_list - lists)
        if is_there[begin + one] and is_there[begin + two]:
            found += cell_weight[cell]
    return found


def _mixed(reach, many, room, spread):
    """How the people of an anchor are spread over the lists at work, as if each were drawn by itself: the chance that
    somebody is on those of two partners or more, and the tries that such a one can expect. Two lists of one partner
    are their own affair."""
    rate, working = room
    ((first, end, there, lists, end_list), cell_weight, is_there), partner, misses, before, partners = spread
    on_two = tries = 0.0
    for cell in range(first, max(end, first + 1)):
        begin, weight, parties = -1, 1.0, 0
        if end > first:
            begin, weight = there + (cell - first) * (end_list - lists), cell_weight[cell]
        for at in range(many):
            if begin < 0 or is_there[begin + working[at]]:
                number = partner[lists + working[at]]
                if misses[number] < 0:
                    misses[number], partners[parties] = 1.0, number
                    parties += 1
                misses[number] *= 1.0 - reach[lists + working[at]]
        none, once, more = 1.0, 0.0, 0.0
        for at in range(parties):
            number = partners[at]
            before[number] = none
            more += once * (1.0 - misses[number])
            once = once * misses[number] + none * (1.0 - misses[number])
            none *= misses[number]
        after = 1.0
        for at in range(parties - 1, -1, -1):
            # From here on the chance that all others miss.
            before[partners[at]] *= after
            after *= misses[partners[at]]
            misses[partners[at]] = NEVER
        on_two += weight * more
        for at in range(many):
            if begin < 0 or is_there[begin + working[at]]:
                work = lists + working[at]
                tries += weight * reach[work] * (1.0 - before[partner[work]]) * rate[working[at]]
    return on_two, tries
