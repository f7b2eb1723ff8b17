"""The reasons: one plain sentence for a case, as a state adviser would say it, and a line for each pair."""

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from .records import (
    COMPETING,
    DAYS_TOGETHER,
    DIFFERENT_PEOPLE,
    DUPLICATE,
    SAME_GROUND,
    SAME_MONEY,
    SEQUENCED,
    UNMEASURED,
    Activity,
)
from .telling import Telling, missing
from .windows import window_ending
from .words import MANY, count, days, figure, listed, number_word, rounded, span, times, when
from .words import people as people_in_words

if TYPE_CHECKING:
    from .meetings import Meeting
    from .people import People
    from .touches import Touches


def sentence(told: Telling) -> str:
    """What is to be said of a case."""
    return _SAY[told.class_](told)


@lru_cache(MANY)
def _kind(label: str, is_registration: bool) -> str:
    """ "door", "text registration"."""
    word = (label[:1].lower() + label[1:]).removesuffix("s")
    return f"{word} registration" if is_registration else word


def _subject(told: Telling) -> str:
    """ "Three door programs", "Two text programs, one of them all over Arizona,"."""
    start = f"{number_word(told.members).capitalize()} {_kind(told.family.label, told.is_registration)} programs"
    if told.partners < told.members:
        start += f" of {number_word(told.partners)} partners"
    return f"{start}, {listed(told.wider)}," if told.wider else start


def _competing(told: Telling) -> str:
    assert told.touches is not None and told.band is not None
    tried = f"be tried {times(told.touches, told.band)} times in four weeks, above the band of {told.band:g}"
    return f"{_subject(told)} work {told.place} {when(told.shared)}. {_people(told)} would {tried}: {_cost(told)}."


def _people(told: Telling) -> str:
    """How many people, and on what that rests."""
    assert told.people
    both = "both" if told.members == 2 else "two of them"
    on = f"{people_in_words(told.people)} are on {both} and"
    if told.unknown:
        return f"How much of {told.place} lies in {listed(told.unknown)} is not known: {on}"
    if rounded(told.people.low) == rounded(told.people.high):
        return f"If lists are drawn alike, {on}"
    if told.is_counted is None:
        return on
    if not told.is_counted:
        return f"How many people vote in {told.place} is not known: {on}"
    low, high = figure(told.people.low), figure(told.people.high)
    return f"About {low} people are on {both} if lists are drawn alike, up to {high} if one holds the other; they"


def _cost(told: Telling) -> str:
    """ "some 13,000 attempts, $39,000"."""
    assert told.excess
    if rounded(told.excess.high) < 2:
        return "hardly an attempt"
    attempts = f"{span(told.excess, about='some ')} attempts"
    if told.dollars is None or rounded(told.dollars.high) < 1:
        return attempts
    part = ", partly" if "budget" in told.dollars_basis else ""
    usual = f"{part} at the usual cost" if "usual" in told.dollars_basis else ""
    return f"{attempts}, {span(told.dollars, about='', unit='$')}{usual}"


def _same_ground(told: Telling) -> str:
    upto = "" if told.pairs == 1 else "up to "
    long = f", {upto}{told.longest} days together" if told.longest else ""
    where = f"stand on the same ground in {told.place} {when(told.shared)}{long}"
    return f"{_subject(told)} {where}: {listed(told.names)}."


def _unmeasured(told: Telling) -> str:
    # Who has given the numbers since the last check is missed no longer.
    why = f": {listed(told.missing)}" if told.missing else " before the next check"
    return (
        f"{_subject(told)} work {told.place} {when(told.shared)}: {listed(told.names)}. Whether they try the same "
        f"people too often cannot be told{why}."
    )


def _same_money(told: Telling) -> str:
    return (
        f"{_subject(told)} work {told.place} {when(told.shared)}, and are paid from the same money or belong to one "
        f"wider program: {listed(told.names)}. Their attempts are counted once."
    )


def _duplicate(told: Telling) -> str:
    assert told.largest
    name, universe, attempts = told.largest
    kind = _kind(told.family.label, told.is_registration)
    return (
        f"{listed(told.names)} {'both' if told.members == 2 else 'all'} report {kind} work in {told.place} "
        f"{when(told.shared)} under nearly the same name (“{name}”), with nearly the same list ({universe:,} people) "
        f"and attempts ({attempts:,}): it looks like one program on record "
        f"{'twice' if told.members == 2 else f'{number_word(told.members)} times'}, and counts once here."
    )


_SAY: dict[str, Callable[[Telling], str]] = {
    COMPETING: _competing,
    SAME_GROUND: _same_ground,
    UNMEASURED: _unmeasured,
    SAME_MONEY: _same_money,
    DUPLICATE: _duplicate,
}


def couple_reason(one: Activity, two: Activity, class_: str) -> str:
    """The reason of a pair that is judged by itself."""
    if class_ == SAME_MONEY:
        return "Paid from the same money, or parts of one wider program: the attempts are counted once."
    if class_ == UNMEASURED:
        blank = [missing(a.partner_name, a.universe, a.attempts) for a in (one, two) if not a.is_measured]
        return f"Cannot be told: {listed(blank)}."
    return "Nearly the same volumes, the same place and days, and nearly the same name or the same legal entity."


def ground_reason(class_: str, together: int) -> str:
    """The reason of a pair that works ground, so many days together."""
    if class_ == SAME_GROUND:
        return f"On the same ground for {together} days."
    return (
        "Too wide a place to meet." if together >= DAYS_TOGETHER else f"Together for {count(together, 'day')} only."
    )


def list_reason(class_: str, meeting: "Meeting", touches: "Touches", people: "People", band: float) -> str:
    """The reason of a pair of lists, by its parts."""
    names = meeting.a.activities[0].partner_name, meeting.b.activities[0].partner_name
    parts = f"{names[0]} {touches.rate_a:.1f}, {names[1]} {touches.rate_b:.1f}"
    if touches.others >= 0.05:
        parts += f", others by chance {touches.others:.1f}"
    where = "above" if touches.total > band else "within"
    tried = f"{times(touches.total, band)} tries in four weeks ({days(window_ending(touches.day))}: {parts})"
    reason = f"{tried}, {where} the band of {band:g}; {people_in_words(people.both)} on both lists"
    if class_ == DIFFERENT_PEOPLE:
        return f"{reason}: too few, the lists hold different people."
    if class_ == SEQUENCED:
        lesser = names[0] if touches.rate_a < touches.rate_b else names[1]
        return f"{reason}; {lesser} does less than a tenth of it then: one follows the other."
    return f"{reason}."
