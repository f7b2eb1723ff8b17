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
_NOTHING = (None,) * len(MEASURES[2:])
_CENT = Decimal("0.01")
FIGURES = (*MEASURES, "starts_on", "ends_on", "dollars_basis", "sentence", "member_keys")


def figures_of(case: Case) -> dict[str, Any]:
    """The columns `FIGURES` of a case, rounded so that the same facts always give the same row."""
    touches = None if case.touches is None else case.touches.high
    measures = rounded(case.people, touches, case.excess_attempts, case.dollars)
    return {
        **dict(zip(MEASURES, (case.class_, case.certainty or "", *measures), strict=True)),
        "starts_on": case.shared.first,
        "ends_on": case.shared.last,
        "dollars_basis": case.dollars_basis,
        "sentence": case.sentence,
        "member_keys": sorted(int(key) for key in case.keys),
    }


def rounded(people: Span | None, touches: float | None, excess: Span | None, dollars: Span | None) -> tuple[Any, ...]:
    """The figures among `MEASURES` as they are kept, from people on; of touches both ends are one."""
    if people is touches is excess is dollars is None:
        return _NOTHING
    tries = None if touches is None else round(touches, 4)
    return *_ends(people), tries, tries, *_ends(excess), *(_cents(each) for each in _ends(dollars))


def _ends(span: Span | None) -> tuple[float | None, float | None]:
    return (None, None) if span is None else (round(span.low, 2), round(span.high, 2))


def _cents(dollars: float | None) -> Decimal | None:
    return None if dollars is None else Decimal(str(dollars)).quantize(_CENT)
