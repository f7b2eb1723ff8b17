"""Who was reminded by mail of what is owed for an award, so that nobody is told the same twice."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from .installment import Requirement


class Reminder(models.Model):
    """One person was told of one requirement in one slot (`funding.reminding`). Another day of it is told anew."""

    IS_DERIVED = True  # a job writes these rows

    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="reminders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    due_on = models.DateField(help_text="The day that it was about.")
    slot = models.CharField(max_length=8, help_text="Before its day, on it, or which week after it.")
    sent_on = models.DateField(help_text="The day of the letter.")

    class Meta:
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["requirement", "user", "due_on", "slot"], name="reminder_once_in_each_slot"
            ),
            models.CheckConstraint(condition=Q(slot__regex=r"^(before|due|late-[1-9])$"), name="reminder_slot_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} was reminded of {self.requirement}"
