"""Funds, needs and allocations in admin; donors by name and e-mail only."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from accounts.history import Version
from accounts.visibility import Viewer
from funding import actions
from funding.actions.paid_work import checking_who_reads
from funding.reports.links import without_hidden_links
from mvp_coord.record_admin import RecordAdmin, each_by_action

from .models import Allocation, Donor, Fund, Grant, Need


@admin.register(Fund)
class FundAdmin(RecordAdmin):
    list_display = ("name", "owner", "vehicle", "focus", "cycle", "target_usd", "is_managed", "visibility")
    list_filter = ("vehicle", "focus", "cycle", "is_managed", "visibility")
    list_select_related = ("owner", "cycle")
    search_fields = ("name", "owner__name")
    autocomplete_fields = ("owner", "state", "issue", "constituency", "cycle")
    prepopulated_fields = {"slug": ("name",)}

    def get_readonly_fields(self, request: HttpRequest, obj: Fund | None = None) -> tuple[str, ...]:
        """What the ledger rests on stays while there are accounts."""
        rests = ("vehicle", "is_managed") if obj and obj.accounts.exists() else ()
        # A peer's fund stays with it: as ours, what it keeps back of its amounts could be read.
        theirs = ("owner", "is_managed") if obj and not obj.is_managed else ()
        return (*rests, *theirs)

    def save_model(self, request: HttpRequest, obj: Fund, form: Any, change: bool) -> None:
        with checking_who_reads(Allocation.objects.filter(fund=obj.pk), by=request.user):  # type: ignore[arg-type]
            super().save_model(request, obj, form, change)


@admin.register(Need)
class NeedAdmin(RecordAdmin):
    list_display = ("entity", "cycle", "budget_usd", "raised_usd", "good_as_of", "consent", "source")
    list_filter = ("cycle", "consent")
    list_select_related = ("entity", "cycle")
    search_fields = ("entity__legal_name", "entity__partner__name", "source")
    autocomplete_fields = ("entity", "cycle")
    exclude = ("stated_by",)

    def get_readonly_fields(self, request: HttpRequest, obj: Need | None = None) -> tuple[str, ...]:
        """A statement is never written over: it is corrected or withdrawn on its own page."""
        fields = ("entity", "cycle", "budget_usd", "raised_usd", "source", "good_as_of", "consent")
        return fields if obj else ()

    def save_model(self, request: HttpRequest, obj: Need, form: Any, change: bool) -> None:
        """Whoever enters a statement first is kept as the one who stated it."""
        if not change:
            obj.stated_by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)


@admin.register(Grant)
class GrantAdmin(RecordAdmin):
    list_display = (
        "recipient",
        "funder",
        "currency",
        "amount",
        "awarded_on",
        "award_precision",
        "visibility",
        "source",
    )
    list_filter = ("currency", "award_precision", "visibility")
    list_select_related = ("recipient", "funder")
    search_fields = ("recipient__name", "funder__name", "title", "identifier")
    autocomplete_fields = ("recipient", "funder", "entity", "allocation")


def _step(name: str, words: str, act: Callable[..., Allocation]) -> Callable[..., None]:
    """A bulk action that takes one step of the pipeline, through the same action as the page."""

    @admin.action(description=words, permissions=["change"])
    def step(model_admin: RecordAdmin, request: HttpRequest, rows: QuerySet[Allocation]) -> None:
        each_by_action(
            model_admin,
            request,
            rows,
            lambda allocation, reason: act(allocation=allocation, by=request.user, reason=reason),
            refusals=actions.AllocationRefused,
            done=words,
        )

    step.__name__ = name
    return step


_TERMS = ("fund", "entity", "program", "currency", "purpose", "restriction", "amount_requested")


@admin.register(Allocation)
class AllocationAdmin(RecordAdmin):
    list_display = ("entity", "fund", "status", "amount_requested", "amount_approved", "currency", "visibility")
    list_filter = ("status", "fund__vehicle", "visibility", "currency")
    list_select_related = ("entity", "fund")
    search_fields = ("entity__legal_name", "entity__partner__name", "fund__name", "purpose")
    autocomplete_fields = ("fund", "entity", "program")
    # By which award money came, and how it is passed on, is said on the page, which looks at both.
    exclude = ("parent", "regrant_type")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Allocation]:
        """A record here shows its amounts: those that a peer shares in bands or blind totals are not among them."""
        rows: Any = super().get_queryset(request)
        return rows.amount_told(request.viewer)  # type: ignore[attr-defined, no-any-return]

    def get_readonly_fields(self, request: HttpRequest, obj: Allocation | None = None) -> tuple[str, ...]:
        """Its status and amounts move by steps, how amounts are shared is a peer's own choice; once somebody spoke
        for it, others rely on its terms, which are reworded and amended on its page."""
        terms = _TERMS if obj and obj.status != Allocation.Status.EXPLORING else ()
        return ("status", "shared_as", "amount_recommended", "amount_approved", "released_on", *terms)

    def save_model(self, request: HttpRequest, obj: Allocation, form: Any, change: bool) -> None:
        """Only what was changed is written: a step that somebody takes meanwhile stays."""
        if not change:
            super().save_model(request, obj, form, change)
        elif fields := [name for name in form.changed_data if name in form.fields and hasattr(obj, name)]:
            with checking_who_reads(Allocation.objects.filter(pk=obj.pk), by=request.user):  # type: ignore[arg-type]
                obj.save(update_fields=fields)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Versions from before a peer opened its amounts are the peer's own."""
        obj = self.get_object(request, object_id)
        told = Allocation.objects.told_from_the_first(request.viewer)  # type: ignore[attr-defined]
        if obj is not None and not told.filter(pk=obj.pk).exists():
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        return super().history_view(request, object_id, extra_context)

    def versions(self, obj: Allocation, viewer: Viewer) -> list[Version]:
        """Without awards behind it that this viewer may not see."""
        return list(without_hidden_links(super().versions(obj, viewer)))

    actions = (
        _step("to_review", "Take into review", actions.review),
        _step("approve", "Approve", actions.approve),
        _step("decline", "Decline", actions.decline),
        _step("cancel", "Cancel", actions.cancel),
    )


@admin.register(Donor)
class DonorAdmin(RecordAdmin):
    """Admins see who is a donor and assign advisers; what a donor thinks and gives is not here."""

    readers = ()
    writers = ("admin",)
    list_display = ("user", "email", "adviser")
    list_select_related = ("user", "adviser")
    search_fields = ("user__email", "user__name")
    autocomplete_fields = ("user", "adviser")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Donor]:
        """All of them: `visible_to` is for what donors share, and admins get names and addresses only."""
        return Donor.objects.all()

    @admin.display(ordering="user__email")
    def email(self, donor: Donor) -> str:
        return donor.user.email
