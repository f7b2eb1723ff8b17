"""Who was asked to fill a gap, in which words, and what came of it."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from accounts.visibility import Viewer
from funding.models import Need
from mvp_coord.lib.public_id import new_public_id
from partners.models import Partner
from states.models import Priority

from .gap import Gap

_PEOPLE = settings.AUTH_USER_MODEL


class GapAskQuerySet(models.QuerySet["GapAsk"]):
    def visible_to(self, viewer: Viewer) -> "GapAskQuerySet":
        """Staff and admins all; a contact what its own organization was asked, while it may know what it is about."""
        if viewer.is_insider:
            return self.all()
        stated = Need.objects.visible_to(viewer).filter(entity=OuterRef("gap__entity"), cycle=OuterRef("gap__cycle"))
        known = Q(gap__state__isnull=False) | Q(gap__priority__in=Priority.objects.visible_to(viewer))
        return self.filter(known | Q(Exists(stated)), partner__in=viewer.partner_ids)

    def standing(self) -> "GapAskQuerySet":
        """Those that are not over: not declined, and the gap still stands as offered."""
        return self.filter(ended_at__isnull=True)

    def to_answer(self) -> "GapAskQuerySet":
        """Those that wait for the word of whoever was asked."""
        return self.standing().filter(Q(answer="") | Q(answer=GapAsk.Answer.QUESTION) & ~Q(reply=""))

    def to_look_at(self) -> "GapAskQuerySet":
        """Those that wait for staff: somebody asks back, or has said yes and no program came of it yet."""
        asks_back = Q(answer=GapAsk.Answer.QUESTION, reply="")
        return self.standing().filter(asks_back | Q(answer=GapAsk.Answer.YES))


@pghistory.track()
class GapAsk(models.Model):
    """One partner or peer funder asked to fill a gap; kept after it has ended, so that nobody is asked in vain."""

    class Answer(models.TextChoices):
        YES = "yes", "Said yes"
        NO = "no", "Said no"
        QUESTION = "question", "Asks back"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    gap = models.ForeignKey(Gap, on_delete=models.CASCADE, related_name="asks")
    partner = models.ForeignKey(
        Partner, on_delete=models.PROTECT, related_name="asked_gaps", help_text="Who was asked."
    )
    words = models.TextField(max_length=2_000, blank=True, help_text="What they were told.")
    asked_by = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True, help_text="Empty while they think.")
    note = models.TextField(max_length=2_000, blank=True, help_text="What they said with it.")
    answered_by = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    reply = models.TextField(max_length=2_000, blank=True, help_text="What staff said to their question.")
    ended_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when it is over: declined, or something else was decided."
    )

    objects = GapAskQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gap"], condition=Q(ended_at__isnull=True), name="gap_asks_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | ~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False),
                name="gap_ask_answered_by_somebody_at_some_time",
            ),
            models.CheckConstraint(condition=~Q(answer="question") | ~Q(note=""), name="gap_ask_question_is_said"),
            models.CheckConstraint(condition=~Q(answer="no") | Q(ended_at__isnull=False), name="gap_ask_no_ends_it"),
        ]

    def __str__(self) -> str:
        """Says nothing of the gap: names of records get into messages."""
        return f"a question to {self.partner}"

    def get_absolute_url(self) -> str:
        return reverse("planning:gap-ask", args=[self.public_id])

    @property
    def waits_for_answer(self) -> bool:
        """Whether the next word is that of whoever was asked."""
        return self.ended_at is None and (
            not self.answer or (self.answer == self.Answer.QUESTION and bool(self.reply))
        )
