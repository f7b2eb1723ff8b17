"""The library: what partners share with one another, and what others say of it."""

import datetime as dt
from collections.abc import Collection, Sequence
from functools import reduce
from operator import and_
from typing import Final
from urllib.parse import urlsplit

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Func, IntegerField, Q
from django.db.models.functions import Lower
from django.db.models.lookups import Exact
from django.urls import reverse

from accounts.visibility import Viewer, Visibility, readable
from mvp_coord.lib.fulltext import any_phrase, beginnings
from mvp_coord.lib.public_id import new_public_id
from states.meanings import Meaning
from states.models import Constituency, IssueArea, ProgramType, State, Tactic

from .freshness import freshness
from .partner import Partner, PartnerQuerySet, PartnerState

# What a resource can be about, by the fields of `ResourceTag`.
TAG_KINDS: Final = ("state", "program_type", "tactic", "constituency", "issue")


def in_states(codes: Collection[str]) -> Q:
    """Tagged with one of these states; one for everywhere lies where its partner works."""
    tagged = ResourceTag.objects.filter(state__isnull=False)
    there = PartnerState.objects.filter(state_id__in=codes).values("partner_id")
    return Q(pk__in=tagged.filter(state_id__in=codes).values("resource_id")) | (
        ~Q(pk__in=tagged.values("resource_id")) & Q(partner__in=there)
    )


class ResourceQuerySet(models.QuerySet["Resource"]):
    def visible_to(self, viewer: Viewer) -> "ResourceQuerySet":
        """By the resource's level, and only of partners that the viewer may see; taken out, only for who may edit."""
        level = readable(viewer, owner="partner_id", states=in_states)
        standing = Q(withdrawn_at__isnull=True) | Q(partner__in=_edited_by(viewer))
        return self.filter(level & standing, partner__in=Partner.objects.visible_to(viewer))

    def editable_by(self, viewer: Viewer) -> "ResourceQuerySet":
        """Insiders edit all that they may see, a contact what its organization shares."""
        return self.visible_to(viewer).filter(partner__in=_edited_by(viewer))

    def listed_for(self, viewer: Viewer) -> "ResourceQuerySet":
        """What the library shows: neither taken out, nor replaced by a newer one that the viewer may see too."""
        newer = Resource.objects.visible_to(viewer).filter(withdrawn_at__isnull=True).values("pk")
        return self.visible_to(viewer).filter(withdrawn_at__isnull=True).exclude(replaced_by__in=newer)

    def tagged(self, kind: str, codes: Collection[str]) -> "ResourceQuerySet":
        """Those with one of these tags, by code; `kind` is a name of `TAG_KINDS`."""
        tags = ResourceTag.objects.filter(**{f"{kind}__code__in": codes})
        return self.filter(pk__in=tags.values("resource_id"))

    def made_for(self, codes: Collection[str], *, or_everywhere: bool = False) -> "ResourceQuerySet":
        """Those that name one of these states; also, where asked, those that name none and so hold everywhere."""
        tagged = ResourceTag.objects.filter(state__isnull=False)
        there = Q(pk__in=tagged.filter(state_id__in=codes).values("resource_id"))
        return self.filter(there | ~Q(pk__in=tagged.values("resource_id")) if or_everywhere else there)

    def matching(self, words: str, meanings: Sequence[Meaning] = ()) -> "ResourceQuerySet":
        """Every word begins a word of title or summary, or stands in the title, a tag or the partner's name.

        With the meanings of the words also those that say it in other words, or are tagged with what a part names.
        """
        found = reduce(and_, map(_says, words.split()), Q())
        if any(meaning.others or meaning.terms for meaning in meanings):
            found |= reduce(and_, map(_said_or_meant, meanings))
        return self.filter(found)


def _edited_by(viewer: Viewer) -> PartnerQuerySet | frozenset[int]:
    return Partner.objects.all() if viewer.is_insider else viewer.editable_partner_ids


def _says(word: str) -> Q:
    labels = Q()
    for kind in TAG_KINDS:
        labels |= Q(**{f"{kind}__name__icontains" if kind == "state" else f"{kind}__label__icontains": word})
    said = Q(title__icontains=word) | Q(partner__name__icontains=word)
    said |= Q(pk__in=ResourceTag.objects.filter(labels).values("resource_id"))
    search = beginnings(word)
    return said | Q(search=search) if search else said


def _said_or_meant(meaning: Meaning) -> Q:
    """The words of one part, other words for it, or a tag with the term that it names."""
    found = reduce(and_, map(_says, meaning.words.split()), Q())
    if others := any_phrase(meaning.others):
        found |= Q(search=others)
    for kind, ids in meaning.terms.items():
        found |= Q(pk__in=ResourceTag.objects.filter(**{f"{kind}__in": ids}).values("resource_id"))
    return found


@pghistory.track(exclude=["search"])
class Resource(models.Model):
    """Something that a partner shares for others to use: a file or a link, with what it is good for."""

    class Kind(models.TextChoices):
        GUIDE = "guide", "Guide"
        SCRIPT = "script", "Script"
        TEMPLATE = "template", "Template"
        TRAINING = "training", "Training"
        RESEARCH = "research", "Research"
        DATA = "data", "Data"
        TOOL = "tool", "Tool"

    class Language(models.TextChoices):
        ENGLISH = "en", "English"
        SPANISH = "es", "Spanish"
        BOTH = "en-es", "English and Spanish"
        ARABIC = "ar", "Arabic"
        CHINESE = "zh", "Chinese"
        HAITIAN = "ht", "Haitian Creole"
        HMONG = "hmn", "Hmong"
        KOREAN = "ko", "Korean"
        NAVAJO = "nv", "Navajo"
        SOMALI = "so", "Somali"
        TAGALOG = "tl", "Tagalog"
        VIETNAMESE = "vi", "Vietnamese"
        OTHER = "other", "Another or several"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    partner = models.ForeignKey(
        Partner,
        on_delete=models.PROTECT,
        related_name="resources",
        verbose_name="shared by",
        help_text="The organization that shares it.",
    )
    kind = models.CharField(max_length=10, choices=Kind, help_text="What sort of thing it is.")
    title = models.CharField(max_length=200, help_text="What somebody would look for, in a few words.")
    summary = models.TextField(help_text="What it is good for, and for whom, in two or three plain sentences.")
    language = models.CharField(max_length=5, choices=Language, default=Language.ENGLISH)
    link = models.URLField(max_length=500, blank=True, help_text="Where it is on the web, beginning with https://.")
    file = models.OneToOneField(
        "ResourceFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="current_of",
        help_text="The file as it is now; earlier ones are kept.",
    )
    visibility = models.CharField(
        max_length=10, choices=Visibility, default=Visibility.PARTNERS, help_text="Who can see and download this."
    )
    assured_on = models.DateField(
        "last checked", null=True, blank=True, help_text='When somebody of the partner last said "still true".'
    )
    replaced_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        help_text="A newer resource of the same organization that stands in its place.",
    )
    withdrawn_at = models.DateTimeField(
        "taken out", null=True, blank=True, editable=False, help_text="Since when the library no longer shows it."
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    search = models.GeneratedField(
        # Both by their stems and as written, so that a word that is still being typed is found as well.
        expression=SearchVector("title", weight="A", config="english")
        + SearchVector("summary", weight="C", config="english")
        + SearchVector("title", weight="A", config="simple")
        + SearchVector("summary", weight="C", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ResourceQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        indexes = [
            GinIndex(fields=["search"], name="resource_search"),
            models.Index(Lower("title"), "public_id", name="resource_title_order"),
            models.Index(fields=["-created_at", "-public_id"], name="resource_newest"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(summary=""), name="resource_says_what_it_is"),
            models.CheckConstraint(
                condition=Q(file__isnull=False, link="") | (Q(file__isnull=True) & ~Q(link="")),
                name="resource_file_or_link",
            ),
            models.CheckConstraint(condition=Q(link="") | Q(link__startswith="https://"), name="resource_link_https"),
            models.CheckConstraint(condition=~Q(replaced_by=F("id")), name="resource_not_replaced_by_itself"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partners:resource", args=[self.public_id])

    def freshness(self, today: dt.date) -> str:
        """How old its last check is: "fresh", "aging" or "stale"."""
        return freshness(self.assured_on, today)

    @property
    def host(self) -> str:
        """Where its link leads: "guides.example.org"."""
        return urlsplit(self.link).hostname or ""


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class ResourceTag(models.Model):
    """One thing that a resource is about: a state, a kind of work, a tactic, a constituency or an issue."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="tags")
    state = models.ForeignKey(State, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    program_type = models.ForeignKey(ProgramType, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    tactic = models.ForeignKey(Tactic, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    constituency = models.ForeignKey(Constituency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    issue = models.ForeignKey(IssueArea, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["resource", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Exact(Func(*map(F, TAG_KINDS), function="num_nonnulls", output_field=IntegerField()), 1),
                name="resource_tag_of_one_kind",
            ),
            models.UniqueConstraint(fields=["resource", *TAG_KINDS], name="resource_tag_once", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return str(next(filter(None, (getattr(self, kind) for kind in TAG_KINDS))))
