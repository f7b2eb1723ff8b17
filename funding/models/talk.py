"""Funders who talk about a group: an ask to one of them, or to whoever else is looking at it, and what is said then.

Nothing here says how much; nobody but the two who talk reads it.
"""

from collections.abc import Collection

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from accounts.visibility import Viewer
from mvp_coord.lib.public_id import new_public_id
from partners.models import Partner

from .allocation import Allocation

_PEOPLE = settings.AUTH_USER_MODEL


class FunderAskQuerySet(models.QuerySet["FunderAsk"]):
    def visible_to(self, viewer: Viewer) -> "FunderAskQuerySet":
        """Who asked (staff: those that staff asked), and who was asked: by name, or since it looks at the group
        too."""
        known = self.filter(group__in=Partner.objects.visible_to(viewer))
        return known.filter(self._asked_by(viewer) | self._put_to(viewer))

    def of_asker(self, viewer: Viewer) -> "FunderAskQuerySet":
        """Those that this viewer's side asked."""
        return self.filter(self._asked_by(viewer))

    def _asked_by(self, viewer: Viewer) -> Q:
        own = Q(asker__in=viewer.funder_ids)
        return own | Q(asker=None) if viewer.is_insider else own

    def _put_to(self, viewer: Viewer) -> Q:
        spoken = FunderWord.objects.filter(ask=OuterRef("pk"), funder__in=viewer.funder_ids)
        looks = looking_at(OuterRef("group")).filter(fund__owner__in=viewer.funder_ids)
        whoever = Q(to=None) & (Q(asker=None) | ~Q(asker__in=viewer.funder_ids)) & Q(Exists(looks) | Exists(spoken))
        return Q(to__in=viewer.funder_ids) | whoever

    def not_put_aside_by(self, viewer: Viewer) -> "FunderAskQuerySet":
        """Without those that the viewer's side does not want to see any more; the other side is told nothing of
        it."""
        return self.exclude(pk__in=FunderAside.objects.filter(funder__in=viewer.funder_ids).values("ask"))


def looking_at(group: object) -> models.QuerySet[Allocation]:
    """What funders give to a group or think of giving to it, whoever may read it: never to be served."""
    ended = (Allocation.Status.DECLINED, Allocation.Status.CANCELLED)
    rows = Allocation.objects.filter(entity__partner=group, fund__is_managed=False).exclude(status__in=ended)  # type: ignore[misc]
    return rows.exclude(fund__owner=F("entity__partner"))


@pghistory.track()
class FunderAsk(models.Model):
    """One funder, or staff, would like to talk about a group; kept as it was written."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    group = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="+", help_text="Whom it is about.")
    asker = models.ForeignKey(
        Partner, on_delete=models.CASCADE, null=True, blank=True, related_name="+", help_text="Empty: staff."
    )
    asked_by = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(
        Partner,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty: whoever else is looking at the group.",
    )
    words = models.TextField(max_length=2_000, help_text="What they would like to talk about.")
    asked_at = models.DateTimeField(auto_now_add=True)

    objects = FunderAskQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="funder_ask_says_something"),
            models.CheckConstraint(
                condition=Q(asker__isnull=True) | Q(to__isnull=True) | ~Q(asker=F("to")), name="funder_ask_of_another"
            ),
        ]

    def __str__(self) -> str:
        """Says nothing of who asks whom about whom: names of records get into messages."""
        return "a question among funders"

    def get_absolute_url(self) -> str:
        return reverse("funding:ask", args=[self.public_id])


class FunderWordQuerySet(models.QuerySet["FunderWord"]):
    def visible_to(self, viewer: Viewer) -> "FunderWordQuerySet":
        """The asker reads what each of the others said to it, and each of these its own talk alone."""
        asks = FunderAsk.objects.visible_to(viewer)
        asked = asks.of_asker(viewer).values("pk")
        return self.filter(Q(ask__in=asked) | Q(ask__in=asks.values("pk"), funder__in=viewer.funder_ids))

    def among(self, ask: FunderAsk, funders: Collection[int]) -> "FunderWordQuerySet":
        """What was said on an ask with one of these."""
        return self.filter(ask=ask, funder__in=funders)


@pghistory.track()
class FunderWord(models.Model):
    """Something said between who asked and one funder who answered."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    ask = models.ForeignKey(FunderAsk, on_delete=models.CASCADE, related_name="said")
    funder = models.ForeignKey(
        Partner, on_delete=models.CASCADE, related_name="+", help_text="Who answers the asker."
    )
    is_askers = models.BooleanField("said by who asked")
    author = models.ForeignKey(_PEOPLE, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=2_000)
    said_at = models.DateTimeField(auto_now_add=True)

    objects = FunderWordQuerySet.as_manager()

    class Meta:
        ordering = ["said_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="funder_word_says_something")]

    def __str__(self) -> str:
        return "a word among funders"


@pghistory.track()
class FunderAside(models.Model):
    """One funder has put an ask aside: it is not shown to it any more, and who asked is told nothing."""

    ask = models.ForeignKey(FunderAsk, on_delete=models.CASCADE, related_name="+")
    funder = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ask", "funder"], name="funder_aside_once")]

    def __str__(self) -> str:
        return f"{self.ask}, put aside"
