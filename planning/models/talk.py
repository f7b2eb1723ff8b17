"""How the sides of a case come to an agreement: messages, proposals, and what each side says of them."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from mvp_coord.lib.public_id import new_public_id
from partners.models import Partner

from .overlap import Overlap
from .settlement import Settlement

_PEOPLE = settings.AUTH_USER_MODEL


@pghistory.track()
class CaseMessage(models.Model):
    """Something said about a case, for those who may read all plans that it is about."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    overlap = models.ForeignKey(Overlap, on_delete=models.PROTECT, related_name="messages")
    about = ArrayField(models.BigIntegerField(), help_text="The activities that it may speak of.")
    author = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Empty: said by staff."
    )
    text = models.TextField()
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["said_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="case_message_says_something"),
            models.CheckConstraint(condition=~Q(about=[]), name="case_message_about_something"),
        ]

    def __str__(self) -> str:
        return f"{self.author} on {self.overlap}"


@pghistory.track()
class Proposal(models.Model):
    """How one side, or staff, would settle a case: the kind of decision, why, and what would change in which plan.

    Words and terms never change once it is made; whoever wants others makes another proposal.
    """

    class Status(models.TextChoices):
        OPEN = "open", "Waits for an answer"
        ACCEPTED = "accepted", "Agreed, and done"
        DECLINED = "declined", "Declined"
        WITHDRAWN = "withdrawn", "Withdrawn"
        OVERTAKEN = "overtaken", "Overtaken"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    overlap = models.ForeignKey(Overlap, on_delete=models.PROTECT, related_name="proposals")
    covers = ArrayField(models.BigIntegerField(), help_text="The activities whose partners must agree.")
    decision = models.CharField("kind of decision", max_length=20, choices=Overlap.Decision)
    reason = models.TextField()
    terms = models.JSONField(default=list, blank=True, help_text="What would change, plan by plan.")
    made_by = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="Empty: made by staff."
    )
    made_at = models.DateTimeField(auto_now_add=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settlement = models.OneToOneField(
        Settlement, on_delete=models.PROTECT, null=True, blank=True, related_name="proposal"
    )

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="proposal_says_why"),
            models.CheckConstraint(condition=~Q(covers=[]), name="proposal_covers_something"),
            models.CheckConstraint(
                condition=Q(status="open", closed_at__isnull=True) | (~Q(status="open") & Q(closed_at__isnull=False)),
                name="proposal_closed_iff_dated",
            ),
            models.CheckConstraint(
                condition=Q(status="accepted", settlement__isnull=False)
                | (~Q(status="accepted") & Q(settlement__isnull=True)),
                name="proposal_accepted_iff_settled",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_decision_display()}, proposed for {self.overlap}"


@pghistory.track()
class ProposalAnswer(models.Model):
    """One side's word on a proposal, said by its contact, or told by staff who heard it."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="answers")
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="+")
    agrees = models.BooleanField(help_text="Whether this side agrees.")
    note = models.CharField(max_length=500, blank=True, help_text="Why not, or how staff heard it.")
    said_by = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["said_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "partner"], name="proposal_answered_once_by_a_side"),
        ]

    def __str__(self) -> str:
        return f"{self.partner} on {self.proposal}"
