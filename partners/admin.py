"""Partners, their families, people and plans in admin."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from mvp_coord.record_admin import RecordAdmin, SavedWithReason

from .actions.due import check_money_again
from .forms.ids import EinField, FecIdField, StateIdField, remarks_of
from .models import (
    Activity,
    Affiliation,
    Contact,
    LegalEntity,
    Membership,
    Partner,
    PartnerState,
    PeopleNeed,
    PeopleOffer,
    Program,
    Resource,
    ResourceTag,
    Sponsorship,
)


class EntityOnPartnerForm(forms.ModelForm):
    """The numbers of an entity, read as on its page. Its vehicle is changed on its page alone, where one sees first
    what that does to money on its way to it."""

    ein = EinField()
    fec_id = FecIdField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "vehicle" in self.fields:
            self.fields["vehicle"].disabled = True
            self.fields[
                "vehicle"
            ].help_text = "Changed on its partner's page, which shows first what that does to awards."


class EntityRecordForm(EntityOnPartnerForm, SavedWithReason):
    state_id = StateIdField()


class _Inline(admin.TabularInline):
    """Rows of a record on the record's own page; whoever may change the record may change them."""

    extra = 0
    show_change_link = True
    view_on_site = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.viewer.is_insider  # type: ignore[attr-defined]

    has_change_permission = has_view_permission = has_add_permission
    has_delete_permission = has_add_permission

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Only what this viewer may see anywhere else, such as ties to partners that are not private."""
        rows = super().get_queryset(request)
        visible_to = getattr(rows, "visible_to", None)
        return visible_to(request.viewer) if visible_to else rows  # type: ignore[attr-defined]


class StatesInline(_Inline):
    model = PartnerState
    autocomplete_fields = ("state",)


class AffiliationsInline(_Inline):
    model = Affiliation
    fk_name = "partner"
    autocomplete_fields = ("to",)


class EntitiesInline(_Inline):
    model = LegalEntity
    form = EntityOnPartnerForm
    fields = ("legal_name", "vehicle", "ein", "fec_id", "is_deductible", "source", "verified_on")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Partner)
class PartnerAdmin(RecordAdmin):
    plans_change = True
    list_display = ("name", "kind", "status", "visibility", "assured_on", "source")
    list_filter = ("kind", "status", "visibility", "states")
    search_fields = ("name", "other_names", "slug")
    prepopulated_fields = {"slug": ("name",)}
    filter_horizontal = ("constituencies", "issues")
    exclude = ("assured_by",)
    inlines = (StatesInline, EntitiesInline, AffiliationsInline)

    def save_model(self, request: HttpRequest, obj: Partner, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "visibility" in form.changed_data:
            check_money_again([form.initial["visibility"]], [obj.visibility], by=request.user)  # type: ignore[arg-type]


class SponsorshipsInline(_Inline):
    model = Sponsorship
    fk_name = "project"
    autocomplete_fields = ("sponsor",)


@admin.register(LegalEntity)
class LegalEntityAdmin(RecordAdmin):
    form = EntityRecordForm
    list_display = ("legal_name", "partner", "vehicle", "ein", "fec_id", "is_deductible", "verified_on")
    list_filter = ("vehicle", "is_deductible")
    list_select_related = ("partner",)
    search_fields = ("legal_name", "ein", "fec_id", "partner__name")
    autocomplete_fields = ("partner",)
    inlines = (SponsorshipsInline,)

    def save_model(self, request: HttpRequest, obj: LegalEntity, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        for remark in remarks_of(form):
            messages.warning(request, remark)


@admin.register(Affiliation)
class AffiliationAdmin(RecordAdmin):
    list_display = ("partner", "kind", "to", "starts_on", "ends_on")
    list_filter = ("kind",)
    list_select_related = ("partner", "to")
    search_fields = ("partner__name", "to__name")
    autocomplete_fields = ("partner", "to")


@admin.register(Contact)
class ContactAdmin(RecordAdmin):
    list_display = ("name", "partner", "role", "email", "visibility")
    list_filter = ("visibility",)
    list_select_related = ("partner",)
    search_fields = ("name", "email", "partner__name")
    autocomplete_fields = ("partner",)


@admin.register(Membership)
class MembershipAdmin(RecordAdmin):
    """Who may sign in for whom: for admins, since it decides what people see."""

    readers = ("staff",)
    writers = ("admin",)
    list_display = ("user", "partner", "can_edit", "created_at")
    list_filter = ("can_edit",)
    list_select_related = ("user", "partner")
    search_fields = ("user__email", "user__name", "partner__name")
    autocomplete_fields = ("user", "partner")


class ActivitiesInline(_Inline):
    model = Activity
    fields = (
        "program_type",
        "tactic",
        "division",
        "starts_on",
        "ends_on",
        "universe",
        "attempts_planned",
        "budget_usd",
        "race",
    )
    autocomplete_fields = ("program_type", "tactic", "division", "race")


@admin.register(Program)
class ProgramAdmin(RecordAdmin):
    plans_change = True
    list_display = ("name", "partner", "side", "status", "budget_usd", "visibility", "assured_on")
    list_filter = ("status", "side", "visibility")
    list_select_related = ("partner",)
    search_fields = ("name", "partner__name")
    autocomplete_fields = ("partner", "entity", "umbrella")
    inlines = (ActivitiesInline,)


@admin.register(Activity)
class ActivityAdmin(RecordAdmin):
    plans_change = True
    list_display = ("program", "tactic", "program_type", "division", "starts_on", "ends_on", "universe", "mode")
    list_filter = ("mode", "tactic__family", "program_type", "division__state")
    list_select_related = ("program", "tactic", "program_type", "division")
    search_fields = ("program__name", "program__partner__name", "division__name", "source_ref")
    autocomplete_fields = ("program", "program_type", "tactic", "division", "race")
    filter_horizontal = ("constituencies",)


@admin.register(PeopleOffer, PeopleNeed)
class PeopleHoursAdmin(RecordAdmin):
    list_display = ("partner", "role", "hours_a_week", "division", "is_remote", "starts_on", "ends_on", "side")
    list_filter = ("role", "side", "is_remote", "visibility")
    list_select_related = ("partner", "division")
    search_fields = ("partner__name", "division__name", "details")
    autocomplete_fields = ("partner", "division")


class TagsInline(_Inline):
    model = ResourceTag
    autocomplete_fields = ("state", "program_type", "tactic", "constituency", "issue")


@admin.register(Resource)
class ResourceAdmin(RecordAdmin):
    """What is shared; files come in by the library's own pages alone, where they are checked."""

    list_display = ("title", "kind", "partner", "visibility", "assured_on", "withdrawn_at")
    list_filter = ("kind", "visibility", "language")
    list_select_related = ("partner",)
    search_fields = ("title", "summary", "partner__name")
    autocomplete_fields = ("partner",)
    readonly_fields = ("file", "link", "replaced_by")
    inlines = (TagsInline,)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
