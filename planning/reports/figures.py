"""From what the engine found to the columns of a case: one translation, for rows kept and rows only shown."""

from decimal import Decimal
from typing import Any

from planning.overlaps import Case

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
FIGURES = (*MEASURES, "starts_on", "ends_on", "dollars_basis", "member_keys")
_CENT = Decimal("0.01")


def figures_of(case: Case) -> dict[str, Any]:
    """The columns `FIGURES` of a case, rounded so that the same facts always give the same row."""
    people, tries, excess, dollars = (
        (None, None) if span is None else (span.low, span.high)
        for span in (case.people, case.touches, case.excess_attempts, case.dollars)
    )
    measures = *map(whole, people), *map(often, tries), *map(whole, excess), *map(cents, dollars)
    return {
        **dict(zip(MEASURES, (case.class_, case.certainty or "", *measures), strict=True)),
        "starts_on": case.shared.first,
        "ends_on": case.shared.last,
        "dollars_basis": case.dollars_basis,
        "member_keys": sorted(int(key) for key in case.keys),
    }


def whole(figure: float | None) -> float | None:
    """People or attempts as they are kept; what is unknown (None or nan) is None."""
    return None if figure is None or figure != figure else round(figure, 2)


def often(touches: float | None) -> float | None:
    """Attempts for one person as they are kept."""
    return None if touches is None or touches != touches else round(touches, 4)


def cents(dollars: float | None) -> Decimal | None:
    """Dollars as they are kept."""
    return None if dollars is None or dollars != dollars else Decimal(str(dollars)).quantize(_CENT)
