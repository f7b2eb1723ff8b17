"""Feeds: calendars of states that somebody's own calendar program reads."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import User
from mvp_coord.lib.public_id import new_public_id

from .places import State


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def open(self) -> "CalendarFeedQuerySet":
        """Those that were not revoked, of people whose account is open."""
        return self.filter(revoked_at__isnull=True, owner__is_active=True)

    def owned_by(self, user: User) -> "CalendarFeedQuerySet":
        """A person's own; nobody else sees that they are there."""
        return self.filter(owner=user.pk)


@pghistory.track()
class CalendarFeed(models.Model):
    """That one person reads the calendar of one state elsewhere, by an address of his or her own, until revoked."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds", help_text="Whose it is."
    )
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="+", help_text="Whose calendar it is.")
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        ordering = ["state__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "state"], condition=Q(revoked_at__isnull=True), name="calendar_feed_once"
            )
        ]

    def __str__(self) -> str:
        return f"Calendar of {self.state}"
