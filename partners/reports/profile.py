"""One partner's page: who it is, by which entities, with whom, and what it plans, as far as a viewer may read."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, Max, Min, Q

from accounts.visibility import Viewer
from mvp_coord.lib import wording
from mvp_coord.lib.timeline import Axis, Tick
from partners.models import Activity, LegalEntity, Partner, PartnerState, Program
from states.models import Constituency, IssueArea

from .contacts import ContactLine, contacts_of
from .ties import Tie, ties_of

MOST_ON_TIMELINE: Final = 40


@dataclass(frozen=True)
class ProgramLine:
    """A program in a list, with the number and the window of its activities that are not cancelled."""

    program: Program
    activities: int
    starts_on: dt.date | None
    ends_on: dt.date | None
    freshness: str

    @property
    def budget_usd(self) -> Decimal | None:
        return self.program.budget_usd


@dataclass(frozen=True)
class Timeline:
    """Activities as bars under one axis (rows as components/_timeline.html takes them); `left_out` did not fit."""

    rows: tuple[dict[str, Any], ...]
    ticks: tuple[Tick, ...]
    today: float | None
    left_out: int


@dataclass(frozen=True)
class Profile:
    """All that one viewer may read of one partner in this app. `contacts` is empty too where none is shared."""

    partner: Partner
    is_own: bool
    freshness: str
    states: tuple[PartnerState, ...]
    constituencies: tuple[Constituency, ...]
    issues: tuple[IssueArea, ...]
    entities: tuple[LegalEntity, ...]
    ties: tuple[Tie, ...]
    contacts: tuple[ContactLine, ...]
    programs: tuple[ProgramLine, ...]
    cancelled: int
    timeline: Timeline | None


def profile_of(partner: Partner, viewer: Viewer, *, today: dt.date) -> Profile:
    """The profile of a partner that this viewer may see. Twelve queries at most, whatever there is."""
    lines = program_lines(Program.objects.filter(partner=partner).visible_to(viewer), today)
    current = [line for line in lines if line.program.status != Program.Status.CANCELLED]
    return Profile(
        partner=partner,
        is_own=partner.pk in viewer.partner_ids,
        freshness=partner.freshness(today),
        states=tuple(partner.partner_states.select_related("state")),
        constituencies=tuple(partner.constituencies.all()),
        issues=tuple(partner.issues.all()),
        entities=tuple(partner.entities.order_by("vehicle", "pk")),
        ties=ties_of(partner, viewer, today=today),
        contacts=contacts_of(partner, viewer),
        programs=tuple(current),
        cancelled=len(lines) - len(current),
        timeline=timeline_of(Activity.objects.filter(program__in=[line.program.pk for line in current]), today),
    )


def program_lines(programs: Any, today: dt.date) -> list[ProgramLine]:
    """These programs (rows the viewer may read) as lines, current ones first. One query."""
    standing = Q(activities__cancelled_at__isnull=True)
    rows = programs.select_related("entity", "partner").annotate(
        activity_count=Count("activities", filter=standing),
        first_day=Min("activities__starts_on", filter=standing),
        last_day=Max("activities__ends_on", filter=standing),
    )
    return [
        ProgramLine(row, row.activity_count, row.first_day, row.last_day, row.freshness(today))
        for row in sorted(rows, key=lambda row: (row.first_day or dt.date.max, row.name, row.pk))
    ]


def timeline_of(activities: Any, today: dt.date, *, of_one_program: bool = False) -> Timeline | None:
    """These activities (rows the viewer may read) under one axis, the last to end kept where many; None for none.

    Each bar names its program, or its program type where all are `of_one_program`.
    """
    rows = list(
        activities.standing()
        .select_related("program", "program_type", "tactic", "division")
        .order_by("-ends_on", "-starts_on", "pk")[: MOST_ON_TIMELINE + 1]
    )
    if not rows:
        return None
    total = len(rows) if len(rows) <= MOST_ON_TIMELINE else activities.standing().count()
    shown = sorted(rows[:MOST_ON_TIMELINE], key=lambda row: (row.starts_on, row.ends_on, row.pk))
    axis = Axis.around((row.starts_on, row.ends_on) for row in shown)
    return Timeline(
        rows=tuple(_bar(row, axis, str(row.program_type if of_one_program else row.program)) for row in shown),
        ticks=tuple(axis.ticks()),
        today=axis.x(today),
        left_out=total - len(shown),
    )


def _bar(activity: Activity, axis: Axis, note: str) -> dict[str, Any]:
    x, width = axis.place(activity.starts_on, activity.ends_on)
    return {
        "label": f"{activity.tactic} · {activity.division.full_name}",
        "href": activity.get_absolute_url(),
        "note": note,
        "dates": wording.days(activity.starts_on, activity.ends_on),
        "x": x,
        "width": width,
        "tone": "soft" if activity.mode == Activity.Mode.CAPACITY else "",
    }
