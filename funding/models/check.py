"""What the money rules said of an allocation, and what people who must look said: checks, sign-offs, reviews."""

import datetime as dt
from typing import Self, TypeVar

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.visibility import Viewer, nothing
from funding.colors import STRICTNESS

from .allocation import Allocation
from .money_rule import MoneyRule

Row = TypeVar("Row", bound=models.Model)


class OfOurMoney(models.QuerySet[Row]):
    """Rows about an allocation of a fund of ours, which are for staff and admins alone."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Insiders, of allocations that they see."""
        if not viewer.is_insider:
            return self.filter(nothing())
        return self.filter(allocation__in=Allocation.objects.visible_to(viewer))


class ColorCheck(models.Model):
    """What the rules said of an allocation at one moment. Written once, and kept as it was found."""

    class Moment(models.TextChoices):
        DRAFT = "draft", "When it was proposed"
        APPROVAL = "approval", "At approval"
        COMMITMENT = "commitment", "At commitment"
        PAYMENT = "payment", "At payment"
        CHANGE = "change", "After a change"

    allocation = models.ForeignKey(Allocation, on_delete=models.PROTECT, related_name="color_checks")
    moment = models.CharField(max_length=10, choices=Moment, help_text="When it was held against the rules.")
    outcome = models.CharField(max_length=12, choices=MoneyRule.Outcome, help_text="What followed.")
    fingerprint = models.CharField(max_length=64, help_text="Of the flow and of the rules that decided.")
    findings = models.JSONField(default=list, help_text="Each rule that matched: code, version, source, outcome.")
    checked_at = models.DateTimeField(auto_now_add=True)

    objects = OfOurMoney.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=Q(outcome__in=STRICTNESS), name="color_check_outcome_known")]

    def __str__(self) -> str:
        return f"{self.allocation}, {self.get_moment_display().lower()}: {self.get_outcome_display().lower()}"


class SignOffQuerySet(OfOurMoney["SignOff"]):
    def standing(self, on: dt.date) -> Self:
        """Those that let money through on that day, as long as the flow is the one that was signed."""
        return self.filter(decision="signed", withdrawn_on=None, expires_on__gte=on)


@pghistory.track()
class SignOff(models.Model):
    """What counsel says of one allocation that the rules leave to counsel: for just this flow, for a time."""

    class Decision(models.TextChoices):
        SIGNED = "signed", "Signed off"
        REFUSED = "refused", "Refused"

    allocation = models.ForeignKey(Allocation, on_delete=models.PROTECT, related_name="sign_offs")
    decision = models.CharField(max_length=8, choices=Decision)
    outcome = models.CharField(
        max_length=12,
        choices=MoneyRule.Outcome,
        default=MoneyRule.Outcome.COUNSEL,
        editable=False,
        help_text="What the rules said: nobody signs off a block.",
    )
    fingerprint = models.CharField(max_length=64, help_text="Of what was looked at: flow, rules, who, for what.")
    amount = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, help_text="Up to how much; more is looked at anew."
    )
    reason = models.TextField(help_text="Why, for whoever asks later.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField(help_text="The day of it.")
    expires_on = models.DateField(null=True, blank=True, help_text="The last day on which it holds.")
    withdrawn_on = models.DateField(null=True, blank=True, help_text="When counsel took it back.")

    objects = SignOffQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome="counsel"), name="sign_off_of_what_needs_counsel"),
            models.CheckConstraint(condition=Q(reason__regex=r"\S"), name="sign_off_says_why"),
            models.CheckConstraint(
                condition=Q(decision="refused", expires_on=None)
                | Q(decision="signed", expires_on__isnull=False, expires_on__gte=F("signed_on")),
                name="sign_off_expires_iff_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_decision_display()} by {self.by}: {self.allocation}"


@pghistory.track()
class Review(models.Model):
    """One of the two looks at an allocation before it is approved. It counts while the allocation stays in review."""

    class Side(models.TextChoices):
        OPERATIONS = "operations", "Operations"
        LEGAL = "legal", "Legal"

    allocation = models.ForeignKey(Allocation, on_delete=models.PROTECT, related_name="reviews")
    side = models.CharField(max_length=10, choices=Side)
    passed = models.BooleanField(help_text="Whether nothing stands against it from this side.")
    note = models.TextField(blank=True, help_text="What was looked at, or what stands against it.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = OfOurMoney.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(passed=True) | Q(note__regex=r"\S"),
                name="review_that_objects_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()} review of {self.allocation}"
