"""Partners: every organization that we coordinate with, whatever its kind."""

import datetime as dt
from collections.abc import Collection, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower, Upper
from django.urls import reverse

from accounts.visibility import Viewer, Visibility, readable
from mvp_coord.lib.fulltext import any_phrase, beginnings
from states.meanings import Meaning
from states.models import Constituency, IssueArea, State

from .freshness import Freshness, freshness, is_as_fresh


def _in_states(codes: Collection[str]) -> Q:
    # Asked row by row where there are few: "in" would have the database list all partners of a state first.
    return Q(Exists(PartnerState.objects.filter(partner=OuterRef("pk"), state_id__in=codes)))


class PartnerQuerySet(models.QuerySet["Partner"]):
    def visible_to(self, viewer: Viewer) -> "PartnerQuerySet":
        """Those that this viewer may know of; a merged one lives on only as an address that redirects."""
        return self.filter(readable(viewer, owner="pk", states=_in_states))

    def editable_by(self, viewer: Viewer) -> "PartnerQuerySet":
        """Staff edit all of them, a partner contact its own."""
        if viewer.is_insider:
            return self.visible_to(viewer)
        return self.filter(pk__in=viewer.editable_partner_ids)

    def listed(self) -> "PartnerQuerySet":
        """Without those that were merged into another."""
        return self.exclude(status=Partner.Status.MERGED)

    def in_state(self, code: str) -> "PartnerQuerySet":
        return self.filter(pk__in=PartnerState.objects.filter(state_id=code).values("partner_id"))

    def of_kinds(self, kinds: Collection[str]) -> "PartnerQuerySet":
        return self.filter(kind__in=kinds)

    def in_states(self, codes: Collection[str]) -> "PartnerQuerySet":
        """Those that work in at least one of these states, by postal code."""
        return self.filter(_in_states(codes))

    def with_vehicles(self, vehicles: Collection[str]) -> "PartnerQuerySet":
        """Families with at least one legal entity of these vehicles."""
        return self.filter(pk__in=Partner.objects.filter(entities__vehicle__in=vehicles).values("pk"))

    def for_constituencies(self, codes: Collection[str]) -> "PartnerQuerySet":
        """Those that work for at least one of these constituencies."""
        return self.filter(pk__in=Partner.objects.filter(constituencies__code__in=codes).values("pk"))

    def for_issues(self, codes: Collection[str]) -> "PartnerQuerySet":
        """Those that work on at least one of these issues."""
        return self.filter(pk__in=Partner.objects.filter(issues__code__in=codes).values("pk"))

    def in_statuses(self, statuses: Collection[str]) -> "PartnerQuerySet":
        return self.filter(status__in=statuses)

    def as_fresh_as(self, words: Collection[str], today: dt.date) -> "PartnerQuerySet":
        """Those of which one of these words of freshness is said today."""
        said = [is_as_fresh(word, today) for word in words if word in Freshness]
        return self.filter(reduce(or_, said)) if said else self.none()

    def matching(self, words: str, meanings: Sequence[Meaning] = ()) -> "PartnerQuerySet":
        """Every word begins a word of the names or the summary, or stands anywhere in a name, in any order.

        With the meanings of the words also those that say it in other words, or that are for what a part names.
        """
        inside = Q()
        for word in words.split():
            inside &= Q(name__icontains=word) | Q(other_names__icontains=word)
        search = beginnings(words)
        found = Q(search=search) | inside if search else inside
        if any(meaning.others or meaning.terms for meaning in meanings):
            found |= reduce(and_, map(_said_or_meant, meanings))
        return self.filter(found)


def _said_or_meant(meaning: Meaning) -> Q:
    """The words of one part, other words for it, or the constituency, issue or vehicle that it names."""
    searches = [each for each in (beginnings(meaning.words), any_phrase(meaning.others)) if each]
    found = reduce(or_, (Q(search=each) for each in searches), Q())
    for kind, through, column in (
        ("constituency", Partner.constituencies.through, "constituency__in"),
        ("issue", Partner.issues.through, "issuearea__in"),
    ):
        if ids := meaning.terms.get(kind):
            found |= Q(pk__in=through._default_manager.filter(**{column: ids}).values("partner"))  # type: ignore[attr-defined]
    if vehicles := meaning.terms.get("vehicle"):
        found |= Q(pk__in=Partner.objects.with_vehicles(vehicles).values("pk"))
    return found


@pghistory.track(exclude=["search", "creation_key"])
class Partner(models.Model):
    """Any organization we coordinate with: a family of legal entities under one name."""

    class Kind(models.TextChoices):
        PEER_FUNDER = "peer_funder", "Peer funder"
        NATIONAL = "national", "National organizing group"
        YEAR_ROUND = "year_round", "Year-round organizing group"
        COALITION = "coalition", "Time-bound coalition"
        STATE_TABLE = "state_table", "State table"
        DONOR_TABLE = "donor_table", "Donor table"
        PIPELINE_HUB = "pipeline_hub", "Leadership & candidate pipeline hub"
        RESEARCH_HUB = "research_hub", "Research & communications hub"
        INFRASTRUCTURE_HUB = "infrastructure_hub", "Operational infrastructure hub"

    class Status(models.TextChoices):
        UNCONFIRMED = "unconfirmed", "Unconfirmed"
        ACTIVE = "active", "Active"
        DORMANT = "dormant", "Dormant"
        CLOSED = "closed", "Closed"
        MERGED = "merged", "Merged"

        @classmethod
        def to_choose(cls) -> list[tuple[str, Any]]:
            """Those that somebody can say of a partner: it is merged by a merge alone."""
            return [choice for choice in cls.choices if choice[0] != cls.MERGED]

    AT_WORK = (Status.ACTIVE, Status.UNCONFIRMED)
    # What a state has or lacks; funders and national groups come from elsewhere, coalitions come and go.
    STATE_ROLES = (
        Kind.YEAR_ROUND,
        Kind.STATE_TABLE,
        Kind.DONOR_TABLE,
        Kind.PIPELINE_HUB,
        Kind.RESEARCH_HUB,
        Kind.INFRASTRUCTURE_HUB,
    )

    # Pages of the directory that stand where a slug would.
    RESERVED_SLUGS = ("new", "duplicates", "likely", "open-overlaps")

    slug = models.SlugField(max_length=120, unique=True, help_text="In addresses; kept when the name changes.")
    name = models.CharField(max_length=200, help_text="The name that the organization uses itself.")
    other_names = models.TextField(blank=True, help_text="Former names, short names, acronyms: one per line.")
    kind = models.CharField(max_length=20, choices=Kind, help_text="Its main role in the ecosystem.")
    status = models.CharField(max_length=12, choices=Status, default=Status.UNCONFIRMED)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from", editable=False
    )
    states = models.ManyToManyField(State, through="PartnerState", related_name="partners")
    website = models.URLField(blank=True)
    direct_giving_url = models.URLField(
        "direct-giving link", blank=True, help_text="Where anybody can give to it directly, without us."
    )
    summary = models.TextField(blank=True, help_text="What it does, in two or three plain sentences.")
    founded_year = models.PositiveSmallIntegerField("founded in", null=True, blank=True)
    constituencies = models.ManyToManyField(Constituency, blank=True, related_name="partners")
    issues = models.ManyToManyField(IssueArea, blank=True, related_name="partners")
    starts_on = models.DateField(null=True, blank=True, help_text="A coalition's first day.")
    ends_on = models.DateField(null=True, blank=True, help_text="A coalition's last day.")
    visibility = models.CharField(
        max_length=10, choices=Visibility, default=Visibility.PARTNERS, help_text="Who can see this."
    )
    assured_on = models.DateField(null=True, blank=True, help_text='When the partner last said "still true".')
    assured_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    source = models.CharField(max_length=300, blank=True, help_text="Where this record comes from.")
    creation_key = models.CharField(  # noqa: DJ001 -- unique where there is one
        max_length=12,
        unique=True,
        null=True,
        editable=False,
        help_text="Of the form that made it, so that a form sent twice makes one partner.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    search = models.GeneratedField(
        # Both by their stems and as written, so that a word that is still being typed is found as well.
        expression=SearchVector("name", "other_names", weight="A", config="english")
        + SearchVector("summary", weight="C", config="english")
        + SearchVector("name", "other_names", weight="A", config="simple")
        + SearchVector("summary", weight="C", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        indexes = [
            GinIndex(fields=["search"], name="partner_search"),
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="partner_name_trigrams"),
            GinIndex(OpClass(Upper("other_names"), name="gin_trgm_ops"), name="partner_other_names_trigrams"),
            models.Index(Lower("name"), "slug", name="partner_name_order"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="partner_has_a_name"),
            models.CheckConstraint(
                condition=~Q(slug__in=["new", "duplicates", "likely", "open-overlaps"]),
                name="partner_slug_not_a_page",
            ),
            models.CheckConstraint(
                condition=Q(status="merged", merged_into__isnull=False)
                | (~Q(status="merged") & Q(merged_into__isnull=True)),
                name="partner_merged_iff_into_another",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="partner_not_merged_into_itself"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="partner_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(founded_year__isnull=True) | Q(founded_year__gte=1600, founded_year__lte=2100),
                name="partner_founded_plausibly",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("partners:detail", args=[self.slug])

    @property
    def is_at_work(self) -> bool:
        """Whether it works, as far as anybody knows."""
        return self.status in self.AT_WORK

    def freshness(self, today: dt.date) -> str:
        """How old its last "still true" is: "fresh", "aging" or "stale"."""
        return freshness(self.assured_on, today)


class PartnerState(models.Model):
    """A state that a partner works in, and whether it does so state-wide."""

    class Scope(models.TextChoices):
        STATEWIDE = "statewide", "Statewide"
        LOCAL = "local", "Local"

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="partner_states")
    state = models.ForeignKey(State, on_delete=models.PROTECT, related_name="partner_states")
    scope = models.CharField(max_length=10, choices=Scope, default=Scope.STATEWIDE)
    role = models.CharField(max_length=200, blank=True, help_text="What it does in this state, in a few words.")

    class Meta:
        ordering = ["state"]
        constraints = [models.UniqueConstraint(fields=["partner", "state"], name="partner_state_once")]

    def __str__(self) -> str:
        return f"{self.partner} in {self.state_id}"


pghistory.track()(PartnerState)


@pghistory.track(
    pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None, model_name="PartnerConstituenciesEvent"
)
class PartnerConstituency(Partner.constituencies.through):  # type: ignore[name-defined, misc]
    """A constituency that a partner works for. Django makes the table between; this lets it keep a history."""

    class Meta:
        proxy = True


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None, model_name="PartnerIssuesEvent")
class PartnerIssue(Partner.issues.through):  # type: ignore[name-defined, misc]
    """An issue that a partner works on besides elections; with a history, like the above."""

    class Meta:
        proxy = True
