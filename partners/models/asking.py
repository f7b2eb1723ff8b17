"""Letters that ask a contact whether what is known of its organization is still true."""

import datetime as dt

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q
from django.db.models.functions import Now

from accounts.visibility import Viewer

from .partner import Partner
from .people import Membership

FORTNIGHT_DAYS = 14


class TruthLetterQuerySet(models.QuerySet["TruthLetter"]):
    def visible_to(self, viewer: Viewer) -> "TruthLetterQuerySet":
        """Insiders see whom we asked, at partners that they may see; nobody else does."""
        seen = self.filter(partner__in=Partner.objects.visible_to(viewer))
        return seen if viewer.is_insider else self.none()

    def of_the_fortnight(self, today: dt.date) -> "TruthLetterQuerySet":
        """Those of the fortnight that ends today: who got one is not written to again yet."""
        return self.filter(asked_on__gt=today - dt.timedelta(days=FORTNIGHT_DAYS))

    def good(self) -> "TruthLetterQuerySet":
        """Those whose link may be used: not used or too old, and sent to somebody who still may answer there."""
        member = Membership.objects.filter(user=OuterRef("user"), partner=OuterRef("partner"), can_edit=True)
        return self.filter(
            Exists(member),
            used_at__isnull=True,
            expires_at__gt=Now(),
            user__is_active=True,
            user__email__iexact=F("address"),
        ).exclude(partner__status=Partner.Status.MERGED)


class TruthLetter(models.Model):
    """One letter to one contact about one partner: its link works once, for a fortnight, for this person alone.

    Nobody is written to more often than once a fortnight.
    """

    # A job writes these rows. In a merge they stay with the record that was asked about, and their links end.
    IS_DERIVED = True

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="truth_letters")
    address = models.EmailField(help_text="Where it went; the link ends when the person's address changes.")
    digest = models.CharField(
        max_length=64,
        unique=True,
        editable=False,
        help_text="SHA-256 of the secret in the link, so that reading this row confirms nothing.",
    )
    asked_on = models.DateField(help_text="The day of the letter.")
    expires_at = models.DateTimeField(help_text="Until when its link works.")
    used_at = models.DateTimeField(null=True, blank=True, help_text="When its link was used.")

    objects = TruthLetterQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_on", "-pk"]
        constraints = [
            ExclusionConstraint(
                name="asked_once_a_fortnight",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    (
                        Func(
                            F("asked_on"),
                            F("asked_on") + FORTNIGHT_DAYS,
                            function="daterange",
                            output_field=models.Field(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(used_at__lte=F("expires_at")), name="truth_letter_used_in_time"
            ),
        ]

    def __str__(self) -> str:
        return f"A letter to {self.user} about {self.partner}"
