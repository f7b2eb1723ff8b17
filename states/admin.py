"""Places, cycles and code lists in admin: admins write, staff read."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.models import User
from mvp_coord.record_admin import RecordAdmin, each_by_action
from states.actions import vocabulary as actions
from states.actions.reference import load_federal_elections
from states.reports.calendar import VERIFIED

from .models import (
    Constituency,
    Cycle,
    Deadline,
    Division,
    DivisionShare,
    Election,
    ElectionResult,
    Electorate,
    IssueArea,
    Priority,
    ProgramType,
    Race,
    State,
    Tactic,
    TacticFamily,
)


@admin.register(Division)
class DivisionAdmin(RecordAdmin):
    writers = ("admin",)
    list_display = ("name", "kind", "state", "fips", "ocd_id")
    list_filter = ("kind", "state")
    list_select_related = ("state",)
    search_fields = ("name", "ocd_id", "fips")
    autocomplete_fields = ("state", "parent")


@admin.register(State)
class StateAdmin(RecordAdmin):
    writers = ("admin",)
    list_display = ("name", "code", "time_zone")
    search_fields = ("name", "code")
    autocomplete_fields = ("division",)


@admin.register(DivisionShare)
class DivisionShareAdmin(RecordAdmin):
    plans_change = True
    writers = ("admin",)
    list_display = ("division_a", "division_b", "share_of_a", "share_of_b", "basis")
    list_select_related = ("division_a", "division_b")
    search_fields = ("division_a__name", "division_b__name", "division_a__ocd_id", "division_b__ocd_id")
    autocomplete_fields = ("division_a", "division_b")


@admin.register(Electorate)
class ElectorateAdmin(RecordAdmin):
    plans_change = True
    writers = ("admin",)
    list_display = ("division", "constituency", "people", "basis", "as_of")
    list_filter = ("basis", "as_of", "division__state")
    list_select_related = ("division", "constituency")
    search_fields = ("division__name", "division__ocd_id")
    autocomplete_fields = ("division", "constituency")


@admin.register(ElectionResult)
class ElectionResultAdmin(RecordAdmin):
    writers = ("admin",)
    list_display = ("division", "office", "year", "votes_dem", "votes_rep", "votes_total", "counted")
    list_filter = ("year", "office", "counted")
    list_select_related = ("division",)
    search_fields = ("division__name", "division__ocd_id")
    autocomplete_fields = ("division",)


@admin.register(Cycle)
class CycleAdmin(RecordAdmin):
    writers = ("admin",)
    list_display = ("name", "starts_on", "ends_on")
    search_fields = ("name", "code")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The days of a cycle bring the federal elections that the law has in them."""
        super().save_related(request, form, formsets, change)
        load_federal_elections()


@admin.register(Election)
class ElectionAdmin(RecordAdmin):
    list_display = ("title", "division", "held_on", "is_computed")
    list_filter = ("kind", "is_computed", "division__state")
    list_select_related = ("division",)
    search_fields = ("name", "division__name")
    autocomplete_fields = ("division",)
    readonly_fields = ("is_computed",)


@admin.register(Deadline)
class DeadlineAdmin(RecordAdmin):
    """Verified on its own page, not here: that is an act of its own."""

    list_display = ("kind", "election", "on", "verified_on", "verified_by")
    list_filter = ("kind", ("verified_on", admin.EmptyFieldListFilter), "election__division__state")
    list_select_related = ("election__division", "verified_by")
    search_fields = ("rule_text", "election__division__name")
    autocomplete_fields = ("election",)
    readonly_fields = ("verified_on", "verified_by")

    def save_model(self, request: HttpRequest, obj: Deadline, form: Any, change: bool) -> None:
        """What was verified and differs now is verified no more."""
        if not VERIFIED.isdisjoint(form.changed_data):
            obj.verified_on = obj.verified_by = None
        super().save_model(request, obj, form, change)


@admin.register(Race)
class RaceAdmin(RecordAdmin):
    """Rated on its own page, where it is noted by whom."""

    list_display = ("name", "kind", "division", "election", "rating")
    list_filter = ("kind", "rating", "division__state")
    list_select_related = ("division", "election__division")
    search_fields = ("name", "office", "division__name")
    autocomplete_fields = ("division", "election")
    readonly_fields = ("rating", "rating_reason", "rated_by")


@admin.register(Priority)
class PriorityAdmin(RecordAdmin):
    list_display = ("division", "cycle", "tier", "constituency", "program_type", "visibility", "set_by")
    list_filter = ("tier", "cycle", "visibility", "division__state")
    list_select_related = ("division", "cycle", "constituency", "program_type", "set_by")
    search_fields = ("division__name", "rationale")
    autocomplete_fields = ("division", "cycle", "constituency", "program_type")
    readonly_fields = ("set_by",)


@admin.register(TacticFamily)
class TacticFamilyAdmin(RecordAdmin):
    plans_change = True
    writers = ("admin",)
    list_display = ("label", "works", "band_low", "band_high")
    list_filter = ("works",)
    search_fields = ("label", "code")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The bands of a family in use change on their own page, which shows first what that would do."""
        fields = super().get_readonly_fields(request, obj)
        return [*fields, "band_low", "band_high"] if obj and obj.works == TacticFamily.Works.LIST else fields


class TermAdmin(RecordAdmin):
    """A code list: terms are retired, never deleted, so that old records keep their meaning."""

    writers = ("admin",)
    list_display = ["label", "code", "parent", "retired_at"]
    list_filter = (("retired_at", admin.EmptyFieldListFilter),)
    list_select_related = ["parent"]
    search_fields = ("label", "code", "aliases")
    autocomplete_fields = ["parent"]
    readonly_fields = ("retired_at",)
    actions = ("retire",)

    @admin.action(description="Retire (can no longer be chosen)", permissions=["change"])
    def retire(self, request: HttpRequest, rows: QuerySet) -> None:
        each_by_action(
            self,
            request,
            rows,
            lambda term, reason: actions.retire_term(term=term, by=cast(User, request.user), reason=reason),
            refusals=actions.AlreadyRetired,
            done="Retired",
        )


@admin.register(Tactic)
class TacticAdmin(TermAdmin):
    plans_change = True
    list_display = ["label", "code", "family", "usual_cost_usd", "retired_at"]
    list_filter = ("family", *TermAdmin.list_filter)  # type: ignore[assignment]
    list_select_related = ["family"]
    autocomplete_fields = ["parent", "family"]


@admin.register(ProgramType)
class ProgramTypeAdmin(TermAdmin):
    plans_change = True
    list_display = ["label", "code", "is_registration", "retired_at"]


@admin.register(Constituency, IssueArea)
class PlainTermAdmin(TermAdmin):
    """Constituencies and issue areas."""
