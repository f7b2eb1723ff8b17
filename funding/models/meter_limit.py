"""Limits that meters are read against, of the law and of our own house: data, versioned, confirmed by counsel."""

from typing import Final

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from funding.meters.limits import LIMITS, PERCENT, Limit
from funding.versions import Version

from .versions import Versions, version_constraints

_OF_A_HUNDRED: Final = [code for code, kind in LIMITS.items() if kind.unit == PERCENT]


class MeterLimitQuerySet(Versions["MeterLimit"]):
    """Which limits hold when."""


@pghistory.track(exclude=["creation_key"])
class MeterLimit(models.Model):
    """One version of one limit. Changed by ending a version and beginning the next, as money rules are; one without
    `proposed_by` is of the first set."""

    code = models.CharField(max_length=20, choices=[(code, kind.label) for code, kind in LIMITS.items()])
    version = models.PositiveSmallIntegerField(default=1, help_text="Counted from one.")
    figure = models.DecimalField(max_digits=14, decimal_places=2, help_text="Of a hundred, dollars, or states.")
    reason = models.TextField(help_text="Why, in a sentence that a colleague understands.")
    citation = models.CharField(max_length=300, help_text="The law or ruling behind it.")
    starts_on = models.DateField(help_text="The first day on which it holds.")
    ends_on = models.DateField(null=True, blank=True, help_text="The first day on which it holds no more.")
    creation_key = models.CharField(  # noqa: DJ001 -- unique where there is one
        max_length=12,
        null=True,
        unique=True,
        editable=False,
        help_text="The form that it came by: sent twice, it is one.",
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    proposed_on = models.DateField(null=True, editable=False, help_text="It holds from this day or a later one.")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text="The counsel who has confirmed this version.",
    )
    confirmed_on = models.DateField(null=True, blank=True, editable=False, help_text="When counsel confirmed it.")
    confirmed_note = models.TextField(
        blank=True, editable=False, help_text="What counsel looked at, or wants to be known."
    )

    objects = MeterLimitQuerySet.as_manager()

    class Meta:
        ordering = ["code", "version"]
        constraints = [
            *version_constraints("meter_limit"),
            models.CheckConstraint(condition=Q(code__in=list(LIMITS)), name="meter_limit_known"),
            models.CheckConstraint(
                condition=Q(figure__gt=0) & (~Q(code__in=_OF_A_HUNDRED) | Q(figure__lt=100)),
                name="meter_limit_figure",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_code_display()}, version {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("funding:limit", args=[self.code])

    @property
    def said(self) -> str:
        """The figure with its unit."""
        return self.as_limit.said

    @property
    def as_version(self) -> Version[Limit]:
        """The limit and its days, for which versions are asked on a day."""
        return Version(self.as_limit, self.starts_on, self.ends_on)

    @property
    def as_limit(self) -> Limit:
        """The limit as the meters take it."""
        return Limit(
            code=self.code,
            version=self.version,
            figure=self.figure,
            reason=self.reason,
            citation=self.citation,
            confirmed_by=str(self.confirmed_by or ""),
            confirmed_on=self.confirmed_on,
        )
