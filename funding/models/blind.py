"""Blind totals as they were published: what several funders who keep their amounts back think of giving to one
partner."""

from django.db import models
from django.db.models import Q

from accounts.visibility import Viewer
from partners.models import Partner
from states.models import Cycle


class BlindTotalQuerySet(models.QuerySet["BlindTotal"]):
    def visible_to(self, viewer: Viewer) -> "BlindTotalQuerySet":
        """Staff and peer funders, of partners that they may see; never those whose own organization would receive it.

        What may be told of it is decided by `funding.blind.told`.
        """
        if not (viewer.is_insider or viewer.is_funder):
            return self.none()
        seen = Partner.objects.visible_to(viewer).exclude(pk__in=viewer.partner_ids)
        return self.filter(partner__in=seen)


class BlindTotal(models.Model):
    """The total of one partner and cycle that was published last."""

    IS_DERIVED = True  # a job writes these rows

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="blind_totals", help_text="For whom.")
    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="+")
    published_on = models.DateField(help_text="The day whose intents it sums.")

    objects = BlindTotalQuerySet.as_manager()

    class Meta:
        ordering = ["partner", "cycle"]
        constraints = [models.UniqueConstraint(fields=["partner", "cycle"], name="blind_total_once")]

    def __str__(self) -> str:
        return f"A blind total for {self.partner}"


class BlindShare(models.Model):
    """One funder's part of a published total. No page shows it: it is kept so that the next total can be judged."""

    IS_DERIVED = True

    total = models.ForeignKey(BlindTotal, on_delete=models.CASCADE, related_name="shares")
    funder = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="+", help_text="Whose money it is.")
    amount_usd = models.DecimalField("amount", max_digits=16, decimal_places=2, help_text="In dollars.")

    class Meta:
        ordering = ["total", "funder"]
        constraints = [
            models.UniqueConstraint(fields=["total", "funder"], name="blind_share_once"),
            models.CheckConstraint(condition=Q(amount_usd__gt=0), name="blind_share_positive"),
        ]

    def __str__(self) -> str:
        return f"A part of {self.total}"
