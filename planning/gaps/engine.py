"""The search for gaps: for every priority what is planned against what would do good, ranked, with who could fill."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from planning.overlaps import Family, Window
from planning.overlaps.places import Atlas

from .fillers import Pool, find_fillers
from .matrix import Matrix, Plans
from .records import Aim, Asking, Candidate, Gap, Lead, Shortfall, Volunteers
from .seasons import left_of
from .shortage import Counting, people_of, shortfalls, ways
from .volunteers import hours_asked, hours_there
from .wording import asking_reason, gap_reason

# Fewer people than this, or a smaller part of those whom a priority is about, are no gap.
FEWEST = 200
SMALLEST_PART = 0.05
MOST_TIERS = 4
# A gap of which nobody is known who could fill it ranks as half as urgent: money alone would not close it.
NOBODY_KNOWN = 0.5


def find_gaps(
    aims: Sequence[Aim],
    plans: Plans,
    *,
    atlas: Atlas,
    families: Mapping[str, Family],
    leads: Mapping[str, Lead],
    candidates: Sequence[Candidate] = (),
    volunteers: Sequence[Volunteers] = (),
    asked: Sequence[Volunteers] = (),
    today: date,
) -> tuple[tuple[Gap, ...], tuple[Asking, ...]]:
    """The gaps of these priorities, the most pressing first, and the priorities of which it cannot be told.

    `leads` has an entry for every family that can fill a gap. `volunteers` are on offer, `asked` are lacked by those
    who plan there. Same input, same output, whatever its order.
    """
    matrices: dict[Window, Matrix] = {}
    counting, pool = Counting(plans.cells, atlas), Pool(candidates, atlas)
    gaps: list[Gap] = []
    asking: list[Asking] = []
    if not (able := ways(families)):  # nothing to fall short of
        return (), ()
    for aim in aims:
        weeks, (people, basis) = left_of(aim.season, today), people_of(aim, atlas)
        if weeks is None:
            continue
        if people is None:
            asking.append(Asking(aim, asking_reason(aim, atlas)))
            continue
        if weeks not in matrices:
            matrices[weeks] = Matrix.within(plans, weeks)
        by_way = shortfalls(aim, weeks, matrices[weeks], counting, able, leads)
        short = max(0.0, people - sum(way.enough_for for way in by_way))
        if short < max(FEWEST, SMALLEST_PART * people):
            continue
        by_way = _to_fill(aim, weeks, short, by_way, volunteers, asked, atlas)
        fillers = find_fillers(aim, weeks, pool, by_way)
        factors = _factors(aim, weeks, short, by_way, bool(fillers))
        gap = Gap(aim, weeks, people, basis, short, by_way, fillers, factors)
        gaps.append(replace(gap, reason=gap_reason(gap, atlas)))
    gaps.sort(key=lambda gap: (-gap.score, -gap.people_short, gap.aim.division, str(gap.aim.key)))
    return tuple(gaps), tuple(sorted(asking, key=lambda each: (each.aim.tier, each.aim.division, str(each.aim.key))))


def _to_fill(
    aim: Aim,
    weeks: Window,
    short: float,
    by_way: Sequence[Shortfall],
    volunteers: Sequence[Volunteers],
    asked: Sequence[Volunteers],
    atlas: Atlas,
) -> tuple[Shortfall, ...]:
    """These ways to bring so many people to the lower end, the cheapest first, each with the hours of volunteers that
    are on offer for it, and those asked for."""
    found = [
        replace(
            way,
            people_short=short,
            on_offer=hours_there(aim.division, weeks, way.family, volunteers, atlas),
            asked=hours_asked(aim.division, weeks, way.family, asked, atlas),
        )
        for way in by_way
    ]
    return tuple(sorted(found, key=lambda way: way.order))


def _factors(
    aim: Aim, weeks: Window, short: float, by_way: Sequence[Shortfall], is_anybody_known: bool
) -> dict[str, float]:
    """What the score is made of: the tier (4 for the first), the people, the part of the season in which something
    can still be begun, and whether anybody is known who could do it."""
    latest = max(max(way.money_by, way.people_by) for way in by_way)
    left = ((latest - weeks.first).days + 1) / max(1, (latest - aim.season.first).days + 1)
    return {
        "priority": float(MOST_TIERS + 1 - aim.tier),
        "people short": short,
        "time left": min(1.0, max(0.0, left)),
        "somebody to ask": 1.0 if is_anybody_known else NOBODY_KNOWN,
    }
