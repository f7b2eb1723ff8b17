"""Who else works the people of two lists, looked up run by run."""

from .loops import loop
from .windows import DAYS


@loop(outputs=5)
def look_up(
    begun, a, b, first, last, way, at_most, first_third, third_place, third_share, kind, partner, list_mask,
    bucket_of, places, first_line, starts, until, latest, line_list, line_mask, line_reach, line_own_reach, line_once,
    has_more_runs, is_tied, stamp, begin, is_drowned, other, chance,
):  # fmt: skip
    """Third lists of the islands from `begun` on, while there is room for them: until before which island.

    Those of island n come to `other` and `chance`, from `begin[n]` until before `begin[n + 1]`. `stamp` has
    a number for each list that no island has.

    An island `is_drowned`, and not looked at any longer, once third lists surely give more than `at_most` tries in
    the four weeks around the middle of its days. Lists that may be paid from the same money (`is_tied`) count once,
    and here not at all.
    """
    room, found = len(other), 0
    for island in range(begun, len(a)):
        begin[island - begun], is_drowned[island - begun] = found, False
        one, two = list_mask[a[island]], list_mask[b[island]]
        mine, theirs = partner[a[island]], partner[b[island]]
        since, around = (first[island] + last[island] - DAYS) // 2, 0.0
        for third in range(first_third[way[island]], first_third[way[island] + 1]):
            bucket = bucket_of[kind[a[island]] * places + third_place[third]]
            if bucket < 0 or is_drowned[island - begun]:
                continue
            end = first_line[bucket + 1]
            for line in range(_first_at_work(first[island], first_line[bucket], end, latest), end):
                if starts[line] > last[island]:
                    break
                work = line_list[line]
                if until[line] < first[island] or partner[work] == mine or partner[work] == theirs:
                    continue
                reach = _reach(one, two, line_mask[line], line_reach[line], line_own_reach[line])
                if not reach * third_share[third] > 0 or (has_more_runs[work] and stamp[work] == island):
                    continue
                if found == room:  # this island's turn comes again
                    for at in range(begin[island - begun], room):
                        stamp[other[at]] = -1
                    return island
                stamp[work], other[found], chance[found] = island, work, reach * third_share[third]
                found += 1
                if not is_tied[work]:
                    days = min(until[line], since + DAYS - 1) - max(starts[line], since) + 1
                    around += chance[found - 1] * line_once[line] * max(days, 0)
                    if around > at_most[island]:
                        is_drowned[island - begun], found = True, begin[island - begun]
                        break
    begin[len(a) - begun] = found
    return len(a)


def _first_at_work(day, low, high, latest):
    """The first run of a bucket before which all have ended on a day."""
    while low < high:
        middle = (low + high) // 2
        if latest[middle] < day:
            low = middle + 1
        else:
            high = middle
    return low


def _reach(one, two, mask, reach, own):
    """The part of the people on both lists whom a third one works, by the constituencies of all three."""
    if not mask:
        return reach
    if (one and not mask & one) or (two and not mask & two):
        return 0.0
    # For all whom one side is for, and these are counted: the part of their own people.
    is_of_a_side = (one and not one & ~mask) or (two and not two & ~mask)
    return own if own == own and is_of_a_side else reach
