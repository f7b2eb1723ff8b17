"""People at partners: whom to call, and who may sign in for an organization."""

from collections.abc import Collection

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.visibility import Viewer, Visibility, nothing, readable
from mvp_coord.lib.public_id import new_public_id

from .partner import Partner, PartnerState


def _of_partners_in(codes: Collection[str]) -> Q:
    return Q(partner__in=PartnerState.objects.filter(state_id__in=codes).values("partner_id"))


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, viewer: Viewer) -> "ContactQuerySet":
        """By the contact's own level, and only at partners that the viewer may see; never to donors."""
        if not (viewer.is_insider or viewer.partner_ids):
            return self.filter(nothing())
        level = readable(viewer, owner="partner_id", states=_of_partners_in)
        return self.filter(level, partner__in=Partner.objects.visible_to(viewer))


@pghistory.track()
class Contact(models.Model):
    """A person at a partner."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    visibility = models.CharField(
        max_length=10, choices=Visibility, default=Visibility.STAFF, help_text="Who can see this person."
    )

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["partner", "name", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="contact_has_a_name")]

    def __str__(self) -> str:
        return f"{self.name}, {self.partner}"

    def get_absolute_url(self) -> str:
        """A person is shown on the partner's page."""
        return f"{self.partner.get_absolute_url()}#contacts"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, viewer: Viewer) -> "MembershipQuerySet":
        """Who speaks for whom: insiders, of organizations that they may see; everybody their own."""
        own = Q(user_id=viewer.user_id) if viewer.is_signed_in else nothing()
        if not viewer.is_insider:
            return self.filter(own)
        return self.filter(own | Q(partner__in=Partner.objects.visible_to(viewer)))


@pghistory.track()
class Membership(models.Model):
    """A person who may sign in for a partner, as its contact."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    can_edit = models.BooleanField(default=True, help_text="May change the organization's profile and plans.")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["partner", "user"]
        constraints = [models.UniqueConstraint(fields=["partner", "user"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user} at {self.partner}"
