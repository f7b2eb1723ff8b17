"""A peer funder's first page: its own funds, and the groups that others fund too."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, DecimalField, Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.visibility import Viewer
from funding.models import Allocation, Fund
from funding.reports.clock import Clock, clocks_of
from funding.reports.talks import Talk, talks_of
from mvp_coord import addresses
from partners.models import Partner
from partners.models.family import Vehicle
from planning.reports.news import News, questions_on_gaps

SHOWN = 5
_AMOUNT = Coalesce("allocations__amount_approved", "allocations__amount_recommended", "allocations__amount_requested")


@dataclass(frozen=True)
class OwnFund:
    """A fund of one's own: the dollars of its allocations that count, how many these are, and where it is changed (""
    for who may not)."""

    name: str
    vehicle: str
    cycle: str
    target_usd: Decimal | None
    counted_usd: Decimal
    count: int
    href: str
    edit_href: str


@dataclass(frozen=True)
class SharedGroup:
    """A group that one funds oneself, with the other funders that one may know of."""

    name: str
    slug: str
    others: tuple[str, ...]


@dataclass(frozen=True)
class FunderDesk:
    """Where a fund is added, for each funder whose contact may; one's funds by name, the groups shared with others,
    most shared first, gaps that one was asked about, talks with other funders, and one's own money that would come
    too late for its work (first what misses it by most), with where all of that is."""

    kept: tuple[tuple[str, str], ...]
    funds: tuple[OwnFund, ...]
    shared: tuple[SharedGroup, ...]
    asked: tuple[News, ...]
    talks: tuple[Talk, ...]
    late: tuple[tuple[Allocation, Clock], ...]
    late_total: int
    late_href: str


def funder_desk(viewer: Viewer, *, today: dt.date) -> FunderDesk:
    """The page of a peer funder's contact. Seven queries."""
    late = _late(viewer, today)
    mine = Partner.objects.filter(pk__in=viewer.funder_ids & viewer.editable_partner_ids).order_by("name")
    kept = tuple((name, reverse("funding:add-fund", args=[slug])) for name, slug in mine.values_list("name", "slug"))
    return FunderDesk(
        kept,
        tuple(_funds(viewer)),
        tuple(_shared(viewer)),
        tuple(questions_on_gaps(viewer)),
        tuple(talks_of(viewer)[:SHOWN]),
        tuple(late[:SHOWN]),
        len(late),
        addresses.late_money(owners=sorted({each.fund.owner.slug for each, _ in late})),
    )


def _late(viewer: Viewer, today: dt.date) -> list[tuple[Allocation, Clock]]:
    """One's own money on its way that misses its work, and by how much."""
    own = Allocation.objects.visible_to(viewer).filter(fund__owner_id__in=viewer.funder_ids)
    on_its_way = own.filter(status__in=Allocation.LIVE, program__isnull=False)
    rows = list(on_its_way.select_related("fund__cycle", "fund__owner", "entity__partner"))
    clocks = clocks_of(viewer, rows, today=today)
    late = [(each, clocks[each.pk]) for each in rows if clocks[each.pk].late]
    return sorted(late, key=lambda pair: (-pair[1].days_late, pair[0].public_id))


def _funds(viewer: Viewer) -> list[OwnFund]:
    source = Allocation.objects.counted().filter(pk=OuterRef("allocations__parent_id"), fund=OuterRef("pk"))
    counts = Q(~Exists(source), allocations__status__in=Allocation.COUNTED, allocations__currency="USD")
    zero: Any = Decimal(0)
    rows = (
        Fund.objects.filter(owner_id__in=viewer.funder_ids)
        .order_by("name", "pk")
        .values_list("name", "vehicle", "cycle__name", "target_usd")
        .annotate(
            counted=Coalesce(Sum(_AMOUNT, filter=counts), zero, output_field=DecimalField()),
            count=Count("allocations", filter=counts),
            key=F("slug"),
            owned=F("owner_id"),
        )
    )
    return [_own(viewer, *row) for row in rows]


def _own(
    viewer: Viewer, name: str, vehicle: str, cycle: str, target: Any, counted: Any, count: int, *key: Any
) -> OwnFund:
    slug, owner = key
    edit = reverse("funding:edit-fund", args=[slug]) if owner in viewer.editable_partner_ids else ""
    href = addresses.counted_money(fund=slug)
    return OwnFund(name, str(Vehicle(vehicle).label), cycle, target, counted, count, href, edit)


def _shared(viewer: Viewer) -> list[SharedGroup]:
    """Groups that one's own counted money goes to, and money of others that one may know of too."""
    counted = Allocation.objects.visible_to(viewer).counted()
    own = counted.filter(fund__owner_id__in=viewer.funder_ids)
    rows = (
        counted.exclude(fund__owner_id__in=viewer.funder_ids)
        .filter(
            entity__partner_id__in=own.values("entity__partner_id"),
            entity__partner__in=Partner.objects.visible_to(viewer),
        )
        .order_by()
        .values_list("entity__partner__name", "entity__partner__slug")
        .annotate(others=ArrayAgg("fund__owner__name", distinct=True))
    )
    found = [SharedGroup(name, slug, tuple(others)) for name, slug, others in rows]
    return sorted(found, key=lambda group: (-len(group.others), group.name))
