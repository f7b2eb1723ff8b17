"""What a kept case says: one sentence, worded when somebody reads it, by the names that plans and places have then.

So the check writes no words, what is kept names nobody, and a partner's new name is read at once.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Prefetch
from django.db.models.functions import JSONObject

from partners.models import Activity
from planning.models import Overlap, OverlapMember
from planning.overlaps import Family, Span, Window, wording
from planning.overlaps.telling import Telling, at_work, missing
from states.models import Division

GONE: Final = "No check finds this overlap any more."
LEFT_ALONE: Final = "The other plans of this overlap are gone since the last check."
# What pages and words name beside an activity.
NAMES: Final = ("program__partner", "tactic", "program_type", "division")


class Plan(NamedTuple):
    """What is said of a member: whose it is, its volumes, and where it works."""

    partner: int
    partner_name: str
    program: str
    is_registration: bool
    universe: int | None
    attempts: int | None
    place: int
    place_name: str
    ocd_id: str


_FACTS: Final = dict(
    zip(
        Plan._fields,
        (
            "program__partner", "program__partner__name", "program__name", "program_type__is_registration",
            "universe", "attempts_planned", "division", "division__name", "division__ocd_id",
        ),
        strict=True,
    )
)  # fmt: skip


def with_members() -> Prefetch:
    """The members of cases, in order, each with all that is said of it. One query."""
    rows = OverlapMember.objects.order_by("activity_id")
    return Prefetch("members", queryset=rows.select_related(*(f"activity__{name}" for name in NAMES)))


def plans_in_row() -> ArraySubquery:
    """The same for words alone, within the row of each case: to be read by `plans_of_row`."""
    rows = OverlapMember.objects.filter(overlap=OuterRef("pk")).order_by("activity_id")
    facts = JSONObject(**{name: F(f"activity__{path}") for name, path in _FACTS.items()})
    return ArraySubquery(rows.values_list(facts))


def plans_of_row(told: Iterable[Mapping[str, Any]]) -> list[Plan]:
    """Out of what `plans_in_row` gave."""
    return [Plan(**each) for each in told]


def plans_of(members: Iterable[Activity]) -> list[Plan]:
    """Out of members that come with `NAMES`."""
    return [
        Plan(
            each.program.partner_id, each.program.partner.name, each.program.name, each.program_type.is_registration,
            each.universe, each.attempts_planned, each.division_id, each.division.name, each.division.ocd_id,
        )
        for each in members
    ]  # fmt: skip


class Places:
    """Names and OCD ids of the places that some cases name, by key: those at hand, and all others in one query once
    somebody asks."""

    def __init__(self, cases: Collection[tuple[Overlap, Sequence[Plan]]]) -> None:
        self._cases = cases
        self._known: dict[int, tuple[str, str]] | None = None

    def of(self, keys: Iterable[int]) -> list[tuple[str, str]]:
        """The OCD id and the name of each that is there."""
        if self._known is None:
            self._known = {each.place: (each.ocd_id, each.place_name) for _, plans in self._cases for each in plans}
            self._known |= {case.anchor_id: (case.anchor.ocd_id, case.anchor.name) for case, _ in self._cases}
            named = {key for overlap, _ in self._cases for key in _named(overlap)}
            if more := named - self._known.keys():
                rows = Division.objects.filter(pk__in=more).values_list("pk", "ocd_id", "name")
                self._known |= {key: (ocd_id, name) for key, ocd_id, name in rows}
        return [self._known[key] for key in keys if key in self._known]


def sentence_of(overlap: Overlap, plans: Sequence[Plan], places: Places) -> str:
    """Why it is a case, as a state adviser would say it. The case comes with its family and anchor.

    What only a check can tell is left out where none has told it (cases of a former version, and such as undo has
    brought back), and where else members work once some of them are gone.
    """
    if len(plans) < 2:
        return GONE if overlap.cleared_at else LEFT_ALONE
    is_told = overlap.pair_count > 0
    largest = max(plans, key=lambda each: (each.attempts or 0, each.universe or 0, each.program))
    blank = (each for each in plans if None in (each.universe, each.attempts))
    return wording.sentence(
        Telling(
            class_=overlap.overlap_class,
            family=Family(overlap.family.code, overlap.family.label, overlap.family.works),
            is_registration=plans[0].is_registration,
            place=overlap.anchor.name,
            is_counted=overlap.is_counted if is_told else None,
            shared=Window(overlap.starts_on, overlap.ends_on),
            members=len(plans),
            partners=len({each.partner for each in plans}),
            names=sorted({each.partner_name for each in plans}),
            wider=_wider(overlap, places) if len(plans) == len(overlap.member_keys) else (),
            missing=sorted(missing(each.partner_name, each.universe, each.attempts) for each in blank),
            pairs=overlap.pair_count,
            longest=overlap.longest_days,
            unknown=sorted({name for _, name in places.of(overlap.places_unknown)}),
            largest=(largest.program, largest.universe or 0, largest.attempts or 0),
            people=_span(overlap.people_low, overlap.people_high),
            touches=overlap.touches_high,
            band=float(overlap.family.band_high or 0),
            excess=_span(overlap.excess_attempts_low, overlap.excess_attempts_high),
            dollars=_span(overlap.dollars_low, overlap.dollars_high),
            dollars_basis=overlap.dollars_basis,
        )
    )


def _named(overlap: Overlap) -> list[int]:
    return [*overlap.places_around, *overlap.places_across, *overlap.places_unknown]


def _wider(overlap: Overlap, places: Places) -> list[str]:
    """Who works another place than the anchor, by the ids of the places."""
    told = [
        (ocd_id, at_work(many, name, is_around))
        for keys, is_around in ((overlap.places_around, True), (overlap.places_across, False))
        for (ocd_id, name), many in Counter(places.of(keys)).items()
    ]
    return [words for _, words in sorted(told)]


def _span(low: Any, high: Any) -> Span | None:
    return None if low is None or high is None else Span(float(low), float(high))
