"""Published grants as a list: by pages, with counts beside the filters, and what they come to in each currency."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, F, IntegerField, Sum, TextField, Value
from django.db.models.functions import Cast, Coalesce, ExtractYear

from accounts.visibility import Viewer
from funding.models import Allocation, Grant
from funding.models.grant import GrantQuerySet
from mvp_coord.lib.asked import Facets, Option
from mvp_coord.lib.keyset import Order, Page, take_page
from mvp_coord.lib.wording import amount_exact
from partners.reports.counting import Filtered, by_facet, counted, fixed, in_order

from .same_money import unanswered

GRANT_PAGE_SIZE: Final = 50
NO_DATE: Final = "none"
GRANT_ORDERS: Final = {
    "new": Order("grants, newest first", ("-day", "public_id")),
    "old": Order("grants, oldest first", ("day", "public_id")),
}
# What staff find the grants by that may stand here twice.
LINKS: Final = (
    ("open", "May be an allocation here"),
    ("said", "The same money as an allocation"),
)
_NO_DAY: Final = dt.date(1, 1, 1)
_YEAR: Final = ExtractYear("awarded_on")


@dataclass(frozen=True)
class InCurrency:
    """What grants of one currency come to, and how many they are. Currencies are never added up."""

    currency: str
    amount: Decimal
    count: int

    @property
    def said(self) -> str:
        """The whole amount: "$12,500.50", "CAD 8,000"."""
        return amount_exact(self.amount, self.currency)


def grants_page(grants: GrantQuerySet, *, sort: str, cursor: str) -> Page[Grant]:
    """Some of these grants after `cursor`; raises `keyset.BadCursor`. One query."""
    rows = grants.select_related("funder", "recipient").defer("funder__search", "recipient__search")
    day = Coalesce("awarded_on", Value(_NO_DAY))
    return take_page(rows.annotate(day=day), GRANT_ORDERS[sort], cursor=cursor, size=GRANT_PAGE_SIZE)


def in_currencies(grants: GrantQuerySet) -> list[InCurrency]:
    """Dollars first, then by code. One query."""
    rows = grants.order_by().values("currency").annotate(sum=Sum("amount"), n=Count("pk"))
    found = [InCurrency(row["currency"], row["sum"], row["n"]) for row in rows]
    return sorted(found, key=lambda each: (each.currency != "USD", each.currency))


def in_years(grants: GrantQuerySet, codes: Sequence[str]) -> GrantQuerySet:
    """Those awarded in these years; of `NO_DATE`, those of which no time is known."""
    years = [int(code) for code in codes if code.isascii() and code.isdigit() and len(code) <= 4]
    dated = grants.filter(awarded_on__year__in=[year for year in years if year])
    return dated | grants.filter(awarded_on=None) if NO_DATE in codes else dated


def linked(grants: GrantQuerySet, viewer: Viewer, codes: Sequence[str]) -> GrantQuerySet:
    """Those of which staff have said that they are an allocation (as far as the viewer may know of it), or may say
    so."""
    said = grants.filter(allocation__in=Allocation.objects.visible_to(viewer))
    wanted = [rows for code, rows in (("said", said), ("open", unanswered(grants, viewer))) if code in codes]
    keys = [rows.order_by().values("pk") for rows in wanted]
    return grants.filter(pk__in=keys[0].union(*keys[1:]) if len(keys) > 1 else keys[0]) if keys else grants.none()


def grant_facets(rows: GrantQuerySet, filtered: Filtered, viewer: Viewer, *, with_links: bool) -> Facets:
    """All counts of the page. One query."""
    year: Any = Coalesce(Cast(_YEAR, TextField()), Value(NO_DATE), output_field=TextField())
    latest: Any = Coalesce(-Cast(_YEAR, IntegerField()), Value(1))
    parts = [
        counted(filtered(""), "total"),
        counted(rows, "of_total"),
        counted(filtered("funder"), "funder", F("funder__slug"), F("funder__name")),
        counted(filtered("year"), "year", year, year, latest),
        counted(filtered("currency"), "currency", F("currency"), F("currency")),
    ]
    if with_links:
        among = filtered("link")
        parts += [counted(linked(among, viewer, [code]), "link", Value(code)) for code, _ in LINKS]
    found = by_facet(parts)
    options: dict[str, Sequence[Option]] = {name: in_order(found[name]) for name in ("funder", "currency")}
    options["year"] = [_year(each) for each in in_order(found["year"])]
    options["link"] = fixed(found["link"], LINKS)
    told: Mapping[str, tuple[Option, ...]] = {name: tuple(those) for name, those in options.items()}
    return Facets(found["total"].total(), found["of_total"].total(), told)


def _year(each: Option) -> Option:
    return Option(each.value, "No date", each.count) if each.value == NO_DATE else each
