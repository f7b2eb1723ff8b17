"""The library as a list: one line per resource, by pages that stay exact while others share."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Subquery, TextField
from django.db.models.functions import Coalesce, Lower

from accounts.visibility import Viewer
from mvp_coord.lib.keyset import Order, Page, take_page
from partners.models import Resource, ResourceTag, ResourceUse
from partners.models.resource import ResourceQuerySet

LIBRARY_PAGE_SIZE: Final = 30

# What `sort` in the address may say; random addresses end each order.
LIBRARY_ORDERS: Final = {
    "new": Order("resources, newest first", ("-created_at", "-public_id")),
    "title": Order("resources by title", ("title_key", "public_id")),
    "used": Order("resources, most used first", ("-use_count", "title_key", "public_id")),
}
_LABEL: Final = Coalesce(
    "tactic__label", "program_type__label", "constituency__label", "issue__label", output_field=TextField()
)


@dataclass(frozen=True)
class Shelved:
    """One line of the library. `topics` are the labels of its tags but the states; `uses` counts the uses that the
    viewer may know of, and is None for donors, to whom nobody speaks here. `form` is "PDF" or "Link", `place` the
    host of a link, `size_bytes` the size of a file."""

    public_id: str
    title: str
    kind: str
    partner: str
    partner_slug: str
    summary: str
    language: str
    topics: tuple[str, ...]
    states: tuple[str, ...]
    form: str
    place: str
    size_bytes: int | None
    uses: int | None
    shared_at: dt.datetime
    assured_on: dt.date | None
    freshness: str


def library_page(
    resources: ResourceQuerySet,
    viewer: Viewer,
    *,
    sort: str,
    cursor: str,
    today: dt.date,
    size: int = LIBRARY_PAGE_SIZE,
) -> Page[Shelved]:
    """The lines of `resources` (rows the viewer may see) after `cursor`; raises `keyset.BadCursor`. One query."""
    page = take_page(with_list_facts(resources, viewer), LIBRARY_ORDERS[sort], cursor=cursor, size=size)
    return page.each_as(lambda row: shelved(row, viewer, today))


def newest(viewer: Viewer, *, today: dt.date, most: int = 5) -> list[Shelved]:
    """What has come into the library last. One query."""
    rows = with_list_facts(Resource.objects.listed_for(viewer), viewer).order_by("-created_at", "-public_id")
    return [shelved(row, viewer, today) for row in rows[:most]]


def is_told_of_uses(viewer: Viewer) -> bool:
    """Whether partners speak to this viewer about what they use: to everybody but donors."""
    return viewer.is_insider or bool(viewer.partner_ids)


def with_list_facts(resources: ResourceQuerySet, viewer: Viewer) -> ResourceQuerySet:
    """With what a line shows: its tags, and how many use it."""
    tags = ResourceTag.objects.filter(resource=OuterRef("pk")).order_by("pk")
    uses = ResourceUse.objects.visible_to(viewer).filter(resource=OuterRef("pk")).order_by().values("resource")
    return (
        resources.select_related("partner", "file")
        .annotate(
            title_key=Lower("title"),
            state_codes=ArraySubquery(tags.filter(state__isnull=False).order_by("state_id").values("state_id")),
            labels=ArraySubquery(tags.filter(state__isnull=True).values(label=_LABEL)),
            use_count=Coalesce(Subquery(uses.annotate(n=Count("pk")).values("n")), 0),
        )
        .only(*_COLUMNS)
    )


_COLUMNS: Final = (
    *("public_id", "title", "kind", "summary", "language", "link", "assured_on", "created_at"),
    *("partner__name", "partner__slug", "file__label", "file__size_bytes"),
)


def shelved(row: Any, viewer: Viewer, today: dt.date) -> Shelved:
    """A row of `with_list_facts` as a line."""
    return Shelved(
        public_id=row.public_id,
        title=row.title,
        kind=row.get_kind_display(),
        partner=row.partner.name,
        partner_slug=row.partner.slug,
        summary=row.summary,
        language="" if row.language == Resource.Language.ENGLISH else row.get_language_display(),
        topics=tuple(row.labels),
        states=tuple(row.state_codes),
        form=row.file.label if row.file else "Link",
        place=row.host,
        size_bytes=row.file.size_bytes if row.file else None,
        uses=row.use_count if is_told_of_uses(viewer) else None,
        shared_at=row.created_at,
        assured_on=row.assured_on,
        freshness=row.freshness(today),
    )
