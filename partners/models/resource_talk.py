"""What partners say of a resource: that they use it, and how it went; comments."""

from collections.abc import Collection
from typing import TypeVar

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.visibility import Viewer, Visibility, nothing, readable
from mvp_coord.lib.public_id import new_public_id

from .partner import Partner
from .resource import Resource, in_states

Said = TypeVar("Said", "ResourceUseQuerySet", "ResourceCommentQuerySet")


def _of_resources_in(codes: Collection[str]) -> Q:
    return Q(resource__in=Resource.objects.filter(in_states(codes)).values("pk"))


def _said_to(viewer: Viewer, rows: Said) -> Said:
    """By the level that the resource had when it was said, and by the one that it has now. Never to donors."""
    if not (viewer.is_insider or viewer.partner_ids):
        return rows.filter(nothing())
    then = readable(viewer, owner="resource__partner_id", states=_of_resources_in, level="said_to")
    return rows.filter(then, resource__in=Resource.objects.visible_to(viewer))


class ResourceUseQuerySet(models.QuerySet["ResourceUse"]):
    def visible_to(self, viewer: Viewer) -> "ResourceUseQuerySet":
        """Uses by partners that the viewer may see, said to people like the viewer."""
        return _said_to(viewer, self).filter(partner__in=Partner.objects.visible_to(viewer))


class ResourceCommentQuerySet(models.QuerySet["ResourceComment"]):
    def visible_to(self, viewer: Viewer) -> "ResourceCommentQuerySet":
        """Comments said to people like the viewer, by contacts of partners that the viewer may see; none removed."""
        by = Q(partner__isnull=True) | Q(partner__in=Partner.objects.visible_to(viewer))
        return _said_to(viewer, self).filter(by, removed_at__isnull=True)

    def removable_by(self, viewer: Viewer) -> "ResourceCommentQuerySet":
        """One's own; staff and admins, everybody's."""
        return self if viewer.is_insider else self.filter(author_id=viewer.user_id)


@pghistory.track()
class ResourceUse(models.Model):
    """A partner says that it uses a resource."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="uses")
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="uses_of_resources")
    note = models.CharField(
        "how it went", max_length=300, blank=True, help_text="One sentence for others who think about using it."
    )
    said_to = models.CharField(
        max_length=10, choices=Visibility, help_text="Who could see the resource when this was said."
    )
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ResourceUseQuerySet.as_manager()

    class Meta:
        ordering = ["resource", "-created_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["resource", "partner"], name="resource_use_once")]

    def __str__(self) -> str:
        return f"{self.partner} uses {self.resource}"


@pghistory.track()
class ResourceComment(models.Model):
    """What somebody says of a resource, in plain text. Removed, it is shown no more and kept in the history."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    partner = models.ForeignKey(
        Partner,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="For whom the author speaks; nobody named: the staff.",
    )
    text = models.TextField(max_length=4000)
    said_to = models.CharField(
        max_length=10, choices=Visibility, help_text="Who could see the resource when this was said."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ResourceCommentQuerySet.as_manager()

    class Meta:
        ordering = ["resource", "created_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="resource_comment_says_something")]

    def __str__(self) -> str:
        return self.text[:60]
