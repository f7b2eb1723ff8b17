"""The directory as a list: one dense line per partner, by pages that stay exact while others edit."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, DecimalField, F, Func, JSONField, TextField, Value
from django.db.models.functions import Cast, Coalesce, Lower

from accounts.visibility import Viewer
from mvp_coord.lib.keyset import Order, Page, take_page
from partners.models import LegalEntity, Partner, PartnerState, Program
from partners.models.family import Vehicle
from partners.models.partner import PartnerQuerySet

PAGE_SIZE: Final = 50
_NEVER: Final = dt.date(1, 1, 1)

# What `sort` in the address may say. Slugs end each order: they are unique, and shown with every row anyway.
_BY_FACTS: Final = {
    "name": Order("partners by name", ("name_key", "slug")),
    "-name": Order("partners by name, backwards", ("-name_key", "-slug")),
    "confirmed": Order("partners, longest unconfirmed first", ("confirmed_key", "name_key", "slug")),
    "-confirmed": Order("partners, last confirmed first", ("-confirmed_key", "name_key", "slug")),
}
# Orders by a number that each line shows; who looks decides the number, so it is worked out for each reader.
NUMBERS: Final = ("states", "programs", "dollars", "overlaps")
ORDERS: Final[dict[str, Order]] = {
    **_BY_FACTS,
    **{f"-{name}": Order(f"partners by {name}, most first", ("-number", "name_key", "slug")) for name in NUMBERS},
    **{name: Order(f"partners by {name}, least first", ("number", "name_key", "slug")) for name in NUMBERS},
}

# What a line can show besides the name, by the names in addresses.
COLUMNS: Final = {
    "states": "States",
    "vehicles": "Vehicles",
    "constituencies": "Constituencies",
    "issues": "Issues",
    "programs": "Programs",
    "dollars": "Dollars of the cycle",
    "confirmed": "Confirmed",
    "overlaps": "Open overlaps, all cycles",
    "website": "Website",
}
USUAL_COLUMNS: Final = ("states", "vehicles", "programs", "dollars", "confirmed", "overlaps")
# Donors are shown none of other people's grants, and have no part in what overlaps.
FOR_WORKERS: Final = frozenset({"dollars", "overlaps"})


@dataclass(frozen=True)
class Entry:
    """One line of the list. `states` are postal codes; `programs` counts those that the viewer may read. What belongs
    to a column that is not shown is empty."""

    id: int
    slug: str
    href: str
    name: str
    kind: str
    status: str
    is_active: bool
    assured_on: dt.date | None
    freshness: str
    website: str
    states: tuple[str, ...] = ()
    vehicles: tuple[str, ...] = ()
    constituencies: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    programs: int = 0


@dataclass(frozen=True)
class Wanted:
    """How somebody wants the list: the order, the columns, the numbers of partners (by id; zero where there is none)
    where the order is one of `NUMBERS`, and from where on."""

    sort: str = "name"
    columns: Collection[str] = USUAL_COLUMNS
    numbers: Mapping[int, int | Decimal] = field(default_factory=dict)
    cursor: str = ""
    size: int = PAGE_SIZE


def directory_page(partners: PartnerQuerySet, viewer: Viewer, wanted: Wanted, *, today: dt.date) -> Page[Entry]:
    """The lines of `partners` (rows the viewer may see) after the cursor; raises `keyset.BadCursor`.

    One query, and one for each column of related rows, however many lines there are.
    """
    rows = partners.annotate(name_key=Lower("name"), confirmed_key=Coalesce("assured_on", Value(_NEVER)))
    if wanted.sort.removeprefix("-") in NUMBERS:
        rows = rows.annotate(number=_number(wanted.numbers))
    rows = rows.only("slug", "name", "kind", "status", "assured_on", "website")
    page = take_page(rows, ORDERS[wanted.sort], cursor=wanted.cursor, size=wanted.size)
    facts = _facts([row.pk for row in page.rows], viewer, wanted.columns)
    return page.each_as(lambda row: _entry(row, today, facts))


def numbers_of(name: str, viewer: Viewer) -> dict[int, int | Decimal]:
    """The numbers for the order by `states` or `programs`, by partner id. One query."""
    of = {
        "states": PartnerState.objects.order_by(),
        "programs": Program.objects.visible_to(viewer).current().order_by(),
    }
    return dict(of[name].values("partner").annotate(n=Count("pk")).values_list("partner", "n"))


def _number(numbers: Mapping[int, int | Decimal]) -> Coalesce:
    """The number of each row, out of numbers that are known only here."""
    known = Value({str(pk): str(number) for pk, number in numbers.items()}, JSONField())
    exact: DecimalField[Any, Any] = DecimalField(max_digits=20, decimal_places=2)
    of_row = Func(known, Cast("pk", TextField()), function="jsonb_extract_path_text", output_field=TextField())
    return Coalesce(Cast(of_row, exact), Value(Decimal(0), exact))


def _facts(ids: list[int], viewer: Viewer, columns: Collection[str]) -> dict[str, dict[int, list[Any]]]:
    """What the columns show, by column and partner; one query each."""
    places = PartnerState.objects.order_by("state_id").values_list("partner_id", "state_id")
    entities = LegalEntity.objects.order_by("vehicle").values_list("partner_id", "vehicle").distinct()
    programs = Program.objects.visible_to(viewer).current().order_by().values("partner_id").annotate(n=Count("pk"))
    sources: dict[str, tuple[Any, str]] = {
        "states": (places, "partner__in"),
        "vehicles": (entities, "partner__in"),
        "programs": (programs.values_list("partner_id", "n"), "partner__in"),
        "constituencies": (_labels("constituencies"), "pk__in"),
        "issues": (_labels("issues"), "pk__in"),
    }
    found: dict[str, dict[int, list[Any]]] = {name: defaultdict(list) for name in sources}
    for name in sources.keys() & set(columns) if ids else ():
        rows, of_partners = sources[name]
        for partner, value in rows.filter(**{of_partners: ids}):
            found[name][partner].append(value)
    return found


def _labels(terms: str) -> Any:
    partners = Partner.objects.filter(**{f"{terms}__isnull": False})
    return partners.order_by(f"{terms}__position", f"{terms}__label").values_list("pk", F(f"{terms}__label"))


def _entry(row: Any, today: dt.date, facts: Mapping[str, Mapping[int, list[Any]]]) -> Entry:
    def of(name: str) -> Iterable[Any]:
        return facts[name].get(row.pk, ())

    return Entry(
        id=row.pk,
        slug=row.slug,
        href=row.get_absolute_url(),
        name=row.name,
        kind=row.get_kind_display(),
        status=row.get_status_display(),
        is_active=row.status == Partner.Status.ACTIVE,
        assured_on=row.assured_on,
        freshness=row.freshness(today),
        website=row.website,
        states=tuple(of("states")),
        vehicles=tuple(Vehicle(code).short for code in of("vehicles")),
        constituencies=tuple(of("constituencies")),
        issues=tuple(of("issues")),
        programs=sum(of("programs")),
    )
