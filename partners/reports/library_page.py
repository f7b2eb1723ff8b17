"""One resource's page: what it is, its file and its earlier ones, who uses it, and what is said of it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from accounts.history import FieldChange, Version, versions_of
from accounts.visibility import Viewer
from partners.models import (
    Membership,
    Resource,
    ResourceComment,
    ResourceDownload,
    ResourceFile,
    ResourceTag,
    ResourceUse,
)
from partners.models.resource import TAG_KINDS, ResourceQuerySet

from .around import changes_told
from .history import as_readable_by
from .library import is_told_of_uses

# What would name another resource, which the reader may not see, or never changes.
_NOT_IN_HISTORY: Final = frozenset({"public_id", "partner", "replaced_by", "created_by"})


@dataclass(frozen=True)
class Tagged:
    """One tag: its label, and the filter of the library that lists its like."""

    kind: str
    code: str
    label: str


@dataclass(frozen=True)
class ResourcePage:
    """All that one viewer may read of a resource. `uses` and `comments` are None for donors; `files`, `downloads`
    and `history` are for insiders and the organization that shares it, and None for everybody else."""

    resource: Resource
    freshness: str
    is_inside: bool
    tags: Mapping[str, tuple[Tagged, ...]]
    newer: Resource | None
    uses: tuple[ResourceUse, ...] | None
    comments: tuple[ResourceComment, ...] | None
    files: tuple[ResourceFile, ...] | None
    downloads: int | None
    history: list[Version] | None


def with_downloaders(resources: ResourceQuerySet) -> ResourceQuerySet:
    """With how many people outside the sharing organization have any version of the file."""
    insiders = Membership.objects.filter(partner=OuterRef("file__resource__partner")).values("user")
    downloads = ResourceDownload.objects.filter(file__resource=OuterRef("pk")).exclude(user__in=insiders)
    people = downloads.order_by().values("file__resource").annotate(n=Count("user", distinct=True)).values("n")
    return resources.annotate(downloaders=Coalesce(Subquery(people), 0))


def resource_page(resource: Any, viewer: Viewer, *, today: dt.date) -> ResourcePage:
    """The page of a resource that this viewer may see, read `with_downloaders`. Nine queries, whatever there is."""
    inside = viewer.is_insider or resource.partner_id in viewer.partner_ids
    told = is_told_of_uses(viewer)
    return ResourcePage(
        resource=resource,
        freshness=resource.freshness(today),
        is_inside=inside,
        tags=_tags(resource),
        newer=_newer(resource, viewer),
        uses=tuple(_uses(resource, viewer)) if told else None,
        comments=tuple(_comments(resource, viewer)) if told else None,
        files=_earlier_files(resource, viewer) if inside else None,
        downloads=resource.downloaders if inside and resource.file_id else None,
        history=_history(resource, viewer) if inside else None,
    )


def _tags(resource: Resource) -> dict[str, tuple[Tagged, ...]]:
    rows = ResourceTag.objects.filter(resource=resource).select_related(*TAG_KINDS).order_by("pk")
    found: dict[str, list[Tagged]] = {}
    for row in rows:
        kind = next(kind for kind in TAG_KINDS if getattr(row, f"{kind}_id") is not None)
        term: Any = getattr(row, kind)
        found.setdefault(kind, []).append(Tagged(kind, term.code, str(row)))
    return {kind: tuple(sorted(tags, key=lambda tag: tag.label)) for kind, tags in found.items()}


def _newer(resource: Resource, viewer: Viewer) -> Resource | None:
    """What stands in its place now, if the viewer may see that."""
    if resource.replaced_by_id is None:
        return None
    return Resource.objects.visible_to(viewer).filter(pk=resource.replaced_by_id, withdrawn_at__isnull=True).first()


def _uses(resource: Resource, viewer: Viewer) -> Any:
    rows = ResourceUse.objects.visible_to(viewer).filter(resource=resource)
    return rows.select_related("partner").order_by("-created_at", "-pk")


def _comments(resource: Resource, viewer: Viewer) -> Any:
    """Oldest first, as people talk."""
    rows = ResourceComment.objects.visible_to(viewer).filter(resource=resource)
    return rows.select_related("author", "partner").order_by("created_at", "pk")


def _earlier_files(resource: Resource, viewer: Viewer) -> tuple[ResourceFile, ...]:
    rows = ResourceFile.objects.visible_to(viewer).filter(resource=resource).exclude(pk=resource.file_id)
    return tuple(rows.select_related("uploaded_by").order_by("-uploaded_at", "pk"))


def _history(resource: Resource, viewer: Viewer) -> list[Version]:
    versions = changes_told(versions_of(resource, hidden=_NOT_IN_HISTORY, most=50), list(_tags_told(resource)))
    return as_readable_by(versions, viewer, resource.partner_id, (), resource.visibility)


def _tags_told(resource: Resource) -> Any:
    model: Any = ResourceTag
    events = model.pgh_event_model.objects.filter(resource=resource).select_related("pgh_context", *TAG_KINDS)
    for event in list(events.order_by("-pgh_id")[:200])[::-1]:
        label = str(next(filter(None, (getattr(event, kind) for kind in TAG_KINDS))))
        gone = event.pgh_label == "delete"
        yield event, FieldChange("tags", "Tags", label if gone else "", "" if gone else label)
