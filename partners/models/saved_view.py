"""Saved views: what somebody looks for in the directory again and again, under a name, for oneself or for others."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from accounts.visibility import Viewer, nothing
from mvp_coord.lib.public_id import new_public_id


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, viewer: Viewer) -> "SavedViewQuerySet":
        """One's own, and those that others share with people like the viewer; none that was removed."""
        if not viewer.has_role:
            return self.filter(nothing())
        shared = [SavedView.Sharing.EVERYBODY, *([SavedView.Sharing.STAFF] if viewer.is_insider else [])]
        return self.standing().filter(Q(owner=viewer.user_id) | Q(shared_with__in=shared))

    def standing(self) -> "SavedViewQuerySet":
        return self.filter(removed_at__isnull=True)

    def owned_by(self, viewer: Viewer) -> "SavedViewQuerySet":
        """Whoever made a view changes it; what was removed can be brought back."""
        return self.filter(owner=viewer.user_id) if viewer.has_role else self.filter(nothing())


@pghistory.track()
class SavedView(models.Model):
    """Words, filters, order and columns of the directory under a name. Readers see in it only what they may see."""

    class Sharing(models.TextChoices):
        NOBODY = "nobody", "Only me"
        STAFF = "staff", "Staff and me"
        EVERYBODY = "everybody", "Everybody who uses the directory"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="saved_views")
    name = models.CharField(max_length=80, help_text="Such as “Arizona, to be confirmed”.")
    query = models.CharField(max_length=2000, blank=True, editable=False, help_text="As in the directory's address.")
    shared_with = models.CharField(
        max_length=10, choices=Sharing, default=Sharing.NOBODY, help_text="Who finds it among the saved views."
    )
    is_default = models.BooleanField(
        "opens first", default=False, help_text="What you see when you come to the directory."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = [Lower("name"), "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="saved_view_has_a_name"),
            models.UniqueConstraint(
                "owner", Lower("name"), condition=Q(removed_at__isnull=True), name="saved_view_name_once"
            ),
            models.UniqueConstraint(
                fields=["owner"], condition=Q(is_default=True, removed_at__isnull=True), name="saved_view_one_default"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The directory as the view wants it."""
        # A question that says nothing still is one: the bare address leads to the view that opens first.
        return f"{reverse('partners:list')}?{self.query or 'q='}"
