"""Cases and recommendations in admin. Staff write recommendations here; donors see the published ones."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from accounts.models import User
from mvp_coord.jobs.models import DueWork
from mvp_coord.record_admin import RecordAdmin, each_by_action
from partners.actions.due import EVERYWHERE, KEPT_BACK
from partners.models import Activity
from planning import actions

from .models import Overlap, OverlapMember, Recommendation


@admin.register(Overlap)
class OverlapAdmin(RecordAdmin):
    """Cases are kept by the check and settled on their own page; counsel alone reads them here.

    Only those of whose members none is hidden: a case names partners and programs in many places. And none that may
    rest on money which is kept back by now: until it is checked again, or where no check finds that money any more.
    """

    readers = ("counsel",)
    writers = ()
    list_display = ("__str__", "state", "overlap_class", "certainty", "starts_on", "settlement", "cleared_at")
    list_filter = (
        "overlap_class",
        "certainty",
        "state",
        ("settlement", admin.EmptyFieldListFilter),
        ("cleared_at", admin.EmptyFieldListFilter),
    )
    list_select_related = ("family", "anchor", "state", "settlement__overlap__family", "settlement__overlap__anchor")
    search_fields = ("anchor__name", "family__label", "public_id")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Overlap]:
        seen = Activity.objects.visible_to(request.viewer)  # type: ignore[attr-defined]
        hidden = OverlapMember.objects.exclude(activity__in=seen)
        waits = DueWork.objects.filter(kind=KEPT_BACK)
        here = waits.filter(Q(key=EVERYWHERE) | Q(key=OuterRef("state_id")))
        rows = super().get_queryset(request).exclude(pk__in=hidden.values("overlap_id"))
        rows = rows.exclude(overlap_class=Overlap.Class.SAME_MONEY, cleared_at__isnull=False)
        return rows.exclude(Exists(here)).exclude(Exists(waits), state=None)


@admin.register(Recommendation)
class RecommendationAdmin(RecordAdmin):
    """What donors are shown. Only published ones are; publishing checks that a donor can act on it."""

    list_display = ("headline", "entity", "cycle", "status", "position", "checked_on")
    list_filter = ("status", "cycle", "checked_on")
    list_select_related = ("entity", "cycle")
    search_fields = ("headline", "reason", "entity__legal_name", "entity__partner__name")
    autocomplete_fields = ("entity", "cycle")
    exclude = ("checked_by",)
    readonly_fields = ("status",)
    actions = ("publish", "withdraw")

    def save_model(self, request: HttpRequest, obj: Recommendation, form: Any, change: bool) -> None:
        """Whoever saves it has checked it."""
        obj.checked_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)

    @admin.action(description="Publish to donors", permissions=["change"])
    def publish(self, request: HttpRequest, rows: QuerySet[Recommendation]) -> None:
        by = cast(User, request.user)
        each_by_action(
            self,
            request,
            rows,
            lambda row, why: actions.publish_recommendation(recommendation=row, by=by, reason=why),
            refusals=actions.NotReadyForDonors,
            done="Published",
        )

    @admin.action(description="Withdraw from donors", permissions=["change"])
    def withdraw(self, request: HttpRequest, rows: QuerySet[Recommendation]) -> None:
        by = cast(User, request.user)
        each_by_action(
            self,
            request,
            rows,
            lambda row, why: actions.withdraw_recommendation(recommendation=row, by=by, reason=why),
            refusals=actions.NotReadyForDonors,
            done="Withdrawn",
        )
