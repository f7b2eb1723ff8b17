"""What a kept case says: one sentence, worded when somebody reads it, by the names that plans and places have then.

So the check writes no words, what is kept names nobody, and a partner's new name is read at once.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from django.db.models import Prefetch

from partners.models import Activity
from planning.models import Overlap, OverlapMember
from planning.overlaps import Family, Span, Window, wording
from planning.overlaps.telling import Telling, at_work, missing
from states.models import Division

GONE: Final = "No check finds this overlap any more."
# What pages and words name beside an activity.
NAMES: Final = ("program__partner", "tactic", "program_type", "division")


def with_members() -> Prefetch:
    """The members of cases, in order, each with all that is said of it. One query."""
    rows = OverlapMember.objects.order_by("activity_id")
    return Prefetch("members", queryset=rows.select_related(*(f"activity__{name}" for name in NAMES)))


class Places:
    """The places that some cases name, by key: those at hand, and all others in one query once somebody asks."""

    def __init__(self, cases: Collection[tuple[Overlap, Sequence[Activity]]]) -> None:
        self._cases = cases
        self._known: dict[int, Division] | None = None

    def of(self, keys: Iterable[int]) -> list[Division]:
        """Those of these that are there."""
        if self._known is None:
            self._known = {}
            for overlap, members in self._cases:
                self._known[overlap.anchor_id] = overlap.anchor
                self._known |= {each.division_id: each.division for each in members}
            named = {key for overlap, _ in self._cases for key in _named(overlap)}
            if more := named - self._known.keys():
                self._known |= Division.objects.in_bulk(more)
        return [self._known[key] for key in keys if key in self._known]


def sentence_of(overlap: Overlap, members: Sequence[Activity], places: Places) -> str:
    """Why it is a case, as a state adviser would say it. The case comes with its family and anchor, members with
    `NAMES`."""
    if len(members) < 2:  # the others went since the last check
        return GONE
    largest = max(members, key=lambda each: (each.attempts_planned or 0, each.universe or 0, each.program.name))
    partners = {each.program.partner_id: each.program.partner.name for each in members}
    return wording.sentence(
        Telling(
            class_=overlap.overlap_class,
            family=Family(overlap.family.code, overlap.family.label, overlap.family.works),
            is_registration=members[0].program_type.is_registration,
            place=overlap.anchor.name,
            is_counted=overlap.is_counted,
            shared=Window(overlap.starts_on, overlap.ends_on),
            members=len(members),
            partners=len(partners),
            names=sorted(set(partners.values())),
            wider=_wider(overlap, places),
            missing=sorted(
                missing(each.program.partner.name, each.universe, each.attempts_planned)
                for each in members
                if None in (each.universe, each.attempts_planned)
            ),
            pairs=overlap.pair_count,
            longest=overlap.longest_days,
            unknown=sorted(each.name for each in places.of(overlap.places_unknown)),
            largest=(largest.program.name, largest.universe or 0, largest.attempts_planned or 0),
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
        (place.ocd_id, at_work(many, place.name, is_around))
        for keys, is_around in ((overlap.places_around, True), (overlap.places_across, False))
        for place, many in Counter(places.of(keys)).items()
    ]
    return [words for _, words in sorted(told)]


def _span(low: Any, high: Any) -> Span | None:
    return None if low is None or high is None else Span(float(low), float(high))
