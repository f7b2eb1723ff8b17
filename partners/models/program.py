"""Programs and their activities: who does what, where, when, for whom, and how much of it."""

import datetime as dt
from collections.abc import Collection

import pghistory
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.visibility import Viewer, Visibility, readable
from mvp_coord.lib import wording
from mvp_coord.lib.days import in_this_century, of_this_century
from mvp_coord.lib.public_id import new_public_id
from states.models import Constituency, Cycle, Division, ProgramType, Race, State, Tactic

from .family import LegalEntity, Vehicle
from .freshness import freshness
from .partner import Partner


def _with_work_in(codes: Collection[str]) -> Q:
    return Q(pk__in=Activity.objects.filter(division__state_id__in=codes).values("program_id"))


def _counts(program: str = "") -> Q:
    """The condition of `counting` on the program at the end of a lookup ("program__")."""
    ended = [Partner.Status.CLOSED, Partner.Status.MERGED]
    return Q(**{f"{program}status__in": Program.COUNTING}) & ~Q(**{f"{program}partner__status__in": ended})


class ProgramQuerySet(models.QuerySet["Program"]):
    def visible_to(self, viewer: Viewer) -> "ProgramQuerySet":
        """By the program's level, and only at partners that the viewer may see."""
        level = readable(viewer, owner="partner_id", states=_with_work_in)
        return self.filter(level, partner__in=Partner.objects.visible_to(viewer))

    def current(self) -> "ProgramQuerySet":
        """Those that were not cancelled."""
        return self.exclude(status=Program.Status.CANCELLED)

    def counting(self) -> "ProgramQuerySet":
        """Those whose work is planned or real: they count in overlaps, gaps and totals."""
        return self.filter(_counts())


@pghistory.track()
class Program(models.Model):
    """What a partner sets out to do, as one undertaking with one budget."""

    class Side(models.TextChoices):
        NONPARTISAN = "nonpartisan", "Nonpartisan"
        INDEPENDENT = "independent", "Independent"
        COORDINATED = "coordinated", "Coordinated"

    class Status(models.TextChoices):
        IDEA = "idea", "Idea"
        PLANNED = "planned", "Planned"
        COMMITTED = "committed", "Committed"
        UNDER_WAY = "under_way", "Under way"
        FINISHED = "finished", "Finished"
        CANCELLED = "cancelled", "Cancelled"

    CHARITIES = (Vehicle.C3_PUBLIC, Vehicle.C3_PRIVATE)
    COUNTING = (Status.PLANNED, Status.COMMITTED, Status.UNDER_WAY, Status.FINISHED)

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="programs")
    entity = models.ForeignKey(
        LegalEntity,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="programs",
        help_text="Which legal entity runs it.",
    )
    umbrella = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text="The wider program that this one is a part of.",
    )
    name = models.CharField(max_length=200)
    side = models.CharField(max_length=12, choices=Side, default=Side.INDEPENDENT)
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    budget_usd = models.DecimalField(
        "budget",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="In dollars, for the whole program.",
    )
    raised_usd = models.DecimalField(
        "raised",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="In dollars, from anybody.",
    )
    visibility = models.CharField(
        max_length=10, choices=Visibility, default=Visibility.TABLE, help_text="Who can see this."
    )
    assured_on = models.DateField(null=True, blank=True, help_text='When the partner last said "still true".')
    source = models.CharField(max_length=300, blank=True, help_text="Where this record comes from.")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ProgramQuerySet.as_manager()

    class Meta:
        ordering = ["partner", "name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="program_has_a_name"),
            models.CheckConstraint(
                condition=Q(budget_usd__isnull=True) | Q(budget_usd__gte=0),
                name="program_budget_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(raised_usd__isnull=True) | Q(raised_usd__gte=0),
                name="program_raised_not_negative",
            ),
            models.CheckConstraint(condition=~Q(umbrella=F("id")), name="program_not_its_own_umbrella"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("partners:program", args=[self.public_id])

    @classmethod
    def may_be_run_by(cls, entity: LegalEntity | None, *, side: str | None) -> bool:
        """Whether this entity may work on this side: a 501(c)(3) works nonpartisan."""
        return entity is None or entity.vehicle not in cls.CHARITIES or side == cls.Side.NONPARTISAN

    def freshness(self, today: dt.date) -> str:
        """How old its last "still true" is: "fresh", "aging" or "stale"."""
        return freshness(self.assured_on, today)


class ActivityQuerySet(models.QuerySet["Activity"]):
    def visible_to(self, viewer: Viewer) -> "ActivityQuerySet":
        """An activity is exactly as visible as its program."""
        return self.filter(program__in=Program.objects.visible_to(viewer))

    def standing(self) -> "ActivityQuerySet":
        """Those that were not cancelled."""
        return self.filter(cancelled_at__isnull=True)

    def present(self) -> "ActivityQuerySet":
        """Working or planned there, and not cancelled."""
        return self.standing().filter(mode=Activity.Mode.PRESENCE)

    def comparable(self) -> "ActivityQuerySet":
        """Those that the overlap engine looks at: presence, not cancelled, in programs that count."""
        # Of the joined program, which most ask for anyway: the database plans that better than a query in a query.
        return self.present().filter(_counts("program__"))

    def in_cycle(self, cycle: Cycle | None) -> "ActivityQuerySet":
        """Those whose window shares a day with the cycle, so of each cycle that they run in; all where it is None."""
        return self.filter(cycle.met) if cycle else self

    def in_state(self, code: str) -> "ActivityQuerySet":
        return self.filter(division__state_id=code)

    def reaching_state(self, code: str) -> "ActivityQuerySet":
        """In this state, or in the whole country."""
        return self.reaching_states([code])

    def reaching_states(self, codes: Collection[str]) -> "ActivityQuerySet":
        """In one of these states (postal codes), or in the whole country."""
        return self.filter(Q(division__state_id__in=codes) | Q(division__state=None))


@pghistory.track()
class Activity(models.Model):
    """One line of a program: what, where, when, for whom, with which volumes. Zero is a volume, empty is unknown."""

    class Mode(models.TextChoices):
        PRESENCE = "presence", "Working or planned there"
        CAPACITY = "capacity", "Could work there if asked"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="activities")
    program_type = models.ForeignKey(ProgramType, on_delete=models.PROTECT, related_name="activities")
    tactic = models.ForeignKey(Tactic, on_delete=models.PROTECT, related_name="activities")
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="activities", verbose_name="place")
    starts_on = models.DateField(validators=[in_this_century])
    ends_on = models.DateField(validators=[in_this_century], help_text="The last day of work.")
    constituencies = models.ManyToManyField(
        Constituency, blank=True, related_name="activities", help_text="For whom; none means everyone."
    )
    race = models.ForeignKey(
        Race,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        help_text="Only for work on one contest or ballot measure: what money may pay for depends on it.",
    )
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.PRESENCE)
    universe = models.PositiveIntegerField(null=True, blank=True, help_text="People on the list.")
    attempts_planned = models.PositiveIntegerField(null=True, blank=True, help_text="Tries to reach them, in all.")
    contacts_planned = models.PositiveIntegerField(null=True, blank=True, help_text="People expected to be reached.")
    budget_usd = models.DecimalField(
        "budget", max_digits=14, decimal_places=2, null=True, blank=True, help_text="In dollars."
    )
    cancelled_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="Since when this work is no longer planned."
    )
    source_ref = models.CharField("label in its sheet", max_length=100, blank=True)
    source_state = models.ForeignKey(
        State, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    source_partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    source_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["program", "starts_on", "pk"]
        verbose_name_plural = "activities"
        indexes = [models.Index(fields=["division", "tactic", "starts_on", "ends_on"], name="activity_bucket")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="activity_ends_after_start"),
            models.CheckConstraint(
                condition=of_this_century("starts_on", "ends_on"), name="activity_in_this_century"
            ),
            models.CheckConstraint(
                condition=Q(budget_usd__isnull=True) | Q(budget_usd__gte=0),
                name="activity_budget_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(source_partner__isnull=True) | Q(source_user__isnull=True),
                name="activity_one_sender",
            ),
            models.UniqueConstraint(
                fields=["source_state", "source_partner", "source_ref"],
                condition=Q(source_partner__isnull=False) & ~Q(source_ref=""),
                name="activity_label_once_per_partner",
            ),
            models.UniqueConstraint(
                fields=["source_state", "source_user", "source_ref"],
                condition=Q(source_user__isnull=False) & ~Q(source_ref=""),
                name="activity_label_once_per_user",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tactic} in {self.division}, {self.program}"

    def get_absolute_url(self) -> str:
        return reverse("partners:activity", args=[self.public_id])

    def clean(self) -> None:
        if not (self.race and self.division_id and self.program_id and self.starts_on):
            return
        state, is_nonpartisan = self.division.state_id, self.program.side == Program.Side.NONPARTISAN
        why = self.why_not_for(self.race, state=state, starts_on=self.starts_on, is_nonpartisan=is_nonpartisan)
        if why:
            raise ValidationError({"race": why})

    @staticmethod
    def why_not_for(race: Race, *, state: str | None, starts_on: dt.date, is_nonpartisan: bool) -> str:
        """Why work in this state (postal code; None: in the whole country) cannot be for this race, or ""."""
        if state and race.division.state_id not in (state, None):
            return f"{race} is decided in another state than the work."
        if starts_on > race.election.held_on:
            return f"{race} is decided on {wording.day(race.election.held_on)}, before the work begins."
        if is_nonpartisan and race.kind != Race.Kind.MEASURE:
            return "Nonpartisan work is for no single race, and all work of a 501(c)(3) is nonpartisan."
        return ""


@pghistory.track(
    pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None, model_name="ActivityConstituenciesEvent"
)
class ActivityConstituency(Activity.constituencies.through):  # type: ignore[name-defined, misc]
    """A constituency that an activity is for. Django makes the table between; this lets it keep a history."""

    class Meta:
        proxy = True
