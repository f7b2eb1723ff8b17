"""Who else works the people of two lists, looked up run by run."""

from .loops import loop
from .windows import DAYS


@loop(outputs=5)
def look_up(
    begun, a, b, first, last, way, at_most, first_third, third_place, third_share, kind, partner, list_mask,
    bucket_of, places, first_line, starts, until, latest, line_list, line_mask, line_reach, line_own_reach, line_once,
    has_several, is_tied, stamp, begin, is_drowned, other, chance,
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
        begin[island - begun] = found
        one, two = list_mask[a[island]], list_mask[b[island]]
        mine, theirs = partner[a[island]], partner[b[island]]
        since, around = (first[island] + last[island] - DAYS) // 2, 0.0
        is_drowned[island - begun] = False
        for third in range(first_third[way[island]], first_third[way[island] + 1]):
            if is_drowned[island - begun]:
                break
            bucket = bucket_of[kind[a[island]] * places + third_place[third]]
            if bucket < 0:
                continue
            low, high = first_line[bucket], first_line[bucket + 1]
            end = high
            # The first run before which all have ended when the two begin to share days.
            while low < high:
                middle = (low + high) // 2
                if latest[middle] < first[island]:
                    low = middle + 1
                else:
                    high = middle
            for line in range(low, end):
                if starts[line] > last[island]:
                    break
                work = line_list[line]
                if until[line] < first[island] or partner[work] == mine or partner[work] == theirs:
                    continue
                mask, reach = line_mask[line], line_reach[line]
                if mask:
                    if (one and not mask & one) or (two and not mask & two):
                        continue
                    own = line_own_reach[line]
                    # For all whom one side is for, and these are counted: the chance is that by their own people.
                    if own == own and ((one and not one & ~mask) or (two and not two & ~mask)):
                        reach = own
                if not reach * third_share[third] > 0:
                    continue
                if has_several[work]:
                    if stamp[work] == island:
                        continue
                    stamp[work] = island
                if found == room:  # this island's turn comes again
                    for at in range(begin[island - begun], room):
                        stamp[other[at]] = -1
                    if has_several[work]:
                        stamp[work] = -1
                    return island
                other[found], chance[found] = work, reach * third_share[third]
                found += 1
                if not is_tied[work]:
                    days = min(until[line], since + DAYS - 1) - max(starts[line], since) + 1
                    around += chance[found - 1] * line_once[line] * max(days, 0)
                    if around > at_most[island]:
                        is_drowned[island - begun] = True
                        found = begin[island - begun]
                        break
    begin[len(a) - begun] = found
    return len(a)
