"""A case in the form that other programs read (`manage.py overlaps --json`)."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from planning.overlaps import Pair

from .cases import CaseView
from .world import label_of

Number = float | int | list[float | int] | None


def case_as_json(view: CaseView, pairs: Sequence[Pair]) -> dict[str, Any]:
    """A kept case with its evidence as plain values: figures are numbers, or [low, high] where they are a range.

    `certainty` is null outside competing work; `place_share` is null where no crosswalk says; a member is
    its row label in the sheet it came from, else its address.
    """
    overlap = view.overlap
    return {
        "class": overlap.overlap_class,
        "certainty": overlap.certainty or None,
        "members": sorted(label_of(activity.source_ref, activity.public_id) for activity in view.members),
        "family": overlap.family.code,
        "place": overlap.anchor.ocd_id,
        "people": _figure(overlap.people_low, overlap.people_high, 0),
        "touches": _figure(overlap.touches_low, overlap.touches_high, 2),
        "excess_attempts": _figure(overlap.excess_attempts_low, overlap.excess_attempts_high, 0),
        "dollars": _figure(overlap.dollars_low, overlap.dollars_high, 2),
        "sentence": view.sentence,
        "pairs": [
            {
                "members": list(pair.members),
                "place_share": None if pair.place_share is None else round(pair.place_share, 6),
                "basis": pair.basis,
            }
            for pair in pairs
        ],
    }


def _figure(low: float | Decimal | None, high: float | Decimal | None, digits: int) -> Number:
    if low is None or high is None:
        return None
    ends = [round(float(end), digits) if digits else round(float(end)) for end in (low, high)]
    return ends[0] if ends[0] == ends[1] else ends
