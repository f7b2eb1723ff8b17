"""What one person may not move alone: money of a fund of ours that somebody asked to be moved or given back."""

import datetime as dt
from typing import Final

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.visibility import Viewer, nothing
from mvp_coord.lib.public_id import new_public_id

from .allocation import Allocation
from .fund import Fund
from .ledger import Transaction

_PEOPLE = settings.AUTH_USER_MODEL
A_MONTH: Final = dt.timedelta(days=30)


class MoveQuerySet(models.QuerySet["Move"]):
    def visible_to(self, viewer: Viewer) -> "MoveQuerySet":
        """Who reads the books of its fund: staff and admins."""
        return self.filter(fund__in=Fund.objects.visible_to(viewer)) if viewer.is_insider else self.filter(nothing())

    def waiting(self) -> "MoveQuerySet":
        """Those that nobody has posted or refused yet."""
        return self.filter(status=Move.Status.WAITING)

    def to_look_at(self) -> "MoveQuerySet":
        """Those that wait, and those refused of late, which whoever asked should hear of; waiting ones first."""
        of_late = Q(status=Move.Status.REFUSED, decided_at__gt=timezone.now() - A_MONTH)
        rows = self.filter(Q(status=Move.Status.WAITING) | of_late)
        return rows.select_related("fund", "target", "award__entity", "asked_by", "decided_by").order_by(
            "-status", "pk"
        )


@pghistory.track()
class Move(models.Model):
    """Somebody asks that a fund's money go to another fund, or back to whoever gave it, or that what was posted by
    hand be taken back, or enters that money of an award came back unspent. Another person posts it, or refuses; until
    then nothing stands in the ledger (what came back up to the fund's limit is posted at once). What was asked waits
    at first, is never rewritten, and is posted as it was asked: triggers hold it (`funding/sql/moves_*.sql`)."""

    class Act(models.TextChoices):
        TRANSFER = "transfer", "To another fund"
        GIVE_BACK = "give_back", "Given back, or out as a fee"
        TAKE_BACK = "take_back", "Taken back by its mirror"
        UNSPENT = "unspent", "Came back unspent"

    class Status(models.TextChoices):
        WAITING = "waiting", "Waits for a second person"
        POSTED = "posted", "Posted"
        REFUSED = "refused", "Refused"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="moves", help_text="Whose money.")
    act = models.CharField(max_length=9, choices=Act)
    target = models.ForeignKey(
        Fund, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="The fund that it goes to."
    )
    reverses = models.ForeignKey(
        Transaction,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="What is taken back.",
    )
    award = models.ForeignKey(
        Allocation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="returns",
        help_text="Whose recipient sent it back.",
    )
    came_on = models.DateField(null=True, blank=True, help_text="The day on which it came back.")
    amount = models.DecimalField(max_digits=14, decimal_places=2, help_text="In dollars.")
    reason = models.TextField(help_text="Why, for whoever reads the books.")
    status = models.CharField(max_length=7, choices=Status, default=Status.WAITING)
    asked_by = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    why_not = models.TextField(blank=True, help_text="Why it was refused or withdrawn.")
    posted = models.OneToOneField(
        Transaction, on_delete=models.PROTECT, null=True, related_name="asked_for", help_text="As the ledger has it."
    )

    objects = MoveQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="move_positive"),
            models.CheckConstraint(condition=Q(reason__regex=r"\S"), name="move_has_a_reason"),
            models.CheckConstraint(
                condition=Q(act="transfer", target__isnull=False) | (~Q(act="transfer") & Q(target=None)),
                name="move_to_a_fund_iff_transfer",
            ),
            models.CheckConstraint(
                condition=Q(act="take_back", reverses__isnull=False) | (~Q(act="take_back") & Q(reverses=None)),
                name="move_reverses_iff_take_back",
            ),
            models.CheckConstraint(
                condition=Q(act="unspent", award__isnull=False, came_on__isnull=False)
                | (~Q(act="unspent") & Q(award=None, came_on=None)),
                name="move_of_an_award_iff_unspent",
            ),
            models.UniqueConstraint(
                fields=["reverses"], condition=Q(status="waiting"), name="move_takes_back_one_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(target=F("fund")), name="move_to_another_fund"),
            models.CheckConstraint(
                condition=Q(status="waiting", decided_by=None, decided_at=None, posted=None)
                | Q(decided_by__isnull=False, decided_at__isnull=False)
                & (
                    (Q(status="posted", posted__isnull=False) & (Q(act="unspent") | ~Q(decided_by=F("asked_by"))))
                    | Q(status="refused", posted=None, why_not__regex=r"\S")
                ),
                name="move_posted_by_another_or_refused_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()}, out of {self.fund}"
