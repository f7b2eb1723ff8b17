"""Settled before anything else: one piece of work that two partners have both put on record."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from .links import Links
from .names import NameJudge
from .places import Atlas
from .records import Activity, Key

CLOSE = 0.02


def order(activity: Activity) -> tuple[str, str]:
    """Activities are always taken in this order, so that no result depends on the order of the input."""
    return activity.label, str(activity.key)


def rank(activity: Activity) -> tuple[int, tuple[str, str]]:
    """Of duplicate records the one with more attempts stands for all, of equal ones the lower label."""
    return -(activity.attempts or 0), order(activity)


def meet(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether two sets of constituencies have people in common; an empty one is everyone."""
    return not one or not two or not one.isdisjoint(two)


def find_duplicates(
    activities: Iterable[Activity], judge: NameJudge, atlas: Atlas
) -> tuple[list[tuple[Activity, Activity]], dict[Key, Key]]:
    """Pairs of duplicate records, and for each record that another one stands for, the key of that other."""
    pairs = [pair for group in _same_work(activities, atlas) for pair in _close(group) if judge.are_alike(*pair)]
    links = Links()
    involved: dict[Key, Activity] = {}
    for one, two in pairs:
        links.link(one.key, two.key)
        involved |= {one.key: one, two.key: two}
    stands_for: dict[Key, Key] = {}
    for keys in links.groups(involved):
        first, *others = sorted((involved[key] for key in keys), key=rank)
        stands_for |= {other.key: first.key for other in others}
    return pairs, stands_for


def _same_work(activities: Iterable[Activity], atlas: Atlas) -> Iterator[list[Activity]]:
    """Measured activities of one family, place and window, the largest first."""
    groups: dict[tuple[object, ...], list[Activity]] = defaultdict(list)
    for activity in activities:
        if activity.is_measured:
            place = atlas.home(activity.division)
            groups[activity.family, activity.is_registration, place, activity.starts, activity.ends].append(activity)
    for group in groups.values():
        if len(group) > 1:
            yield sorted(group, key=rank)


def _close(group: list[Activity]) -> Iterator[tuple[Activity, Activity]]:
    """Pairs of different partners with nearly the same volumes; `group` is sorted by attempts."""
    for index, one in enumerate(group):
        for two in group[index + 1 :]:
            if not _within(one.attempts, two.attempts):
                break
            if (
                one.partner != two.partner
                and _within(one.universe, two.universe)
                and meet(one.constituencies, two.constituencies)
            ):
                yield one, two


def _within(one: int | None, two: int | None) -> bool:
    return one is not None and two is not None and abs(one - two) <= CLOSE * max(one, two)
