"""Gaps: what people did about one – asked somebody to fill it, made it a program, or left it for a reason.

What is missing itself is worked out anew whenever somebody looks, from the plans that this person may read
(`planning.reports.gaps`). A row here is the memory of it, and begins with the first decision.
"""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.visibility import Viewer
from mvp_coord.lib.public_id import new_public_id
from partners.models import LegalEntity, Partner, Program
from states.models import Cycle, Priority, State


class GapQuerySet(models.QuerySet["Gap"]):
    def visible_to(self, viewer: Viewer) -> "GapQuerySet":
        """Staff all; anybody else what was offered to the own organization, since a reason may name others."""
        if viewer.is_insider:
            return self.all()
        return self.filter(offered_to__in=viewer.partner_ids)


@pghistory.track()
class Gap(models.Model):
    """What was done about people whom nobody tries, about a role that nobody has, or a need that is not met."""

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        OFFERED = "offered", "Offered"
        PROGRAM = "program", "Became a program"
        SET_ASIDE = "set_aside", "Set aside"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    priority = models.OneToOneField(Priority, on_delete=models.CASCADE, null=True, blank=True, related_name="gap")
    state = models.ForeignKey(State, on_delete=models.PROTECT, null=True, blank=True, related_name="role_gaps")
    role = models.CharField(
        max_length=20,
        choices=[(kind.value, kind.label) for kind in Partner.STATE_ROLES],
        blank=True,
        help_text="The part of the state's ecosystem that nobody plays.",
    )
    entity = models.ForeignKey(
        LegalEntity,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="need_gaps",
        help_text="Whose need is not met.",
    )
    cycle = models.ForeignKey(
        Cycle,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="For which cycle it is needed.",
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN, editable=False)
    reason = models.TextField(max_length=2_000, blank=True, help_text="Why, for whoever asks next year.")
    offered_to = models.ForeignKey(
        Partner,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="offered_gaps",
        help_text="Who was asked.",
    )
    program = models.ForeignKey(
        Program,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="filled_gaps",
        help_text="What it became.",
    )
    facts = models.JSONField(
        default=dict,
        blank=True,
        editable=False,
        help_text="What was missing when it was set aside, by who could see it: it asks again when this has grown.",
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = GapQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    priority__isnull=False, state__isnull=True, role="", entity__isnull=True, cycle__isnull=True
                )
                | (
                    Q(priority__isnull=True, state__isnull=False, entity__isnull=True, cycle__isnull=True)
                    & ~Q(role="")
                )
                | Q(priority__isnull=True, state__isnull=True, role="", entity__isnull=False, cycle__isnull=False),
                name="gap_of_a_priority_a_role_or_a_need",
            ),
            models.UniqueConstraint(
                fields=["entity", "cycle"], condition=Q(entity__isnull=False), name="gap_of_a_need_once"
            ),
            models.UniqueConstraint(
                fields=["state", "role"], condition=Q(state__isnull=False), name="gap_of_a_role_once"
            ),
            models.CheckConstraint(
                condition=Q(status="open", offered_to__isnull=True, program__isnull=True)
                | Q(status="offered", offered_to__isnull=False, program__isnull=True)
                | Q(status="program", program__isnull=False)
                | (Q(status="set_aside", offered_to__isnull=True, program__isnull=True) & ~Q(reason="")),
                name="gap_status_has_its_facts",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="gap_decided_by_somebody_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        if self.entity:
            return f"{self.entity}, {self.cycle}"
        return f"{self.priority}" if self.priority else f"{self.get_role_display()}, {self.state}"

    @property
    def key(self) -> str:
        """In addresses: that of its priority, its state and role, or its entity and cycle."""
        if self.entity and self.cycle:
            return f"need-{self.entity.public_id}-{self.cycle.code}"
        return self.priority.public_id if self.priority else f"{(self.state_id or '').lower()}-{self.role}"

    @property
    def title(self) -> str:
        """ "Pima County, AZ: youth", "No donor table in Arizona", "Money for Ocotillo Votes Action"."""
        if self.entity:
            return f"Money for {self.entity.legal_name}"
        if self.priority:
            about = [str(each) for each in (self.priority.constituency, self.priority.program_type) if each]
            return ": ".join([self.priority.division.full_name, *([", ".join(about)] if about else [])])
        label = str(self.get_role_display())
        return f"No {label[:1].lower()}{label[1:]} in {self.state.name if self.state else ''}"
