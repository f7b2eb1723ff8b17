"""Changes of one plan that clear a case by themselves."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from mvp_coord.lib import wording
from planning.overlaps import Activity
from planning.terms import LEAD_SUPPORT, SPLIT_DATES

from .trial import Room, Trial, Way, all_of

WEEKS: Final = (1, 2, 3, 4, 6, 8, 12)
SHARES: Final = (0.75, 0.5, 0.25)
HALVINGS: Final = 6
MOST_PLANS: Final = 3
# A plan of which less than this is left is given up rather than changed.
LEAST_LEFT: Final = 0.2


def ways_alone(plans: Sequence[Activity], trial: Trial, room: Room) -> Iterator[Way]:
    """Of each of the first plans at most one move in each direction, one cut of its tries, one of its list."""
    for plan in plans[:MOST_PLANS]:
        for sign in (1, -1):
            steps = (room.moved(plan, sign * weeks) for weeks in WEEKS)
            step = next((each for each in steps if each and trial.clears([each])), None)
            if step:
                yield move_of([plan], [step])
        fewer = fewer_tries([plan], trial, room)
        if fewer:
            yield cut_of([plan], fewer)
        smaller = smaller_lists([plan], trial, room)
        if smaller:
            yield smaller_of([plan], smaller)


def fewer_tries(plans: Sequence[Activity], trial: Trial, room: Room) -> list[Activity] | None:
    """The most tries of these plans that clear, the same part of each, by halving the range: more tries never make
    an overlap smaller. None where fewer are left than a plan needs, or than it has made already."""
    if not all(each.attempts for each in plans) or not trial.clears(_cut(plans, 0.0)):
        return None
    clears, meets = 0.0, 1.0
    for _ in range(HALVINGS):
        middle = (clears + meets) / 2
        if trial.clears(_cut(plans, middle)):
            clears = middle
        else:
            meets = middle
    found = _cut(plans, clears)
    is_left = all(
        (each.attempts or 0) >= max(LEAST_LEFT, room.done(plan)) * (plan.attempts or 0)
        for each, plan in pairs(found, plans)
    )
    return found if is_left and trial.clears(found) else None


def _cut(plans: Sequence[Activity], share: float) -> list[Activity]:
    return [replace(each, attempts=max(1, rounded_down(int((each.attempts or 0) * share)))) for each in plans]


def smaller_lists(plans: Sequence[Activity], trial: Trial, room: Room) -> list[Activity] | None:
    """The largest part of the lists that clears, with as many tries for each person, of plans that have not begun."""
    if not all(each.universe and each.attempts and room.is_ahead(each) for each in plans):
        return None
    tried = ([_part(each, share) for each in plans] for share in SHARES)
    return next((each for each in tried if trial.clears(each)), None)


def _part(plan: Activity, share: float) -> Activity:
    return replace(plan, universe=round((plan.universe or 0) * share), attempts=round((plan.attempts or 0) * share))


def rounded_down(number: int) -> int:
    """To two digits, as people plan."""
    unit = 10 ** max(0, len(str(number)) - 2)
    return number // unit * unit


def move_of(plans: Sequence[Activity], steps: Sequence[Activity]) -> Way:
    """Plans in other weeks, in words."""
    days = [(step.starts - plan.starts).days for step, plan in pairs(steps, plans)]
    told = [
        f"{plan.partner_name} moving {wording.plural(abs(each) // 7, 'week')} {'later' if each > 0 else 'earlier'}: "
        f"{wording.days(step.starts, step.ends)}"
        for plan, step, each in zip(plans, steps, days, strict=True)
    ]
    return Way(all_of(told), tuple(steps), sum(map(abs, days)) / 7 / WEEKS[-1], SPLIT_DATES)


def cut_of(plans: Sequence[Activity], steps: Sequence[Activity]) -> Way:
    """Plans with fewer tries, in words."""
    told = [
        f"{plan.partner_name} planning at most {wording.count(step.attempts)} tries, "
        f"not {wording.count(plan.attempts)}"
        for step, plan in pairs(steps, plans)
    ]
    return Way(all_of(told), tuple(steps), _given_up(plans, steps), LEAD_SUPPORT)


def smaller_of(plans: Sequence[Activity], steps: Sequence[Activity]) -> Way:
    """Plans with a part of their lists, in words."""
    told = [
        f"{plan.partner_name} taking only {wording.count(step.universe)} people of its list of "
        f"{wording.count(plan.universe)}, with as many tries for each"
        for step, plan in pairs(steps, plans)
    ]
    return Way(all_of(told), tuple(steps), _given_up(plans, steps), LEAD_SUPPORT)


def _given_up(plans: Sequence[Activity], steps: Sequence[Activity]) -> float:
    return sum(1 - (step.attempts or 0) / (plan.attempts or 1) for step, plan in pairs(steps, plans))


def pairs(steps: Sequence[Activity], plans: Sequence[Activity]) -> Iterator[tuple[Activity, Activity]]:
    """Each plan as it would be, with the plan as it is."""
    return zip(steps, plans, strict=True)
