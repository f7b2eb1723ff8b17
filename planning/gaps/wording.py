"""Gaps in words: one sentence for each, as a state adviser would say it."""

from planning.overlaps.places import Atlas
from planning.overlaps.words import days, figure

from .records import BY_ELECTORATE, Aim, Gap, Shortfall

FEW = 3


def gap_reason(gap: Gap, atlas: Atlas) -> str:
    """ "Of 20,000 people in Rock County, at least 8,400 would be tried by nobody as often as does any good …"."""
    place = atlas.places[gap.aim.division].name
    of = f"the {figure(gap.people)} people" + (" of its electorate" if gap.people_basis == BY_ELECTORATE else "")
    start = f"From {days(gap.weeks)}, nobody plans to try at least {figure(gap.people_short)} of {of} in {place}"
    return f"{start} as often as does any good. {_to_fill(gap)}{_unknown(gap)}"


def in_what_one_reads(reason: str) -> str:
    """The same for somebody who may not read every plan: "In the plans that you can read, from August 2 …"."""
    return f"In the plans that you can read, {reason[:1].lower()}{reason[1:]}"


def _to_fill(gap: Gap) -> str:
    named = [_way(way) for way in gap.by_way if way.takes >= 1][:FEW]
    return f"To bring all of them to the lower end by one way alone takes {'; or '.join(named)}."


def _way(way: Shortfall) -> str:
    if way.cost_usd is not None:
        price = f" (${figure(float(way.cost_usd))})"
    else:
        price = f" ({figure(way.hours_needed)} hours of volunteers)" if way.hours_needed else ""
    return f"{figure(way.takes)} more attempts by {way.words}{price}"


def _unknown(gap: Gap) -> str:
    plans = sum(way.unknown for way in gap.by_way)
    if not plans:
        return ""
    return f" {plans:,} {'plan there states' if plans == 1 else 'plans there state'} no attempts, or not where."


def asking_reason(aim: Aim, atlas: Atlas) -> str:
    """Why it cannot be told whether a priority has a gap."""
    place = atlas.places[aim.division].name
    whom = "of this constituency " if aim.constituency else ""
    return (
        f"How many people {whom}there are to reach in {place} is not known: state a target, or count its electorate."
    )
