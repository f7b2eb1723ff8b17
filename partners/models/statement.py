"""What registers say of legal entities: every statement is kept, and none changes a record by itself."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Case, CharField, F, Q, Value, When

from accounts.visibility import Viewer
from mvp_coord.lib.public_id import new_public_id

from .family import LegalEntity, Vehicle
from .partner import Partner


class Fact(models.TextChoices):
    """A fact of a legal entity that registers speak of; the value is the name of the entity's field."""

    LEGAL_NAME = "legal_name", "Legal name"
    VEHICLE = "vehicle", "Vehicle"
    DEDUCTIBLE = "is_deductible", "Deductibility"
    STATUS = "irs_status", "IRS status"
    RULING = "ruled_in", "IRS ruling"
    NTEE = "ntee_code", "Field of work (NTEE)"


def held_value(entity: LegalEntity, fact: str) -> str:
    """What the entity's record says of a fact, as statements write it; "" for nothing."""
    value = getattr(entity, fact)
    if fact == Fact.DEDUCTIBLE:
        return {True: "yes", False: "no"}.get(value, "")
    return "" if value == Vehicle.UNKNOWN else str(value)


def _held() -> Case:
    """The same, asked of the database: what the record of the statement's entity says of the statement's fact."""
    deductible = Case(
        When(entity__is_deductible=True, then=Value("yes")),
        When(entity__is_deductible=False, then=Value("no")),
        default=Value(""),
    )
    vehicle = Case(When(entity__vehicle="unknown", then=Value("")), default=F("entity__vehicle"))
    own = {Fact.DEDUCTIBLE: deductible, Fact.VEHICLE: vehicle}
    cases = [When(fact=fact, then=own.get(fact, F(f"entity__{fact.value}"))) for fact in Fact]
    return Case(*cases, default=Value(""), output_field=CharField())


class EntityStatementQuerySet(models.QuerySet["EntityStatement"]):
    def visible_to(self, viewer: Viewer) -> "EntityStatementQuerySet":
        """All of them for insiders and its own contacts; others read only what agrees with what is shown anyway."""
        seen = self.filter(entity__partner__in=Partner.objects.visible_to(viewer))
        if viewer.is_insider:
            return seen
        agreeing = Q(pk__in=EntityStatement.objects.with_held().filter(value=F("held")).values("pk"))
        public = agreeing & ~Q(decision=EntityStatement.Decision.REPLACED)
        return seen.filter(public | Q(entity__partner__in=viewer.partner_ids))

    def with_held(self) -> "EntityStatementQuerySet":
        """Each with `held`, what the record says of this fact now ("" for nothing)."""
        return self.annotate(held=_held())

    def newest(self) -> "EntityStatementQuerySet":
        """Without those that the same source has replaced by a later word."""
        same = {name: models.OuterRef(name) for name in ("entity", "fact", "source")}
        day, this = models.OuterRef("as_of"), models.OuterRef("pk")
        said_since = Q(as_of__gt=day) | Q(as_of=day, pk__gt=this)
        return self.filter(~models.Exists(EntityStatement.objects.filter(said_since, **same)))

    def open(self) -> "EntityStatementQuerySet":
        """Those that say otherwise than the record, and that nobody has decided on."""
        return self.newest().with_held().filter(decision="").exclude(value=F("held"))


@pghistory.track()
class EntityStatement(models.Model):
    """What somebody says of one fact of a legal entity, as of a day; kept whatever else is said."""

    class Decision(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        KEPT = "kept", "Ours was kept"
        REPLACED = "replaced", "Was ours, until another was accepted"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    entity = models.ForeignKey(LegalEntity, on_delete=models.CASCADE, related_name="statements")
    fact = models.CharField(max_length=15, choices=Fact)
    value = models.CharField(max_length=200, help_text="As the entity's own field would hold it.")
    source = models.CharField(max_length=300, help_text="Which register or document says so.")
    as_of = models.DateField(help_text="The day on which it said so.")
    stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    stated_at = models.DateTimeField(auto_now_add=True)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    change_id = models.UUIDField(null=True, blank=True, help_text="The change that undoing the decision takes back.")

    objects = EntityStatementQuerySet.as_manager()

    class Meta:
        ordering = ["entity", "fact", "-as_of", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["entity", "fact", "source", "as_of", "value"], name="statement_once"),
            models.CheckConstraint(condition=~Q(value="") & ~Q(source=""), name="statement_says_what_and_who"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True, decided_by__isnull=True, change_id__isnull=True)
                | (~Q(decision="") & Q(decided_at__isnull=False, decided_by__isnull=False, change_id__isnull=False)),
                name="statement_decision_has_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.get_fact_display().lower()} of {self.entity.legal_name}"


class RegisterReading(models.Model):
    """The receipt of one file of a register that was read: what it held, and what of it concerned us."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    file_name = models.CharField(max_length=255, help_text="As it was sent.")
    source = models.CharField(max_length=300, help_text="Which register it is of.")
    as_of = models.DateField(help_text="The day that the file is of.")
    counts = models.JSONField(default=dict, help_text="Rows and statements by what became of them.")
    problems = models.JSONField(default=list, help_text="The first rejected and mended lines, with reasons.")
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    read_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-read_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.file_name}, as of {self.as_of}"
