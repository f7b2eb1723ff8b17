"""Staff's first page: what needs them today, the key numbers, where work is planned, what others have just done."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, TruncDate
from django.urls import reverse
from django.utils import timezone

from accounts.visibility import Viewer
from funding.models import Allocation, Need
from funding.reports import grouped, pipeline_of
from mvp_coord import addresses
from mvp_coord.lib import wording
from mvp_coord.sheets.models import ImportBatch
from partners.models import Partner
from partners.models.freshness import STALE_AFTER
from partners.reports.proposals import waiting_proposals
from planning.reports import CaseView, case_views
from planning.reports.state_counts import CountryCounts, StateCounts, country_counts

from .latest import Happening, latest_changes


@dataclass(frozen=True)
class Item:
    """One thing to look at: what it is, where it is, and since when it waits (or as of when it was true)."""

    label: str
    href: str
    day: dt.date | None = None


@dataclass(frozen=True)
class Task:
    """Things of one kind that wait for somebody; `day_word` says what an item's day means ("since", "good as of")."""

    title: str
    why: str
    items: tuple[Item, ...]
    day_word: str = "since"


@dataclass(frozen=True)
class StaffDesk:
    """What waits, the key numbers (for components/_kpis.html), all states, and the latest changes."""

    tasks: tuple[Task, ...]
    numbers: tuple[dict[str, Any], ...]
    states: tuple[StateCounts, ...]
    latest: tuple[Happening, ...]


def staff_desk(viewer: Viewer, *, today: dt.date) -> StaffDesk:
    """The page of one member of staff. Six queries at most, and those of `case_views`."""
    views = case_views(viewer)
    counts = country_counts(viewer, views=views)
    tasks = (_without_owner(views), _to_approve(viewer), *_waiting(viewer, today))
    return StaffDesk(
        tasks=tuple(task for task in tasks if task.items),
        numbers=(*_numbers(counts, sum(view.is_open for view in views)), *_money(viewer)),
        states=counts.states,
        latest=tuple(latest_changes(viewer, [view.overlap.pk for view in views])),
    )


def _numbers(counts: CountryCounts, overlaps: int) -> tuple[dict[str, Any], ...]:
    planned = sum(each.activities for each in counts.states)
    return (
        {"label": "Partners", "figure": wording.count(counts.partners), "href": addresses.partners()},
        {
            "label": "Activities in the states",
            "figure": wording.count(planned),
            "href": addresses.states(measure="activities", sort="activities"),
        },
        {
            "label": "Open overlaps",
            "figure": wording.count(overlaps),
            "href": addresses.overlaps(),
            "warn": bool(overlaps),
        },
    )


def _money(viewer: Viewer) -> list[dict[str, Any]]:
    """What counts, a number for each vehicle: dollars of different vehicles are never one. One query."""
    visible = Allocation.objects.visible_to(viewer)
    return [
        {
            "label": f"{row.label} dollars",
            "figure": wording.usd(row.counted.amount_usd),
            "href": addresses.counted_money(vehicle=row.vehicle),
        }
        for row in pipeline_of(grouped(visible, among=visible)).rows
        if row.counted.count
    ]


def _without_owner(views: Iterable[CaseView]) -> Task:
    """Open cases that nobody looks after, most tries at stake first."""
    cases = [view.overlap for view in views if view.is_open and view.overlap.owner_id is None]
    return Task(
        "Overlaps without an owner",
        "Somebody should look after each of them.",
        tuple(
            Item(
                f"{case.get_overlap_class_display()}: {case.family.label} in {case.anchor.full_name}",
                reverse("planning:overlap", args=[case.public_id]),
                timezone.localdate(case.first_found_at),
            )
            for case in cases
        ),
    )


def _to_approve(viewer: Viewer) -> Task:
    """What partners want changed in their vehicles, numbers and sponsors, the longest waiting first. Two queries."""
    return Task(
        "Changes to approve",
        "Partners proposed them; they decide which money may be given.",
        tuple(
            Item(
                f"{each.row.partner}: {each.row.get_kind_display().lower()}",
                f"{reverse('partners:proposals')}#{each.row.public_id}",
                timezone.localdate(each.row.proposed_at),
            )
            for each in waiting_proposals(viewer)
        ),
        day_word="proposed",
    )


def _waiting(viewer: Viewer, today: dt.date) -> list[Task]:
    """Imports to apply, partners to confirm, needs to ask about again. One query."""
    imports = ImportBatch.objects.visible_to(viewer).filter(status=ImportBatch.Status.PREVIEW)
    partners = Partner.objects.visible_to(viewer).filter(status=Partner.Status.UNCONFIRMED)
    needs = _old_needs(viewer, today)
    rows = _column("import", imports, Cast("file_names", CharField()), "public_id", TruncDate("created_at")).union(
        _column("partner", partners, F("name"), "slug", TruncDate("created_at")),
        _column("need", needs, F("entity__partner__name"), "entity__partner__slug", F("good_as_of")),
        all=True,
    )
    found: dict[str, list[Item]] = {"import": [], "partner": [], "need": []}
    for kind, label, key, day in rows.order_by("day", "label"):
        found[kind].append(_item(kind, label, key, day))
    return [
        Task("Imports to apply", "They were read, and change nothing until applied.", tuple(found["import"])),
        Task("Partners to confirm", "They came with a sheet: are they who they seem?", tuple(found["partner"])),
        Task(
            "Needs to ask about again",
            f"Stated more than {STALE_AFTER.days} days ago.",
            tuple(found["need"]),
            day_word="good as of",
        ),
    ]


def _old_needs(viewer: Viewer, today: dt.date) -> QuerySet[Need]:
    """The shown statement of each entity and current cycle, where it is old."""
    shown = Need.objects.visible_to(viewer).filter(cycle__ends_on__gte=today).shown().values("pk")
    return Need.objects.filter(pk__in=shown, good_as_of__lt=today - STALE_AFTER)


def _column(kind: str, rows: QuerySet, label: Any, key: str, day: Any) -> QuerySet:
    return (
        rows.order_by()
        .annotate(kind_=Value(kind), label=label, key=F(key), day=day)
        .values_list("kind_", "label", "key", "day")
    )


def _item(kind: str, label: str, key: str, day: dt.date) -> Item:
    if kind == "import":
        names = label.strip("[]").replace('"', "")
        return Item(names or "Import", reverse("sheets:detail", args=[key]), day)
    return Item(label, reverse("partners:detail", args=[key]), day)
