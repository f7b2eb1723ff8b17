"""The open overlaps of one state at a glance: how many there are, and the first few of them."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Case, Count, F, Value, When, Window
from django.db.models.functions import Coalesce

from accounts.visibility import Viewer
from planning.models import Overlap
from states.models import Cycle

from .cases import case_views, partly_read_by
from .said import Places, plans_in_row, plans_of_row, sentence_of


class OpenCase(NamedTuple):
    """A case (not to be saved), and why it is one."""

    overlap: Overlap
    sentence: str


@dataclass(frozen=True)
class OpenCases:
    """`total` is how many rows the viewer's list shows, `first` are the first of these."""

    total: int
    first: tuple[OpenCase, ...]


def reads_all_of(viewer: Viewer, code: str) -> bool:
    """Whether a state's kept cases are this viewer's: not of those who may not read every plan there. One query."""
    return viewer.is_insider and not partly_read_by(viewer)(Overlap(state_id=code))


def open_cases(
    viewer: Viewer, code: str, *, cycle: Cycle | None, most: int, reads_all: bool | None = None
) -> OpenCases:
    """Those of a state (postal code) in a cycle that this viewer sees, in the order of `case_views`, at most so many.

    One query for who reads all plans of the state (`reads_all`, where the caller has asked); for anybody else those
    of `case_views`, with a run of the engine.
    """
    if not (viewer.is_insider or viewer.partner_ids):
        return OpenCases(0, ())
    if not (reads_all_of(viewer, code) if reads_all is None else reads_all):
        views = [view for view in case_views(viewer, states=[code]) if view.is_open and view.is_in(cycle)]
        return OpenCases(len(views), tuple(OpenCase(view.overlap, view.sentence) for view in views[:most]))
    likely = Case(When(certainty=Overlap.Certainty.LIKELY, then=Value(0)), default=Value(1))
    rows: Any = Overlap.objects.open().in_cycle(cycle).in_state(code).select_related("family", "anchor")
    rows = rows.annotate(total=Window(Count("pk")), excess=Coalesce(F("excess_attempts_high"), Value(0.0)))
    first = list(rows.annotate(plans=plans_in_row()).order_by("-excess", likely, "overlap_class", "public_id")[:most])
    told = [(overlap, plans_of_row(overlap.plans)) for overlap in first]
    places = Places(told)
    return OpenCases(
        first[0].total if first else 0,
        tuple(OpenCase(overlap, sentence_of(overlap, plans, places)) for overlap, plans in told),
    )
