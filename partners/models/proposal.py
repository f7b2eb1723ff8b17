"""Changes that wait: what a contact says of the facts that decide about money, until staff have looked at it."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.visibility import Viewer
from mvp_coord.lib.public_id import new_public_id

from .family import LegalEntity
from .partner import Partner

# Facts of a legal entity that decide which money it may take, and by which registers know it.
SENSITIVE = ("vehicle", "ein", "fec_id", "state_id")


class ProposedChangeQuerySet(models.QuerySet["ProposedChange"]):
    def visible_to(self, viewer: Viewer) -> "ProposedChangeQuerySet":
        """For insiders at partners that they may see, and for the partner's own contacts; for nobody else."""
        if viewer.is_insider:
            return self.filter(partner__in=Partner.objects.visible_to(viewer))
        return self.filter(partner__in=viewer.partner_ids)

    def editable_by(self, viewer: Viewer) -> "ProposedChangeQuerySet":
        """What this contact may take back: what its own organization proposed."""
        return self.filter(partner__in=viewer.editable_partner_ids)

    def waiting(self) -> "ProposedChangeQuerySet":
        return self.filter(decision="")


@pghistory.track()
class ProposedChange(models.Model):
    """What a contact wants changed in its family, with what it was then; staff approve or decline it."""

    class Kind(models.TextChoices):
        NEW_ENTITY = "new_entity", "A new legal entity"
        ENTITY = "entity", "A change of a legal entity"
        SPONSOR = "sponsor", "A fiscal sponsor"
        SEAT = "seat", "A membership"

    class Decision(models.TextChoices):
        APPROVED = "approved", "Approved"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Withdrawn"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="proposals")
    kind = models.CharField(max_length=12, choices=Kind)
    entity = models.ForeignKey(LegalEntity, on_delete=models.CASCADE, null=True, blank=True, related_name="proposals")
    sponsor = models.ForeignKey(LegalEntity, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    other = models.ForeignKey(
        Partner,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text="Of a membership: the other end.",
    )
    former = models.JSONField(default=dict, help_text="The facts as they were when this was proposed.")
    facts = models.JSONField(default=dict, help_text="The facts as they should be.")
    reason = models.CharField(max_length=500, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    answer = models.CharField(max_length=500, blank=True, help_text="Why, for those who proposed it.")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    change_id = models.UUIDField(null=True, blank=True, help_text="The change that undoing the decision takes back.")

    objects = ProposedChangeQuerySet.as_manager()

    class Meta:
        ordering = ["proposed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["new_entity", "seat"], entity__isnull=True)
                | (~Q(kind__in=["new_entity", "seat"]) & Q(entity__isnull=False)),
                name="proposal_names_its_entity",
            ),
            models.CheckConstraint(
                condition=Q(kind="seat", other__isnull=False) | (~Q(kind="seat") & Q(other__isnull=True)),
                name="proposal_names_its_other_end",
            ),
            models.CheckConstraint(
                condition=Q(kind="sponsor", sponsor__isnull=False) | (~Q(kind="sponsor") & Q(sponsor__isnull=True)),
                name="proposal_names_its_sponsor",
            ),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True, decided_by__isnull=True, change_id__isnull=True)
                | (~Q(decision="") & Q(decided_at__isnull=False, decided_by__isnull=False, change_id__isnull=False)),
                name="proposal_decision_has_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(decision="declined") | ~Q(answer=""), name="declined_proposal_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.partner}"

    def get_absolute_url(self) -> str:
        """Where those who proposed it see what became of it."""
        return f"{reverse('partners:detail', args=[self.partner.slug])}#proposals-title"
