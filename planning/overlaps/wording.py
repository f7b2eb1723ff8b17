"""The reasons: one plain sentence for a case, as a state adviser would say it, and a line for each pair."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from .records import (
    COMPETING,
    DAYS_TOGETHER,
    DIFFERENT_PEOPLE,
    DUPLICATE,
    SAME_GROUND,
    SAME_MONEY,
    SEQUENCED,
    SHARE_UNKNOWN,
    UNMEASURED,
    Activity,
    Case,
    Family,
)
from .windows import window_ending
from .words import count, days, figure, listed, number_word, rounded, span, times, when
from .words import people as people_in_words

if TYPE_CHECKING:
    from .meetings import Meeting
    from .people import People
    from .touches import Touches


class Gazetteer(Protocol):
    """What the sentences need to know of places, by their ids."""

    def home(self, id: str) -> str: ...

    def name(self, id: str) -> str: ...

    def ancestors(self, id: str) -> tuple[str, ...]: ...

    def electorate(self, id: str) -> float | None: ...


@dataclass(frozen=True, slots=True)
class Traits:
    """What the pairs of a case tell its sentence: how many there are, for how many days the longest lasts, and of
    which places (ids) nobody knows how much of the anchor they hold."""

    pairs: int
    longest: int
    unknown: frozenset[str]


def traits_of(case: Case, activities: Sequence[Activity], atlas: Gazetteer) -> Traits:
    """Those of a case with its pairs."""
    homes = {a.key: atlas.home(a.division) for a in activities}
    ends = {homes[key] for pair in case.pairs if pair.basis == SHARE_UNKNOWN for key in pair.keys}
    longest = max((pair.shared.last - pair.shared.first).days + 1 for pair in case.pairs)
    return Traits(len(case.pairs), longest, frozenset(ends - {case.anchor}))


def with_sentence(
    case: Case, activities: Sequence[Activity], family: Family, atlas: Gazetteer, traits: Traits
) -> Case:
    """The case with its sentence. `activities` are its members."""
    say = {
        COMPETING: _competing,
        SAME_GROUND: _same_ground,
        UNMEASURED: _unmeasured,
        SAME_MONEY: _same_money,
        DUPLICATE: _duplicate,
    }[case.class_]
    return replace(case, sentence=say(case, activities, family, atlas, traits))


def _kind(family: Family, activities: Sequence[Activity]) -> str:
    """ "door", "text registration"."""
    word = family.label[:1].lower() + family.label[1:]
    return f"{word.removesuffix('s')} registration" if activities[0].is_registration else word.removesuffix("s")


def _subject(case: Case, activities: Sequence[Activity], family: Family, atlas: Gazetteer) -> str:
    """ "Three door programs", "Two text programs, one of them all over Arizona,"."""
    many = len(activities)
    start = f"{number_word(many).capitalize()} {_kind(family, activities)} programs"
    partners = len({a.partner for a in activities})
    if partners < many:
        start += f" of {number_word(partners)} partners"
    elsewhere = Counter(atlas.home(a.division) for a in activities)
    elsewhere.pop(case.anchor, None)
    wider = [f"{number_word(n)} of them {_where(case.anchor, id, atlas)}" for id, n in sorted(elsewhere.items())]
    return f"{start}, {listed(wider)}," if wider else start


def _where(anchor: str, id: str, atlas: Gazetteer) -> str:
    name = atlas.name(id)
    return f"all over {name}" if id in atlas.ancestors(anchor) else f"in {name}"


def _competing(case: Case, activities: Sequence[Activity], family: Family, atlas: Gazetteer, traits: Traits) -> str:
    assert case.people and case.touches and case.band is not None and case.excess_attempts
    subject, place = _subject(case, activities, family, atlas), atlas.name(case.anchor)
    people = _people(case, len(activities), atlas, traits)
    tried = f"be tried {times(case.touches.high, case.band)} times in four weeks, above the band of {case.band:g}"
    return f"{subject} work {place} {when(case.shared)}. {people} would {tried}: {_cost(case)}."


def _people(case: Case, members: int, atlas: Gazetteer, traits: Traits) -> str:
    """How many people, and on what that rests."""
    assert case.people
    both = "both" if members == 2 else "two of them"
    place = atlas.name(case.anchor)
    on = f"{people_in_words(case.people)} are on {both} and"
    unknown = sorted({atlas.name(other) for other in traits.unknown})
    if unknown:
        return f"How much of {place} lies in {listed(unknown)} is not known: {on}"
    if rounded(case.people.low) == rounded(case.people.high):
        return f"If lists are drawn alike, {on}"
    if atlas.electorate(case.anchor) is None:
        return f"How many people vote in {place} is not known: {on}"
    low, high = figure(case.people.low), figure(case.people.high)
    return f"About {low} people are on {both} if lists are drawn alike, up to {high} if one holds the other; they"


def _cost(case: Case) -> str:
    """ "some 13,000 attempts, $39,000"."""
    assert case.excess_attempts
    if rounded(case.excess_attempts.high) < 2:
        return "hardly an attempt"
    attempts = f"{span(case.excess_attempts, about='some ')} attempts"
    if case.dollars is None or rounded(case.dollars.high) < 1:
        return attempts
    part = ", partly" if "budget" in case.dollars_basis else ""
    usual = f"{part} at the usual cost" if "usual" in case.dollars_basis else ""
    return f"{attempts}, {span(case.dollars, about='', unit='$')}{usual}"


def _partners(activities: Sequence[Activity]) -> str:
    return listed(sorted({a.partner_name for a in activities}))


def _same_ground(case: Case, activities: Sequence[Activity], family: Family, atlas: Gazetteer, traits: Traits) -> str:
    upto = "" if traits.pairs == 1 else "up to "
    return (
        f"{_subject(case, activities, family, atlas)} stand on the same ground in {atlas.name(case.anchor)} "
        f"{when(case.shared)}, {upto}{traits.longest} days together: {_partners(activities)}."
    )


def _unmeasured(case: Case, activities: Sequence[Activity], family: Family, atlas: Gazetteer, traits: Traits) -> str:
    missing = listed(sorted(f"{a.partner_name} gives {_missing(a)}" for a in activities if not a.is_measured))
    return (
        f"{_subject(case, activities, family, atlas)} work {atlas.name(case.anchor)} {when(case.shared)}: "
        f"{_partners(activities)}. Whether they try the same people too often cannot be told: {missing}."
    )


def _missing(activity: Activity) -> str:
    if activity.universe is None and activity.attempts is None:
        return "neither list size nor attempts"
    return "no list size" if activity.universe is None else "no attempts"


def _same_money(case: Case, activities: Sequence[Activity], family: Family, atlas: Gazetteer, traits: Traits) -> str:
    return (
        f"{_subject(case, activities, family, atlas)} work {atlas.name(case.anchor)} {when(case.shared)}, and "
        f"are paid from the same money or belong to one wider program: {_partners(activities)}. "
        "Their attempts are counted once."
    )


def _duplicate(case: Case, activities: Sequence[Activity], family: Family, atlas: Gazetteer, traits: Traits) -> str:
    largest = max(activities, key=lambda a: (a.attempts or 0, a.universe or 0, a.program_name))
    both = "both report" if len(activities) == 2 else "all report"
    return (
        f"{_partners(activities)} {both} {_kind(family, activities)} work in {atlas.name(case.anchor)} "
        f"{when(case.shared)} under nearly the same name (“{largest.program_name}”), with nearly the same list "
        f"({largest.universe:,} people) and attempts ({largest.attempts:,}): it looks like one program on record "
        f"{'twice' if len(activities) == 2 else f'{number_word(len(activities))} times'}, and is counted once."
    )


def couple_reason(one: Activity, two: Activity, class_: str) -> str:
    """The reason of a pair that is judged by itself."""
    if class_ == SAME_MONEY:
        return "Paid from the same money, or parts of one wider program: the attempts are counted once."
    if class_ == UNMEASURED:
        blank = [f"{a.label} gives {_missing(a)}" for a in (one, two) if not a.is_measured]
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
