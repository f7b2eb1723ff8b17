"""The worst 28 days of all lists of a case together, day by day."""

from .loops import loop
from .windows import DAYS, EPSILON


@loop(outputs=9)
def reckon(
    electorate, band, first_day, days, first_list, first_around, first_pair, first_cell, cell_weight, first_there,
    is_there, party, parties, guess, sure, inside, first_run, run_first, run_last, run_once, around_first_run,
    around_run_first, around_run_last, around_run_once, a, b, pair_low, pair_high, first_met, met, chance,
    rate, active, reached, misses, before, found_low, found_high, found_touches, found_day,
):  # fmt: skip
    """For each case people on two lists or more (low, high), their mean touches, and the last day of those of its
    `days` that hold the most excess attempts; -1 where all together stay in the band on average.

    Everything comes case by case: its days from `first_day[n]` until before `first_day[n + 1]`, and so on; runs list
    by list, lists that pairs meet by chance (`met`, positions in `around`) pair by pair. `party` numbers the partners
    of a case. A case without cells is of one piece. `rate`, `active`, `reached`, `misses` and `before` have room for
    the lists, pairs and lists around of the largest case.
    """
    runs = first_run, run_first, run_last, run_once
    around_runs = around_first_run, around_run_first, around_run_last, around_run_once
    links, meetings = (a, b, pair_low, pair_high), (first_met, met, chance)
    for case in range(len(electorate)):
        lists, end_list = first_list[case], first_list[case + 1]
        pairs, around = (first_pair[case], first_pair[case + 1]), (first_around[case], first_around[case + 1])
        part = first_cell[case], first_cell[case + 1], first_there[case], lists, end_list, parties[case]
        cells = part, cell_weight, is_there
        for pair in range(pairs[0], pairs[1]):
            active[pair - pairs[0]] = False
        for other in range(around[0], around[1]):
            reached[other - around[0]] = 0.0
        people, most, found_day[case] = electorate[case], 0.0, -1
        for at in range(first_day[case], first_day[case + 1]):
            day = days[at]
            all_of_them, largest = _at_work(day, lists, end_list, runs, inside, rate)
            met_now = _met(pairs, around[0], links, meetings, sure, cells, rate, active, reached)
            many, low, high, lowest, expected = met_now
            if not many:
                continue
            on_two, tries = _mixed(guess, rate, cells, party, misses, before)
            touches = (tries / on_two if on_two > 0 else 0.0) + _by_chance(day, around, around_runs, reached, high)
            above = touches - band[case]
            # The most people who can be on two or more lists of these sizes; nor more than there are: the electorate
            # or, where a list names more than that, the longest list.
            ceiling = min(all_of_them / 2, all_of_them - largest)
            ceiling = min(ceiling, max(people, largest)) if people > 0 else min(ceiling, high)
            if not above > 0 or (found_day[case] >= 0 and ceiling * above <= most * (1 + EPSILON)):
                continue
            if people > 0:
                # Independent reaches, corrected by what the pairs know better.
                base = people * (_mixed(sure, rate, cells, party, misses, before)[0] - expected)
                low = min(max(0.0, base + low), ceiling)
                high = max(low, min(base + high, ceiling))
            else:
                low, high = lowest, ceiling
            if found_day[case] < 0 or high * above > most * (1 + EPSILON):
                most = high * above
                found_low[case], found_high[case], found_touches[case], found_day[case] = low, high, touches, day


def _at_work(day, lists, end_list, runs, inside, rate):
    """What each list of a case gives one person on it, how many people all at work have, and the largest of them."""
    all_of_them = largest = 0.0
    for work in range(lists, end_list):
        rate[work - lists] = _rate(day, work, runs)
        if rate[work - lists] > 0:
            all_of_them += inside[work]
            largest = max(largest, inside[work])
    return all_of_them, largest


def _met(pairs, around, links, meetings, sure, cells, rate, active, reached):
    """The pairs whose lists are both at work: how many, people on both (low, high, the largest low end), and the part
    of all people on both by independent reaches. Whom they reach by chance is brought up to date."""
    a, b, pair_low, pair_high = links
    first_met, met, chance = meetings
    lists = cells[0][3]
    many, low, high, lowest, expected = 0, 0.0, 0.0, 0.0, 0.0
    for pair in range(pairs[0], pairs[1]):
        is_active = rate[a[pair] - lists] > 0 and rate[b[pair] - lists] > 0
        if is_active != active[pair - pairs[0]]:
            active[pair - pairs[0]] = is_active
            change = pair_high[pair] if is_active else -pair_high[pair]
            for meeting in range(first_met[pair], first_met[pair + 1]):
                reached[met[meeting] - around] += change * chance[meeting]
        if is_active:
            many += 1
            low += pair_low[pair]
            high += pair_high[pair]
            lowest = max(lowest, pair_low[pair])
            both = sure[a[pair]] * sure[b[pair]]
            if both > 0:
                expected += both * _together(a[pair] - lists, b[pair] - lists, cells)
    return many, low, high, lowest, expected


def _by_chance(day, around, runs, reached, people):
    """The tries of plans outside the case for one of the people of its pairs."""
    tried = 0.0
    for other in range(around[0], around[1]):
        tried += reached[other - around[0]] * _rate(day, other, runs)
    return tried / people if people > 0 else 0.0


def _rate(day, work, runs):
    """Tries for one person on a list in the 28 days that end on a day."""
    first_run, run_first, run_last, run_once = runs
    found = 0.0
    for run in range(first_run[work], first_run[work + 1]):
        inside = min(run_last[run], day) - max(run_first[run], day - DAYS + 1) + 1
        if inside > 0:
            found += run_once[run] * inside
    return found


def _together(one, two, cells):
    """The part of the anchor in which two lists may both be."""
    (first, end, there, lists, end_list, _), cell_weight, is_there = cells
    found = 0.0 if end > first else 1.0
    for cell in range(first, end):
        begin = there + (cell - first) * (end_list - lists)
        if is_there[begin + one] and is_there[begin + two]:
            found += cell_weight[cell]
    return found


def _mixed(reach, rate, cells, party, misses, before):
    """How the people of an anchor are spread over the lists at work, as if each were drawn by itself: the chance that
    somebody is on those of two partners or more, and the tries that such a one can expect. Two lists of one partner
    are their own affair."""
    (first, end, there, lists, end_list, parties), cell_weight, is_there = cells
    on_two = tries = 0.0
    for cell in range(first, max(end, first + 1)):
        begin, weight = -1, 1.0
        if end > first:
            begin, weight = there + (cell - first) * (end_list - lists), cell_weight[cell]
        for number in range(parties):
            misses[number] = 1.0
        for work in range(lists, end_list):
            if rate[work - lists] > 0 and (begin < 0 or is_there[begin + work - lists]):
                misses[party[work]] *= 1.0 - reach[work]
        none, once, more = 1.0, 0.0, 0.0
        for number in range(parties):
            before[number] = none
            more += once * (1.0 - misses[number])
            once = once * misses[number] + none * (1.0 - misses[number])
            none *= misses[number]
        after = 1.0
        for number in range(parties - 1, -1, -1):
            # From here on the chance that all others miss.
            before[number] *= after
            after *= misses[number]
        on_two += weight * more
        for work in range(lists, end_list):
            if rate[work - lists] > 0 and (begin < 0 or is_there[begin + work - lists]):
                tries += weight * reach[work] * (1.0 - before[party[work]]) * rate[work - lists]
    return on_two, tries
