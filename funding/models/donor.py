"""Donors: people who give on our recommendations. Who they are is for them and their adviser alone."""

import pghistory
from django.conf import settings
from django.db import models

from accounts.visibility import Viewer, nothing


class DonorQuerySet(models.QuerySet["Donor"]):
    def visible_to(self, viewer: Viewer) -> "DonorQuerySet":
        """The donor, and the adviser assigned to him or her; nobody else, staff and admins included."""
        if viewer.user_id is None:
            return self.filter(nothing())
        mine = self.filter(user_id=viewer.user_id)
        return mine | self.filter(adviser_id=viewer.user_id) if viewer.is_staff else mine


@pghistory.track()
class Donor(models.Model):
    """A person who gives, with the adviser who speaks with him or her."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="donor")
    adviser = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="advised_donors",
        help_text="The colleague who advises this donor, and alone may read about him or her.",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DonorQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.user)
