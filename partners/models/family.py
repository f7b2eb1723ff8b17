"""Families: the legal entities of a partner, and how partners belong to one another."""

import pghistory
from django.db import models
from django.db.models import F, Q

from accounts.visibility import Viewer
from mvp_coord.lib.public_id import new_public_id
from partners.ids import ein_written

from .partner import Partner


class Vehicle(models.TextChoices):
    """The legal form that money goes to; the form decides which money it may take."""

    C3_PUBLIC = "c3_public", "501(c)(3) public charity"
    C3_PRIVATE = "c3_private", "501(c)(3) private foundation"
    C4 = "c4", "501(c)(4)"
    PAC = "pac", "PAC"
    SUPER_PAC = "super_pac", "Super PAC"
    OTHER_527 = "other_527", "Other 527"
    SPONSORED = "sponsored", "Fiscally sponsored project"
    UNKNOWN = "unknown", "Vehicle unknown"

    @property
    def short(self) -> str:
        """For dense tables: 501(c)(3), 501(c)(3) foundation, 501(c)(4), PAC …"""
        return _SHORT.get(self, self.label)


_SHORT = {
    Vehicle.C3_PUBLIC: "501(c)(3)",
    Vehicle.C3_PRIVATE: "501(c)(3) foundation",
    Vehicle.SPONSORED: "Sponsored project",
    Vehicle.UNKNOWN: "Unknown",
}


class LegalEntityQuerySet(models.QuerySet["LegalEntity"]):
    def visible_to(self, viewer: Viewer) -> "LegalEntityQuerySet":
        """An entity is no more secret than its partner."""
        return self.filter(partner__in=Partner.objects.visible_to(viewer))


@pghistory.track()
class LegalEntity(models.Model):
    """One legal entity of a partner. Money goes to an entity, never to the family."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="entities")
    legal_name = models.CharField(max_length=200, help_text="As registered.")
    vehicle = models.CharField(max_length=12, choices=Vehicle, default=Vehicle.UNKNOWN)
    ein = models.CharField("EIN", max_length=9, null=True, blank=True, help_text="Nine digits.")  # noqa: DJ001 -- unique where known
    fec_id = models.CharField("FEC id", max_length=9, null=True, blank=True, help_text="C and eight digits.")  # noqa: DJ001 -- unique where known
    state_id = models.CharField("state registration", max_length=40, blank=True)
    is_deductible = models.BooleanField(
        "gifts are deductible", null=True, blank=True, help_text="As the IRS says; unknown when empty."
    )
    irs_status = models.CharField(
        "IRS status", max_length=2, blank=True, help_text="The code of its exemption in the IRS master file."
    )
    ruled_in = models.CharField(
        "IRS ruling",
        max_length=7,
        blank=True,
        help_text="The month of its recognition by the IRS, such as 2004-10.",
    )
    ntee_code = models.CharField(
        "NTEE code", max_length=3, blank=True, help_text="Its field of work: three signs, such as P20 or A6C."
    )
    source = models.CharField(max_length=300, blank=True)
    verified_on = models.DateField(null=True, blank=True)

    objects = LegalEntityQuerySet.as_manager()

    class Meta:
        ordering = ["partner", "vehicle", "pk"]
        verbose_name_plural = "legal entities"
        constraints = [
            models.UniqueConstraint(fields=["ein"], name="entity_ein_once"),
            models.UniqueConstraint(fields=["fec_id"], name="entity_fec_id_once"),
            models.CheckConstraint(
                condition=Q(ein__isnull=True) | Q(ein__regex=r"^\d{9}$"), name="entity_ein_nine_digits"
            ),
            models.CheckConstraint(
                condition=Q(fec_id__isnull=True) | Q(fec_id__regex=r"^C\d{8}$"), name="entity_fec_id_form"
            ),
            models.CheckConstraint(condition=~Q(legal_name=""), name="entity_has_a_name"),
            models.CheckConstraint(
                condition=Q(irs_status="") | Q(irs_status__regex=r"^\d{2}$"), name="entity_irs_status_form"
            ),
            models.CheckConstraint(
                condition=Q(ruled_in="") | Q(ruled_in__regex=r"^\d{4}-(0[1-9]|1[0-2])$"), name="entity_ruling_form"
            ),
            models.CheckConstraint(
                condition=Q(ntee_code="") | Q(ntee_code__regex=r"^[A-Z]\d[A-Z0-9]$"), name="entity_ntee_form"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.legal_name} ({self.get_vehicle_display()})"

    def get_absolute_url(self) -> str:
        """An entity is shown on its family's page."""
        return f"{self.partner.get_absolute_url()}#entities-title"

    @property
    def ein_written(self) -> str:
        """The EIN as people write it, "12-3456789"; nothing where it is unknown."""
        return ein_written(self.ein)


# Whoever is a member of one of these reads what its state's tables share: see `partners.viewers`.
TABLES = (Partner.Kind.STATE_TABLE, Partner.Kind.DONOR_TABLE)


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    def visible_to(self, viewer: Viewer) -> "AffiliationQuerySet":
        """A tie shows only to those who may see both ends."""
        seen = Partner.objects.visible_to(viewer)
        return self.filter(partner__in=seen, to__in=seen)


@pghistory.track()
class Affiliation(models.Model):
    """How one partner belongs to another: a member of a table, a chapter, a group served by a hub."""

    class Kind(models.TextChoices):
        MEMBER = "member", "Member of"
        CHAPTER = "chapter", "Chapter or affiliate of"
        SERVED_BY = "served_by", "Served by"
        COLLABORATIVE = "collaborative", "Funder collaborative member of"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="affiliations")
    to = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="affiliates")
    kind = models.CharField(max_length=15, choices=Kind)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        ordering = ["partner", "kind", "to"]
        constraints = [
            models.CheckConstraint(condition=~Q(partner=F("to")), name="affiliation_to_another"),
            models.UniqueConstraint(
                fields=["partner", "to", "kind", "starts_on"], name="affiliation_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="affiliation_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner}: {self.get_kind_display().lower()} {self.to}"

    @property
    def is_membership(self) -> bool:
        """Whether it decides who reads what: at a table, or at what becomes one by a merge or a change of kind."""
        return self.kind == self.Kind.MEMBER
