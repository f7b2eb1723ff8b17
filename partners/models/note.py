"""What staff keep of their talks with a partner, and what they promised to do next."""

import datetime as dt
from typing import Any

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.lookups import Regex
from django.urls import reverse
from django.utils import timezone

from accounts.visibility import Viewer, Visibility, nothing
from mvp_coord.lib.public_id import new_public_id

from .partner import Partner, PartnerState

SOON = dt.timedelta(days=7)


class Stand(models.TextChoices):
    """Where the next action of a note stands on a day, the most pressing first."""

    OVERDUE = "overdue", "Overdue"
    TODAY = "today", "Due today"
    SOON = "soon", "Due within a week"
    LATER = "later", "Due later"
    UNDATED = "undated", "To do, no day set"
    DONE = "done", "Done"
    NOTHING = "nothing", "Nothing to do"


class NoteQuerySet(models.QuerySet["Note"]):
    def visible_to(self, viewer: Viewer) -> "NoteQuerySet":
        """Those that this viewer may see, without those that were removed."""
        return self.readable_by(viewer).filter(removed_at__isnull=True)

    def readable_by(self, viewer: Viewer) -> "NoteQuerySet":
        """By staff alone, and never by somebody who speaks for the partner that the note is about.

        A private one only by who wrote it and who is to act on it.
        """
        if not viewer.is_staff:
            return self.filter(nothing())
        mine = Q(written_by=viewer.user_id) | Q(assigned_to=viewer.user_id)
        return self.filter(
            Q(visibility=Visibility.STAFF) | mine,
            partner__in=Partner.objects.visible_to(viewer),
        ).exclude(partner__in=viewer.partner_ids)

    def standing(self, *stands: str, today: dt.date) -> "NoteQuerySet":
        """Those whose next action stands so on this day (`Stand`)."""
        rows: models.QuerySet[Any] = self.with_stand(today)
        return rows.filter(stand__in=stands)  # type: ignore[return-value]

    def with_stand(self, today: dt.date) -> "NoteQuerySet":
        """Each with where its next action stands on this day, as `stand`."""
        return self.annotate(
            stand=Case(
                When(next_action="", then=Value(Stand.NOTHING)),
                When(done_at__isnull=False, then=Value(Stand.DONE)),
                When(due_on__isnull=True, then=Value(Stand.UNDATED)),
                When(due_on__lt=today, then=Value(Stand.OVERDUE)),
                When(due_on=today, then=Value(Stand.TODAY)),
                When(due_on__lte=today + SOON, then=Value(Stand.SOON)),
                default=Value(Stand.LATER),
                output_field=models.CharField(),
            )
        )

    def tagged(self, tags: list[str]) -> "NoteQuerySet":
        """Those with at least one of these tags."""
        return self.filter(tags__overlap=tags)

    def in_states(self, codes: list[str]) -> "NoteQuerySet":
        """Those about partners that work in at least one of these states."""
        return self.filter(partner__in=PartnerState.objects.filter(state_id__in=codes).values("partner_id"))

    def matching(self, words: str) -> "NoteQuerySet":
        """Every word stands in the text, the next action, a tag or the partner's name."""
        found = self
        for word in words.split():
            said = Q(text__icontains=word) | Q(next_action__icontains=word) | Q(partner__name__icontains=word)
            found = found.filter(said | Q(tags__contains=[word.lower()]))
        return found


@pghistory.track()
class Note(models.Model):
    """One talk with a partner, and what is to be done next. For staff alone: the partner never sees it."""

    class Kind(models.TextChoices):
        CALL = "call", "Call"
        MEETING = "meeting", "Meeting"
        EMAIL = "email", "E-mail"
        VISIT = "visit", "Visit"
        OTHER = "other", "Something else"

    # Nobody but staff reads notes, so these are all the levels that there are.
    LEVELS = (Visibility.PRIVATE, Visibility.STAFF)

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    partner = models.ForeignKey(
        Partner, on_delete=models.CASCADE, related_name="notes", help_text="Whom it was with, or is about."
    )
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.CALL, help_text="How you were in touch.")
    happened_on = models.DateField("on", default=timezone.localdate, help_text="The day of it.")
    text = models.TextField(max_length=10_000, help_text="What a colleague should know, in plain words.")
    tags = ArrayField(
        models.CharField(max_length=40), default=list, blank=True, help_text="What it is about, in a word each."
    )
    visibility = models.CharField(
        max_length=10,
        choices=[(Visibility.STAFF, "All staff"), (Visibility.PRIVATE, "You, and who is to act on it")],
        default=Visibility.STAFF,
        help_text="Who can see this. The partner never can.",
    )
    next_action = models.CharField(max_length=300, blank=True, help_text="What is to be done next, if anything.")
    due_on = models.DateField("due", null=True, blank=True, help_text="By when, if there is a day.")
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who does it.",
    )
    done_at = models.DateTimeField("done", null=True, blank=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        help_text="Who said that it is done.",
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        help_text="Whose words these are.",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    removed_at = models.DateTimeField("removed", null=True, blank=True, editable=False)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_on", "-created_at", "pk"]
        indexes = [
            GinIndex(fields=["tags"], name="note_tags"),
            models.Index(fields=["-happened_on", "-public_id"], name="note_newest"),
            models.Index(
                fields=["assigned_to", "due_on"],
                condition=Q(done_at__isnull=True) & ~Q(next_action=""),
                name="note_to_do",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="note_says_something"),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | ~Q(next_action=""), name="note_due_only_with_an_action"
            ),
            models.CheckConstraint(
                condition=Q(next_action="", assigned_to__isnull=True)
                | (~Q(next_action="") & Q(assigned_to__isnull=False)),
                name="note_action_has_somebody",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | ~Q(next_action=""), name="note_done_only_with_an_action"
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="note_done_by_somebody",
            ),
            models.CheckConstraint(condition=Q(visibility__in=["private", "staff"]), name="note_is_for_staff"),
            models.CheckConstraint(
                condition=Regex(
                    Func(F("tags"), Value(","), function="array_to_string", output_field=models.TextField()),
                    r"^([a-z0-9]+(-[a-z0-9]+)*(,|$))*$",
                ),
                name="note_tags_are_plain",
            ),
        ]

    def __str__(self) -> str:
        """Says nothing of what it says: names of records get into messages."""
        return f"a note of {self.happened_on:%b} {self.happened_on.day}, {self.happened_on.year}"

    def get_absolute_url(self) -> str:
        return reverse("partners:note", args=[self.public_id])

    @property
    def is_to_do(self) -> bool:
        """Whether something is still to be done."""
        return bool(self.next_action) and self.done_at is None
