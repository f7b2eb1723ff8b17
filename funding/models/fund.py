"""Funds: the pots that money comes from, ours and our peers'."""

from decimal import Decimal

import pghistory
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from accounts.visibility import Viewer, Visibility, nothing, readable
from partners.models import Partner
from partners.models.family import Vehicle
from states.models import Constituency, Cycle, IssueArea, State


class FundQuerySet(models.QuerySet["Fund"]):
    def visible_to(self, viewer: Viewer) -> "FundQuerySet":
        """Staff ours and, of owners they may know, all but private; a funder its own, and others' by level; a partner
        its own. Donors none."""
        own = Q(owner_id__in=viewer.partner_ids)
        # Funds are few beside partners: "in" would have the database list all partners first.
        known = Exists(Partner.objects.visible_to(viewer).filter(pk=OuterRef("owner")))
        shared = Q(known) & readable(viewer, owner="owner_id", states="state_id")
        if viewer.is_insider:
            return self.filter(own | shared | Q(is_managed=True))
        if not viewer.partner_ids:
            return self.filter(nothing())
        return self.filter(own | shared if viewer.is_funder else own)

    def changeable_by(self, viewer: Viewer) -> "FundQuerySet":
        """Staff those that they see, the contact of a peer funder its own: whose allocations one may add and move."""
        if viewer.is_insider:
            return self.visible_to(viewer)
        # What we manage moves by staff alone, also where the home organization is a peer funder with contacts.
        return self.filter(owner_id__in=viewer.funder_ids & viewer.editable_partner_ids, is_managed=False)


@pghistory.track()
class Fund(models.Model):
    """A pot of money of one vehicle, with its restrictions. Managed funds are ours, reported ones a peer's."""

    class Focus(models.TextChoices):
        NATIONAL = "national", "National"
        STATE = "state", "State"
        ISSUE = "issue", "Issue"
        CONSTITUENCY = "constituency", "Constituency"

    slug = models.SlugField(max_length=120, unique=True)
    owner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="funds", help_text="Whose money it is.")
    name = models.CharField(max_length=200)
    vehicle = models.CharField(max_length=12, choices=Vehicle, help_text="The money's color.")
    focus = models.CharField(max_length=12, choices=Focus, default=Focus.NATIONAL)
    state = models.ForeignKey(State, on_delete=models.PROTECT, null=True, blank=True, related_name="funds")
    issue = models.ForeignKey(IssueArea, on_delete=models.PROTECT, null=True, blank=True, related_name="funds")
    constituency = models.ForeignKey(
        Constituency, on_delete=models.PROTECT, null=True, blank=True, related_name="funds"
    )
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="funds")
    target_usd = models.DecimalField(
        "target",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="What it sets out to raise, in dollars.",
    )
    is_managed = models.BooleanField("managed by us", default=False)
    two_people_above_usd = models.DecimalField(
        "two people above",
        max_digits=14,
        decimal_places=2,
        default=Decimal(10_000),
        help_text="In dollars: what is set aside or paid above this is approved by another person than proposed it.",
    )
    visibility = models.CharField(
        max_length=10, choices=Visibility, default=Visibility.FUNDERS, help_text="Who can see this."
    )

    objects = FundQuerySet.as_manager()

    class Meta:
        ordering = ["owner", "name"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name", "cycle"], name="fund_once"),
            models.CheckConstraint(condition=~Q(vehicle="unknown"), name="fund_vehicle_known"),
            models.CheckConstraint(
                condition=Q(target_usd__isnull=True) | Q(target_usd__gte=0), name="fund_target_not_negative"
            ),
            models.CheckConstraint(condition=Q(two_people_above_usd__gte=0), name="fund_limit_not_negative"),
            models.CheckConstraint(
                condition=Q(focus="national", state=None, issue=None, constituency=None)
                | Q(focus="state", state__isnull=False, issue=None, constituency=None)
                | Q(focus="issue", state=None, issue__isnull=False, constituency=None)
                | Q(focus="constituency", state=None, issue=None, constituency__isnull=False),
                name="fund_names_its_focus",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('funding:list')}?fund={self.slug}"

    def clean(self) -> None:
        """A managed fund is ours: its owner is the partner that the setting HOME_PARTNER names, once it names one.

        The limit above which it takes two people is set with it, and can only be lowered after that.
        """
        if self.owner_id and self.is_managed and settings.HOME_PARTNER and self.owner.slug != settings.HOME_PARTNER:
            raise ValidationError({"is_managed": f"Only funds of {settings.HOME_PARTNER} are managed here."})
        lower = Fund.objects.filter(pk=self.pk, two_people_above_usd__lt=self.two_people_above_usd)
        if self.pk and self.is_managed and lower.exists():
            raise ValidationError(
                {"two_people_above_usd": "It is lowered, never raised. For a larger limit begin another fund."}
            )
