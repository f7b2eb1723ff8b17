"""Needs: what a legal entity must still raise for a cycle, as stated by somebody on some day.

Nothing that was stated is written over: a statement is withdrawn, or corrected by another one, and both are kept.
"""

from decimal import Decimal

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.visibility import Viewer, Visibility, nothing
from mvp_coord.lib.public_id import new_public_id
from partners.models import LegalEntity, Partner
from states.models import Cycle


class NeedQuerySet(models.QuerySet["Need"]):
    def visible_to(self, viewer: Viewer) -> "NeedQuerySet":
        """By consent: staff all, funders what is shared with funders, donors what is public; always those about
        one's own organization and those that it stated. Withdrawn ones are for these and staff alone."""
        if not viewer.has_role:
            return self.filter(nothing())
        seen = self.filter(entity__partner__in=Partner.objects.visible_to(viewer))
        if viewer.is_insider:
            return seen
        consents = [Visibility.PUBLIC, Visibility.FUNDERS] if viewer.is_funder else [Visibility.PUBLIC]
        own = Q(entity__partner_id__in=viewer.partner_ids) | Q(stated_for_id__in=viewer.partner_ids)
        return seen.filter(own | Q(consent__in=consents, withdrawn_at__isnull=True))

    def changeable_by(self, viewer: Viewer) -> "NeedQuerySet":
        """Staff all that they see, an organization those about itself and those that it stated: to correct or
        withdraw."""
        seen = self.visible_to(viewer)
        if viewer.is_insider:
            return seen
        mine = viewer.editable_partner_ids
        return seen.filter(Q(entity__partner_id__in=mine) | Q(stated_for_id__in=mine))

    def standing(self) -> "NeedQuerySet":
        """Those that nobody has withdrawn or corrected."""
        return self.filter(withdrawn_at__isnull=True)

    def shown(self) -> "NeedQuerySet":
        """One standing statement per entity and cycle: the newest "good as of", the later entered of two of one
        day."""
        return self.standing().newest_first().distinct("entity_id", "cycle_id")

    def newest_first(self) -> "NeedQuerySet":
        """By entity and cycle, the newest "good as of" first, the later entered first of two of one day."""
        return self.order_by("entity_id", "cycle_id", "-good_as_of", "-pk")


@pghistory.track()
class Need(models.Model):
    """One statement of what an entity needs for a cycle. Conflicting statements are all kept."""

    class Voice(models.TextChoices):
        OWN = "own", "The organization itself"
        STAFF = "staff", "Staff"
        FUNDER = "funder", "A peer funder who heard it"

    CONSENTS = (Visibility.STAFF, Visibility.FUNDERS, Visibility.PUBLIC)
    # What a group says to a funder is not said to the public.
    HEARD_CONSENTS = (Visibility.STAFF, Visibility.FUNDERS)

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    entity = models.ForeignKey(LegalEntity, on_delete=models.PROTECT, related_name="needs")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="needs")
    budget_usd = models.DecimalField(
        "budget", max_digits=14, decimal_places=2, help_text="For the cycle, in dollars."
    )
    raised_usd = models.DecimalField(
        "raised",
        max_digits=14,
        decimal_places=2,
        default=Decimal(0),
        help_text="From anybody so far, in dollars.",
    )
    source = models.CharField(max_length=300, help_text="Who said so, where.")
    good_as_of = models.DateField(help_text="The day that the statement describes.")
    consent = models.CharField(
        max_length=10,
        choices=[(level.value, level.label) for level in CONSENTS],
        default=Visibility.STAFF,
        help_text="With whom the organization lets us share this.",
    )
    stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    stated_as = models.CharField(
        "said by", max_length=6, choices=Voice, default=Voice.STAFF, editable=False, help_text="In whose name."
    )
    stated_for = models.ForeignKey(
        Partner,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="needs_stated",
        help_text="The organization in whose name it was stated; none for staff.",
    )
    corrects = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="correction",
        help_text="The statement in whose place it was made.",
    )
    withdrawn_at = models.DateTimeField("withdrawn", null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text="Who withdrew it.",
    )
    withdrawn_reason = models.CharField("why withdrawn", max_length=300, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = NeedQuerySet.as_manager()

    class Meta:
        ordering = ["entity", "cycle", "-good_as_of", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(budget_usd__gte=0) & Q(raised_usd__gte=0), name="need_amounts_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(consent__in=["staff", "funders", "public"]), name="need_consent_level"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="need_has_a_source"),
            models.CheckConstraint(
                condition=Q(stated_as="staff", stated_for__isnull=True)
                | Q(stated_as__in=["own", "funder"], stated_for__isnull=False),
                name="need_stated_for_somebody_unless_by_staff",
            ),
            models.CheckConstraint(
                condition=~Q(stated_as="funder") | ~Q(consent="public"), name="need_heard_is_not_public"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason=""),
                name="need_withdrawn_by_somebody_for_a_reason",
            ),
            models.CheckConstraint(condition=~Q(corrects=F("id")), name="need_corrects_another"),
        ]

    def __str__(self) -> str:
        return f"{self.entity}, {self.cycle}"

    def get_absolute_url(self) -> str:
        """A statement stands on the page of its entity and cycle, among the others."""
        return f"{need_address(self.entity, self.cycle)}#{self.public_id}"

    @property
    def gap_usd(self) -> Decimal:
        """What was still to be raised on that day: never below zero, in dollars."""
        return max(self.budget_usd - self.raised_usd, Decimal(0))


def need_address(entity: LegalEntity, cycle: Cycle) -> str:
    """The address of the page about what an entity needs for a cycle."""
    return reverse("funding:need", args=[entity.public_id, cycle.code])
