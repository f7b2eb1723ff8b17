"""Allocations: money on its way from a fund to a legal entity.

How exactly an amount is shared is kept here, in one place: `visible_to` leaves out what is shared as a blind total,
and `with_readable_amount` is how everything that serves people reads an amount (a test holds it).
"""

from collections.abc import Callable, Collection
from decimal import Decimal

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThan
from django.utils import timezone

from accounts.visibility import Viewer, Visibility, nothing
from funding.bands import BANDS, in_currency
from mvp_coord.lib.public_id import new_public_id
from partners.models import LegalEntity, Partner, PartnerState, Program

from .fund import Fund

Inside = Callable[[str], Q]  # from the lookup of a partner ("entity__partner__") to a condition on it


class AllocationQuerySet(models.QuerySet["Allocation"]):
    def visible_to(self, viewer: Viewer) -> "AllocationQuerySet":
        """Staff all but private; a funder its own, and others' by level; a recipient its own once released.

        What is shared by level shows only where its fund and its recipient may be known too. What a peer shares as a
        blind total is for nobody but itself, and its recipient once released.
        """
        own = Q(fund__owner_id__in=viewer.partner_ids)
        # Asked row by row where there are few: "in" would have the database list all partners first.
        its_fund = Fund.objects.visible_to(viewer).filter(pk=OuterRef("fund"))
        known = ~Q(shared_as=Allocation.SharedAs.BLIND) & Q(
            Exists(its_fund), Exists(Partner.objects.visible_to(viewer).filter(pk=OuterRef("entity__partner")))
        )
        if viewer.is_insider:
            ours = Q(fund__is_managed=True)
            return self.filter(own | ours | (known & ~Q(visibility=Visibility.PRIVATE)))
        if not viewer.partner_ids:
            return self.filter(nothing())
        seen = own | Q(pk__in=self.model.objects.released_to(viewer.partner_ids).values("pk"))
        return self.filter(seen | (known & _shared_with(viewer)) if viewer.is_funder else seen)

    def read_by_every_insider(self) -> "AllocationQuerySet":
        """Those that all insiders may read: what is kept for every one of them rests on no others."""
        return self.visible_to(Viewer(is_staff=True))

    def changeable_by(self, viewer: Viewer) -> "AllocationQuerySet":
        """Staff move every allocation whose amount they may read, the contact of a peer funder those of its own
        funds."""
        seen = self.visible_to(viewer).filter(_amount_told(viewer))
        return self.filter(fund__in=Fund.objects.changeable_by(viewer), pk__in=seen.values("pk"))

    def amount_told(self, viewer: Viewer) -> "AllocationQuerySet":
        """Those whose amounts this viewer may read: of rows that he or she sees, those not shared in a band alone."""
        return self.filter(_amount_told(viewer))

    def told_from_the_first(self, viewer: Viewer) -> "AllocationQuerySet":
        """Those whose amounts this viewer may read, and could ever since they were entered: their history tells
        nothing that was kept back."""
        kept_back = Allocation.pgh_event_model.objects.filter(pgh_obj_id=OuterRef("pk")).exclude(  # type: ignore[attr-defined]
            shared_as=Allocation.SharedAs.EXACT
        )
        own = Q(fund__is_managed=True) | Q(fund__owner_id__in=viewer.partner_ids)
        return self.amount_told(viewer).filter(own | ~Exists(kept_back))

    def released_to(self, partner_ids: Collection[int]) -> "AllocationQuerySet":
        """Those that these organizations receive and, from the day of the release, may see."""
        return self.filter(entity__partner_id__in=partner_ids, released_on__lte=timezone.localdate())

    def in_dollars(self) -> "AllocationQuerySet":
        """Only dollars enter totals; other currencies are listed beside them."""
        return self.filter(currency="USD")

    def counted(self) -> "AllocationQuerySet":
        """Exploring is shown and never counted; declined and cancelled money does not exist."""
        return self.filter(status__in=Allocation.COUNTED)

    def decided(self) -> "AllocationQuerySet":
        """Approved, committed or paid: money that its recipient can reckon with."""
        return self.filter(status__in=Allocation.DECIDED)

    def with_whole_amount(self) -> "AllocationQuerySet":
        """Adds `whole`: the amount whoever may read it, for jobs that judge what may be told. Never for a page."""
        return self.annotate(whole=Coalesce("amount_approved", "amount_recommended", "amount_requested"))

    def with_readable_amount(self, viewer: Viewer, *, banded: bool = True) -> "AllocationQuerySet":
        """Adds `amount`: what was approved, else recommended, else requested; None if the viewer reads a band alone.

        `band` is then its label, and "" everywhere else; `Allocation.said_band` says it in words. Totals do without.
        """
        best = Coalesce("amount_approved", "amount_recommended", "amount_requested")
        told = _amount_told(viewer)
        read = self.annotate(amount=Case(When(told, then=best)))
        if not banded:
            return read
        bands = [
            When(LessThan(best, Value(band.high)), then=Value(band.label)) for band in BANDS if band.high is not None
        ]
        return read.annotate(
            band=Case(When(told, then=Value("")), *bands, default=Value(BANDS[-1].label), output_field=CharField()),
        )

    def with_passed_on(self, elsewhere: Collection[int], *, inside: Inside | None = None) -> "AllocationQuerySet":
        """Adds `passed_on`: whether it does not count here: its money counts `elsewhere` (keys, see
        `funding.reports.chains`), stays in one family, or does not come into a boundary, where there is one.

        `inside` is the condition under which a partner is in that boundary.
        """
        gone = Q(pk__in=elsewhere) | Q(fund__owner=F("entity__partner"))
        if inside is not None:
            gone |= inside("fund__owner__") | ~inside("entity__partner__")
        return self.annotate(passed_on=Case(When(gone, then=True), default=False))


def _amount_told(viewer: Viewer) -> Q:
    """Where the amount is shared exactly, is of one's own fund, or of a grant released to one's own organization."""
    released = Q(entity__partner_id__in=viewer.partner_ids, released_on__lte=timezone.localdate())
    own = Q(fund__owner_id__in=viewer.partner_ids)
    return Q(shared_as=Allocation.SharedAs.EXACT) | Q(fund__is_managed=True) | own | released


def _shared_with(viewer: Viewer) -> Q:
    """The levels at which a peer funder reads others' allocations; "table" by the states of the recipient."""
    in_my_states = PartnerState.objects.filter(state_id__in=viewer.table_states).values("partner_id")
    return Q(visibility__in=[Visibility.FUNDERS, Visibility.PARTNERS, Visibility.PUBLIC]) | Q(
        visibility=Visibility.TABLE, entity__partner_id__in=in_my_states
    )


class RegrantType(models.TextChoices):
    """How a grant is meant to be passed on: the codes of 360Giving."""

    COMMON = "FRG010", "Common regrant"
    INTERMEDIARY = "FRG020", "Transfer to an intermediary"
    MATCH = "FRG030", "Match funding"
    COLLABORATION = "FRG040", "Funder collaboration"
    FISCAL_SPONSOR = "FRG050", "Fiscal sponsor"
    ENDOWMENT = "FRG060", "Endowment"
    MULTIPURPOSE = "FRG070", "Multipurpose"


@pghistory.track()
class Allocation(models.Model):
    """One grant from a fund to an entity, from the first thought to the payment."""

    class Status(models.TextChoices):
        EXPLORING = "exploring", "Exploring"
        RECOMMENDED = "recommended", "Recommended"
        IN_REVIEW = "in_review", "In review"
        APPROVED = "approved", "Approved"
        COMMITTED = "committed", "Committed"
        PAID = "paid", "Paid"
        DECLINED = "declined", "Declined"
        CANCELLED = "cancelled", "Cancelled"

    class SharedAs(models.TextChoices):
        EXACT = "exact", "In exact amounts"
        BAND = "band", "In a band"
        BLIND = "blind", "Only in a blind total"

    COUNTED = (Status.RECOMMENDED, Status.IN_REVIEW, Status.APPROVED, Status.COMMITTED, Status.PAID)
    DECIDED = (Status.APPROVED, Status.COMMITTED, Status.PAID)
    # On its way: not paid yet, and not given up.
    LIVE = (Status.EXPLORING, Status.RECOMMENDED, Status.IN_REVIEW, Status.APPROVED, Status.COMMITTED)

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="allocations")
    entity = models.ForeignKey(
        LegalEntity,
        on_delete=models.PROTECT,
        related_name="allocations",
        help_text="Which legal entity receives it.",
    )
    program = models.ForeignKey(
        Program,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="allocations",
        help_text="Empty for general support.",
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="regrants",
        help_text="The allocation that this money came by.",
    )
    regrant_type = models.CharField(
        max_length=6,
        choices=RegrantType,
        blank=True,
        help_text="For money that its recipient passes on: in which way (360Giving).",
    )
    status = models.CharField(max_length=12, choices=Status, default=Status.EXPLORING, editable=False)
    currency = models.CharField(max_length=3, default="USD", help_text="ISO 4217; only dollars enter totals.")
    amount_requested = models.DecimalField("requested", max_digits=14, decimal_places=2, null=True, blank=True)
    amount_recommended = models.DecimalField("recommended", max_digits=14, decimal_places=2, null=True, blank=True)
    amount_approved = models.DecimalField("approved", max_digits=14, decimal_places=2, null=True, blank=True)
    purpose = models.TextField(blank=True, help_text="What the money is for.")
    restriction = models.TextField(blank=True, help_text="The wording that binds it.")
    released_on = models.DateField(
        "released to the recipient on", null=True, blank=True, help_text="From when the recipient may see it."
    )
    visibility = models.CharField(
        max_length=10, choices=Visibility, default=Visibility.STAFF, help_text="Who can see this."
    )
    shared_as = models.CharField(
        "amounts are shared",
        max_length=5,
        choices=SharedAs,
        default=SharedAs.EXACT,
        help_text="How exactly others than its funder read it. What we manage is always exact.",
    )
    status_changed_at = models.DateTimeField("in this status since", default=timezone.now, editable=False)
    decided_on = models.DateField(
        "approved on",
        null=True,
        blank=True,
        editable=False,
        help_text="A need that was stated before this day does not know of the money yet.",
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        help_text="Who spoke for the amount last.",
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AllocationQuerySet.as_manager()

    class Meta:
        ordering = ["-status_changed_at", "public_id"]
        indexes = [models.Index(fields=["-status_changed_at", "public_id"], name="allocation_latest_first")]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_requested__isnull=False)
                | Q(amount_recommended__isnull=False)
                | Q(amount_approved__isnull=False),
                name="allocation_names_an_amount",
            ),
            models.CheckConstraint(
                condition=Q(amount_requested__isnull=True) | Q(amount_requested__gt=0),
                name="allocation_requested_positive",
            ),
            models.CheckConstraint(
                condition=Q(amount_recommended__isnull=True) | Q(amount_recommended__gt=0),
                name="allocation_recommended_positive",
            ),
            models.CheckConstraint(
                condition=Q(amount_approved__isnull=True) | Q(amount_approved__gt=0),
                name="allocation_approved_positive",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["approved", "committed", "paid"]) | Q(amount_approved__isnull=False),
                name="allocation_decided_has_approved_amount",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["approved", "committed", "paid"]) | Q(decided_on__isnull=False),
                name="allocation_decided_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(released_on__isnull=True) | Q(amount_approved__isnull=False),
                name="allocation_released_only_once_approved",
                violation_error_message="Only an approved amount can be released to the recipient.",
            ),
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="allocation_currency_code"),
            models.CheckConstraint(
                condition=Q(shared_as__in=["exact", "band", "blind"]), name="allocation_shared_as"
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="allocation_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return f"{self.fund} → {self.entity}"

    @property
    def best_amount(self) -> Decimal:
        """What was approved, else recommended, else requested, in `currency`."""
        return self.amount_approved or self.amount_recommended or self.amount_requested or Decimal(0)

    @property
    def said_band(self) -> str:
        """The band in words ("$25K–50K") for whoever reads no amount; "" for others. After `with_readable_amount`."""
        band: str = self.band  # type: ignore[attr-defined]
        return in_currency(band, self.currency)
