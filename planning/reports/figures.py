"""From what the engine found to the columns of a case: one translation, for rows kept and rows only shown."""

from decimal import Decimal
from typing import Any

from planning.overlaps import Case, Span

# What a case measures, apart from when and in which words.
MEASURES = (
    "overlap_class",
    "certainty",
    "people_low",
    "people_high",
    "touches_low",
    "touches_high",
    "excess_attempts_low",
    "excess_attempts_high",
    "dollars_low",
    "dollars_high",
)
FIGURES = (*MEASURES, "starts_on", "ends_on", "dollars_basis", "sentence", "member_keys")


def figures_of(case: Case) -> dict[str, Any]:
    """The columns `FIGURES` of a case, rounded so that the same facts always give the same row."""
    dollars = _ends(case.dollars, 2)
    return {
        "overlap_class": case.class_,
        "certainty": case.certainty or "",
        "starts_on": case.shared.first,
        "ends_on": case.shared.last,
        **_range("people", case.people, 2),
        **_range("touches", case.touches, 4),
        **_range("excess_attempts", case.excess_attempts, 2),
        "dollars_low": None if dollars is None else Decimal(str(dollars[0])).quantize(Decimal("0.01")),
        "dollars_high": None if dollars is None else Decimal(str(dollars[1])).quantize(Decimal("0.01")),
        "dollars_basis": case.dollars_basis,
        "sentence": case.sentence,
        "member_keys": sorted(int(key) for key in case.keys),
    }


def _range(name: str, span: Span | None, digits: int) -> dict[str, float | None]:
    ends = _ends(span, digits)
    return {f"{name}_low": ends[0] if ends else None, f"{name}_high": ends[1] if ends else None}


def _ends(span: Span | None, digits: int) -> list[float] | None:
    return None if span is None else [round(float(span.low), digits), round(float(span.high), digits)]
