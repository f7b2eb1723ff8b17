"""The directory as a list: one dense line per partner, by pages that stay exact while others edit."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, Lower

from accounts.visibility import Viewer
from mvp_coord.lib.keyset import Order, take_page
from partners.models import LegalEntity, Partner, PartnerState, Program
from partners.models.family import Vehicle
from partners.models.partner import PartnerQuerySet

PAGE_SIZE: Final = 50
_NEVER: Final = dt.date(1, 1, 1)

# What `sort` in the address may say. Slugs end each order: they are unique, and shown with every row anyway.
ORDERS: Final = {
    "name": Order("partners by name", ("name_key", "slug")),
    "-name": Order("partners by name, backwards", ("-name_key", "-slug")),
    "confirmed": Order("partners, longest unconfirmed first", ("confirmed_key", "name_key", "slug")),
    "-confirmed": Order("partners, last confirmed first", ("-confirmed_key", "name_key", "slug")),
}


@dataclass(frozen=True)
class Entry:
    """One line of the list. `states` are postal codes; `programs` counts those that the viewer may read."""

    id: int
    slug: str
    name: str
    kind: str
    status: str
    is_active: bool
    states: tuple[str, ...]
    vehicles: tuple[str, ...]
    programs: int
    assured_on: dt.date | None
    freshness: str


@dataclass(frozen=True)
class DirectoryPage:
    """Some lines of the list. `shown` counts the lines up to the end of this page; `cursor` opens the next one."""

    entries: list[Entry]
    before: int
    shown: int
    cursor: str


def directory_page(
    partners: PartnerQuerySet, viewer: Viewer, *, sort: str, cursor: str, today: dt.date, size: int = PAGE_SIZE
) -> DirectoryPage:
    """The lines of `partners` (rows the viewer may see) after `cursor`; raises `keyset.BadCursor`. One query."""
    page = take_page(_with_list_facts(partners, viewer), ORDERS[sort], cursor=cursor, size=size)
    return DirectoryPage([_entry(row, today) for row in page.rows], page.before, page.shown, page.cursor)


def _with_list_facts(partners: PartnerQuerySet, viewer: Viewer) -> PartnerQuerySet:
    its_own = {"partner": OuterRef("pk")}
    states = PartnerState.objects.filter(**its_own).order_by("state_id").values("state_id")
    vehicles = LegalEntity.objects.filter(**its_own).order_by("vehicle").values("vehicle").distinct()
    programs = Program.objects.visible_to(viewer).current().filter(**its_own).order_by().values("partner")
    return partners.annotate(
        name_key=Lower("name"),
        confirmed_key=Coalesce("assured_on", Value(_NEVER)),
        state_codes=ArraySubquery(states),
        vehicle_codes=ArraySubquery(vehicles),
        program_count=Coalesce(Subquery(programs.annotate(n=Count("pk")).values("n")), 0),
    ).defer("search", "summary", "other_names")


def _entry(row: Any, today: dt.date) -> Entry:
    return Entry(
        id=row.pk,
        slug=row.slug,
        name=row.name,
        kind=row.get_kind_display(),
        status=row.get_status_display(),
        is_active=row.status == Partner.Status.ACTIVE,
        states=tuple(row.state_codes),
        vehicles=tuple(Vehicle(code).short for code in row.vehicle_codes),
        programs=row.program_count,
        assured_on=row.assured_on,
        freshness=row.freshness(today),
    )
