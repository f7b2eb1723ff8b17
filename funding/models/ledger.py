"""The ledger of our own funds: double entry in whole cents, which only ever grows.

What it guarantees stands in the database (`funding/sql/ledger.sql`), whoever writes: no row is changed or removed,
every transaction sums to zero within one color of money, no balance falls below its floor, and a key posts once.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from accounts.visibility import Viewer, nothing
from partners.models.family import Vehicle

from .allocation import Allocation
from .fund import Fund


class AccountQuerySet(models.QuerySet["Account"]):
    def visible_to(self, viewer: Viewer) -> "AccountQuerySet":
        """Staff and admins, of funds that they see. The books of our funds are nobody else's to read."""
        return self.filter(fund__in=Fund.objects.visible_to(viewer)) if viewer.is_insider else self.filter(nothing())


class Account(models.Model):
    """One bucket of a fund: what came from outside, is available, is committed, or is disbursed.

    Committed and disbursed money is kept for each allocation by itself, so that none is paid more than was set aside
    for it. Opened once, and never changed.
    """

    class Bucket(models.TextChoices):
        OUTSIDE = "outside", "Outside"
        AVAILABLE = "available", "Available"
        COMMITTED = "committed", "Committed"
        DISBURSED = "disbursed", "Disbursed"

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="accounts", help_text="Whose money.")
    bucket = models.CharField(max_length=9, choices=Bucket, help_text="How far along the money is.")
    allocation = models.ForeignKey(
        Allocation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="accounts",
        help_text="For committed and disbursed money: for which allocation.",
    )
    vehicle = models.CharField(max_length=12, choices=Vehicle, help_text="The money's color, that of its fund.")

    objects = AccountQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "bucket", "allocation"], nulls_distinct=False, name="account_once"
            ),
            models.CheckConstraint(
                condition=Q(bucket__in=["outside", "available"], allocation=None)
                | Q(bucket__in=["committed", "disbursed"], allocation__isnull=False),
                name="account_of_an_allocation_iff_set_aside",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fund}, {self.get_bucket_display().lower()}"


class Balance(models.Model):
    """What an account holds now. Only entries move it, through a trigger, and never below its floor."""

    account = models.OneToOneField(Account, on_delete=models.PROTECT, primary_key=True, related_name="balance")
    cents = models.BigIntegerField(default=0, help_text="The sum of the account's entries.")
    floor_cents = models.BigIntegerField(
        null=True, blank=True, help_text="The least that it may hold; empty for the world outside."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(floor_cents=None) | Q(cents__gte=models.F("floor_cents")), name="balance_above_its_floor"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.cents} cents"


class TransactionQuerySet(models.QuerySet["Transaction"]):
    def visible_to(self, viewer: Viewer) -> "TransactionQuerySet":
        """Those of accounts that the viewer may read: staff and admins."""
        accounts = Account.objects.visible_to(viewer)
        return self.filter(pk__in=Entry.objects.filter(account__in=accounts).values("transaction"))

    def of(self, allocation: Allocation) -> "TransactionQuerySet":
        """Those that moved the money of one allocation, with `usd`, how much each moved; newest first."""
        its = Entry.objects.filter(account__allocation=allocation).values("transaction")
        dollars = Cast("entries__cents", models.DecimalField(max_digits=16, decimal_places=2)) / 100
        moved = models.Sum(dollars, filter=Q(entries__cents__gt=0))
        return self.filter(pk__in=its).annotate(usd=moved).select_related("actor").order_by("-pk")


class Transaction(models.Model):
    """One movement of money, with its entries: who did it, why, and the key by which it is posted once."""

    class Kind(models.TextChoices):
        RECEIPT = "receipt", "Received"
        TRANSFER = "transfer", "Moved to another fund"
        COMMITMENT = "commitment", "Committed"
        RELEASE = "release", "Set free"
        PAYMENT = "payment", "Paid"
        REFUND = "refund", "Came back"
        RETURN = "return", "Given back"
        REVERSAL = "reversal", "Reversed"

    key = models.CharField(max_length=120, unique=True, help_text="Names what is posted, so that it is posted once.")
    body = models.CharField(max_length=64, help_text="A digest of what was posted under the key.")
    kind = models.CharField(max_length=10, choices=Kind, help_text="What it did.")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", help_text="Who posted it."
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", help_text="Who proposed it."
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who approved it; another person than who proposed it, above the limit of the fund.",
    )
    reason = models.TextField(help_text="Why, for whoever reads the books.")
    reverses = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reversed_by",
        help_text="The transaction that it takes back, all of it.",
    )
    made_in = models.BigIntegerField(default=0, editable=False, help_text="The database's own transaction.")
    posted_at = models.DateTimeField(auto_now_add=True)

    objects = TransactionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(reason__regex=r"\S"), name="transaction_has_a_reason"),
            models.CheckConstraint(condition=~Q(key=""), name="transaction_has_a_key"),
            models.CheckConstraint(
                condition=Q(kind="reversal", reverses__isnull=False) | (~Q(kind="reversal") & Q(reverses=None)),
                name="transaction_reverses_iff_reversal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.key}"


class Entry(models.Model):
    """One side of a transaction: cents into an account, or (below zero) out of it."""

    transaction = models.ForeignKey(Transaction, on_delete=models.PROTECT, related_name="entries")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="entries")
    cents = models.BigIntegerField(help_text="Into the account; out of it below zero.")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["transaction", "account"], name="entry_once_per_account"),
            models.CheckConstraint(
                condition=~Q(cents=0) & Q(cents__gte=-10_000_000_000_000, cents__lte=10_000_000_000_000),
                name="entry_of_a_plausible_amount",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.cents} cents"
