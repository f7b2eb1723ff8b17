"""The open overlaps of one state at a glance: how many there are, and the first few of them."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Case, Count, F, Subquery, Value, When
from django.db.models.functions import Coalesce

from accounts.visibility import Viewer
from planning.models import Overlap, OverlapMember
from states.models import Cycle

from .cases import CaseView, case_views, partly_read_by, weight
from .said import NAMES, Places


@dataclass(frozen=True)
class OpenCases:
    """`total` is how many rows the viewer's list shows, `first` are the first of these."""

    total: int
    first: tuple[CaseView, ...]


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
        return OpenCases(len(views), tuple(views[:most]))
    likely = Case(When(certainty=Overlap.Certainty.LIKELY, then=Value(0)), default=Value(1))
    cases: Any = Overlap.objects.open().in_cycle(cycle).in_state(code)
    ranked = cases.annotate(excess=Coalesce(F("excess_attempts_high"), Value(0.0)))
    first = ranked.order_by("-excess", likely, "overlap_class", "public_id")[:most]
    # Read member by member, so that their words take no query more.
    names = "overlap__family", "overlap__anchor", *(f"activity__{name}" for name in NAMES)
    rows = OverlapMember.objects.filter(overlap__in=first.values("pk")).select_related(*names)
    rows = rows.annotate(total=Subquery(cases.order_by().values(all=Value(1)).annotate(n=Count("pk")).values("n")))
    members = list(rows.order_by("overlap", "activity"))
    those = [list(rows) for _, rows in groupby(members, key=lambda row: row.overlap_id)]
    found = [(rows[0].overlap, tuple(row.activity for row in rows)) for rows in those]
    places = Places(found)
    views = [CaseView(overlap, plans, True, places=places) for overlap, plans in found]
    return OpenCases(members[0].total if members else 0, tuple(sorted(views, key=weight)))
