"""Letters that tell a contact what is new in overlaps of its plans."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now


class CaseLetterQuerySet(models.QuerySet["CaseLetter"]):
    def good(self) -> "CaseLetterQuerySet":
        """Those whose link still opens: not too old, to somebody who is here, at the address it was sent to."""
        return self.filter(expires_at__gt=Now(), user__is_active=True, user__email__iexact=F("address"))


class CaseLetter(models.Model):
    """One letter a day at most to one person. Its link shows what is new as that person may see it then."""

    IS_DERIVED = True  # a job writes these rows

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    address = models.EmailField(help_text="Where it went; the link ends when the person's address changes.")
    digest = models.CharField(
        max_length=64,
        unique=True,
        editable=False,
        help_text="SHA-256 of the secret in the link, so that reading this row opens nothing.",
    )
    news = ArrayField(models.CharField(max_length=40), help_text="What it told of; nobody is told the same twice.")
    sent_on = models.DateField(help_text="The day of the letter.")
    expires_at = models.DateTimeField(help_text="Until when its link works.")

    objects = CaseLetterQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "sent_on"], name="case_letter_once_a_day"),
            models.CheckConstraint(condition=~Q(news=[]), name="case_letter_tells_something"),
        ]

    def __str__(self) -> str:
        return f"A letter to {self.user} of {self.sent_on}"
