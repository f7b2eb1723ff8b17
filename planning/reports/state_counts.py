"""What there is in each state, counted over what the viewer may see: one row for each of the 56."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, DecimalField, Exists, F, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, Coalesce

from accounts.visibility import Viewer
from funding.models import Allocation
from funding.reports.boundaries import GIVERS
from funding.reports.chains import back_by_state
from partners.models import Activity, Partner, PartnerState
from planning.models import Gap
from states.models import Cycle, Priority, State

from .cases import CaseView, case_views
from .gaps import gaps_for

_FIGURE: DecimalField = DecimalField(max_digits=20, decimal_places=2)
_WHERE_PAID = "entity__partner__partner_states__state_id"


@dataclass(frozen=True)
class StateCounts:
    """One state or territory, for one viewer.

    `partners` work there (one that works in several states counts in each). The rest is of a cycle: `activities` are
    presence there in programs that count, `tries` what these state, `overlaps` open cases, `priorities` those set for
    it, and `dollars` the US dollars of its funds that count for groups there, by the vehicle that they come from
    (None for those who read no plans of others). `gaps` are its open ones, None where nobody asked for them.
    """

    code: str
    name: str
    partners: int
    activities: int
    tries: int
    overlaps: int | None
    priorities: int | None
    dollars: dict[str, Decimal] | None
    gaps: int | None = None


@dataclass(frozen=True)
class CountryCounts:
    """All states by name, and how many partners there are in all: each once, those without a state too."""

    states: tuple[StateCounts, ...]
    partners: int


def country_counts(
    viewer: Viewer,
    *,
    cycle: Cycle | None,
    views: Iterable[CaseView] | None = None,
    gaps: Mapping[str, int] | None = None,
) -> CountryCounts:
    """What there is in each state for this viewer, all but partners in a cycle (None: plans and overlaps of all).

    `views` are the viewer's cases where the caller has them already, `gaps` are numbers by postal code (None: nobody
    asked). Four queries at most, and without `views` those of `case_views`.
    """
    figures = {(measure, code, more): figure for measure, code, more, figure in _figures(viewer, cycle)}
    reads_plans = viewer.is_insider or bool(viewer.partner_ids)
    found = case_views(viewer) if views is None and reads_plans else views or ()
    overlaps = Counter(view.overlap.state_id for view in found if view.is_open and view.is_in(cycle))
    dollars: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for (measure, code, vehicle), figure in figures.items():
        if measure == "dollars":
            dollars[code][vehicle] = figure
    states = tuple(
        StateCounts(
            code=code,
            name=name,
            partners=int(figures.get(("partners", code, ""), 0)),
            activities=int(figures.get(("activities", code, ""), 0)),
            tries=int(figures.get(("tries", code, ""), 0)),
            overlaps=overlaps[code] if reads_plans else None,
            priorities=int(figures.get(("priorities", code, ""), 0)) if reads_plans else None,
            gaps=None if gaps is None else gaps.get(code, 0),
            dollars=dollars[code] if reads_plans else None,
        )
        for name, code in sorted((name, code) for measure, code, name in figures if measure == "state")
    )
    return CountryCounts(states, int(figures.get(("all partners", "", ""), 0)))


def gaps_by_state(viewer: Viewer, cycle: Cycle | None, *, today: dt.date) -> Counter[str]:
    """How many open gaps this viewer sees in each state: the rows of the list. The queries of `gaps_for`."""
    found = gaps_for(viewer, cycle, today=today).ranked if cycle else ()
    return Counter(state.code for gap in found if gap.status == Gap.Status.OPEN for state in gap.states)


def _figures(viewer: Viewer, cycle: Cycle | None) -> QuerySet[Any, tuple[str, str, str, Decimal]]:
    """(measure, postal code, name or vehicle, figure) of everything but overlaps. Four queries at most."""
    known = Partner.objects.visible_to(viewer).listed()
    partners = PartnerState.objects.filter(partner__in=known)
    priorities = Priority.objects.visible_to(viewer).filter(cycle=cycle).exclude(division__state=None)
    activities = Activity.objects.comparable().in_cycle(cycle).visible_to(viewer).exclude(division__state=None)
    return _column("state", State.objects.all(), F("code"), F("name"), Value(Decimal(0))).union(
        _column("all partners", known, Value(""), Value(""), Count("pk")),
        _column("partners", partners, F("state_id"), Value(""), Count("pk")),
        _column("activities", activities, F("division__state_id"), Value(""), Count("pk")),
        _column("tries", activities, F("division__state_id"), Value(""), Coalesce(Sum("attempts_planned"), 0)),
        _column("priorities", priorities, F("division__state_id"), Value(""), Count("pk")),
        _column("dollars", _dollars(viewer, cycle), F(_WHERE_PAID), F("fund__vehicle"), Sum("amount")),
        all=True,
    )


def _dollars(viewer: Viewer, cycle: Cycle | None) -> QuerySet[Allocation]:
    """Allocations of a cycle that come into a state's ecosystem, in dollars that the viewer may read: as
    `funding.reports.totals_inside` counts them for each state."""
    visible = Allocation.objects.visible_to(viewer).filter(fund__cycle=cycle)
    givers = PartnerState.objects.exclude(partner__kind__in=GIVERS)
    inside = givers.filter(partner=OuterRef("fund__owner"), state=OuterRef(_WHERE_PAID))
    counted = visible.counted().in_dollars().with_readable_amount(viewer).exclude(**{_WHERE_PAID: None})
    counted = counted.exclude(entity__partner__kind__in=GIVERS).filter(~Exists(inside), Q(amount__isnull=False))
    counted = counted.exclude(fund__owner=F("entity__partner"))
    for code, keys in back_by_state(visible).items():
        counted = counted.filter(~Q(**{_WHERE_PAID: code, "pk__in": keys}))
    return counted


def _column(measure: str, rows: QuerySet, code: Any, more: Any, figure: Any) -> QuerySet:
    return (
        rows.order_by()
        .values(measure=Value(measure), place=code, more=more)
        .annotate(figure=Cast(figure, _FIGURE))
        .values_list("measure", "place", "more", "figure")
    )
