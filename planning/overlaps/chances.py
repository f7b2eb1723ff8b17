"""Who else works the people of two lists, looked up run by run."""

from .loops import loop
from .steps import days_inside, first_from
from .windows import DAYS


@loop(outputs=5)
def look_up(
    begun, a, b, first, last, way, at_most, first_third, third_place, third_share, kind, partner, list_mask,
    first_run, line_of, bucket_of, places, first_line, starts, ends, latest, line_partner, line_mask, line_reach,
    line_own_reach, line_once, line_more, line_tied, stamp, begin, is_drowned, met, chance,
):  # fmt: skip
    """Third lists of the islands from `begun` on, while there is room for them: until before which island.

    A run (a line) of each of those of island n comes to `met`, and its `chance`, from `begin[n]` until before
    `begin[n + 1]`. Lists with several runs (`line_more`) and those that may be paid from the same money (`line_tied`)
    are numbered, all others have -1. `stamp` has a number for each list with several runs that no island has.

    An island `is_drowned`, and not looked at any longer, once all lists surely give more than `at_most` tries in the
    four weeks around the middle of its days. Lists that may be paid from the same money count once, and here not
    at all.
    """
    room, found = len(met), 0
    for island in range(begun, len(a)):
        here = island - begun
        begin[here], is_drowned[here] = found, False
        since, until, most, work = first[island], last[island], at_most[island], kind[a[island]] * places
        one, two, mine, theirs = list_mask[a[island]], list_mask[b[island]], partner[a[island]], partner[b[island]]
        month = (since + until + DAYS) // 2 - 1
        around = _given(a[island], month, first_run, line_of, starts, ends, line_once, line_tied)
        around += _given(b[island], month, first_run, line_of, starts, ends, line_once, line_tied)
        for third in range(first_third[way[island]], first_third[way[island] + 1]):
            bucket, share = bucket_of[work + third_place[third]], third_share[third]
            if bucket < 0 or around > most:
                continue
            end = first_line[bucket + 1]
            for line in range(first_from(since, first_line[bucket], end, latest), end):
                if starts[line] > until:
                    break
                if ends[line] < since or line_partner[line] == mine or line_partner[line] == theirs:
                    continue
                reach = share * _reach(one, two, line_mask[line], line_reach[line], line_own_reach[line])
                more = line_more[line]
                if not reach > 0 or (more >= 0 and stamp[more] == island):
                    continue
                if found == room:  # this island's turn comes again
                    for at in range(begin[here], room):
                        if line_more[met[at]] >= 0:
                            stamp[line_more[met[at]]] = -1
                    return island
                if more >= 0:
                    stamp[more] = island
                met[found], chance[found] = line, reach
                found += 1
                if line_tied[line] < 0:
                    around += reach * line_once[line] * days_inside(starts[line], ends[line], month)
                    if around > most:
                        break
        if around > most:
            is_drowned[here], found = True, begin[here]
    begin[len(a) - begun] = found
    return len(a)


@loop(outputs=14)
def look_up_outside(
    first_pair, a, b, first, last, way, first_third, third_place, third_share, kind, partner, list_mask, bucket_of,
    places, first_line, starts, until, latest, line_list, line_mask, line_reach, line_own_reach, has_more_runs,
    position, stamp, bucket_case, bucket_from, bucket_until, near, near_latest, first_list, work, one, two, begin,
    other, chance,
):  # fmt: skip
    """The lists of cases, and outside of its case the third lists of each of their pairs: whether there was room.

    The pairs of case n come from `first_pair[n]` on, its lists, each once, to `work` from `first_list[n]` on; `one`
    and `two` are those of each pair (positions there). Third lists of pair n come to `other` and `chance` from
    `begin[n]` on.

    `position` and `stamp` have 0 for each list, `bucket_case` for each bucket; there are as many `bucket_from` and
    `bucket_until`. `near` and `near_latest` have room for all runs.
    """
    found, lines, near_lines = 0, (first_line, starts, until, latest, line_list), (near, near_latest)
    first_list[0] = begin[0] = 0
    for case in range(len(first_pair) - 1):
        head, pairs = first_list[case], (first_pair[case], first_pair[case + 1])
        first_list[case + 1] = _numbered(pairs, head, (a, b), position, work, (one, two))
        days, put = _first_to_last(pairs, first, last), 0
        for pair in range(pairs[0], pairs[1]):
            masks, partners = (list_mask[a[pair]], list_mask[b[pair]]), (partner[a[pair]], partner[b[pair]])
            for third in range(first_third[way[pair]], first_third[way[pair] + 1]):
                bucket = bucket_of[kind[a[pair]] * places + third_place[third]]
                if bucket < 0:
                    continue
                if bucket_case[bucket] != case + 1:
                    bucket_case[bucket], bucket_from[bucket] = case + 1, put
                    put = bucket_until[bucket] = _laid_near(bucket, days, put, head, lines, position, near_lines)
                end = bucket_until[bucket]
                for at in range(first_from(first[pair], bucket_from[bucket], end, near_latest), end):
                    line = near[at]
                    if starts[line] > last[pair]:
                        break
                    number = line_list[line]
                    if until[line] < first[pair] or partner[number] == partners[0] or partner[number] == partners[1]:
                        continue
                    reach = _reach(masks[0], masks[1], line_mask[line], line_reach[line], line_own_reach[line])
                    if not reach * third_share[third] > 0 or (has_more_runs[number] and stamp[number] == pair + 1):
                        continue
                    if found == len(other):
                        return False
                    if has_more_runs[number]:
                        stamp[number] = pair + 1
                    other[found], chance[found] = number, reach * third_share[third]
                    found += 1
            begin[pair + 1] = found
    return True


def _numbered(pairs, lists, sides, position, work, numbers):
    """The lists of the pairs of a case put behind so many others; how many they are then."""
    head = lists
    for pair in range(pairs[0], pairs[1]):
        for side in range(2):
            number = sides[side][pair]
            # One more than the position, so that there is none where there is 0.
            if position[number] <= head:
                work[lists] = number
                lists += 1
                position[number] = lists
            numbers[side][pair] = position[number] - 1
    return lists


def _first_to_last(pairs, first, last):
    """The first and the last day of the pairs of a case."""
    since, to = first[pairs[0]], last[pairs[0]]
    for pair in range(pairs[0], pairs[1]):
        since, to = min(since, first[pair]), max(to, last[pair])
    return since, to


def _laid_near(bucket, days, put, head, lines, position, near_lines):
    """The runs of a bucket at work on days of a case, and of lists outside of it, put side by side behind so many
    others; how many they are then."""
    first_line, starts, until, latest, line_list = lines
    near, near_latest = near_lines
    end = first_line[bucket + 1]
    for line in range(first_from(days[0], first_line[bucket], end, latest), end):
        if starts[line] > days[1]:
            break
        if until[line] >= days[0] and position[line_list[line]] <= head:
            near[put], near_latest[put] = line, latest[line]
            put += 1
    return put


def _given(work, month, first_run, line_of, starts, ends, once, tied):
    """The tries that a list gives one person on it in the four weeks that end on a day."""
    found = 0.0
    for run in range(first_run[work], first_run[work + 1]):
        line = line_of[run]
        if tied[line] < 0:
            found += once[line] * days_inside(starts[line], ends[line], month)
    return found


def _reach(one, two, mask, reach, own):
    """The part of the people on both lists whom a third one works, by the constituencies of all three."""
    if not (one or two) or not mask:
        return reach
    if (one and not mask & one) or (two and not mask & two):
        return 0.0
    # For all whom one side is for, and these are counted: the part of their own people.
    is_of_a_side = (one and not one & ~mask) or (two and not two & ~mask)
    return own if own == own and is_of_a_side else reach
