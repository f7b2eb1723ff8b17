"""Places, cycles and code lists in admin: admins write, staff read."""

from typing import cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.models import User
from mvp_coord.record_admin import RecordAdmin, each_by_action
from states.actions import vocabulary as actions

from .models import (
    Constituency,
    Cycle,
    Division,
    DivisionShare,
    Electorate,
    IssueArea,
    ProgramType,
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


@admin.register(Cycle)
class CycleAdmin(RecordAdmin):
    writers = ("admin",)
    list_display = ("name", "starts_on", "ends_on")
    search_fields = ("name", "code")


@admin.register(TacticFamily)
class TacticFamilyAdmin(RecordAdmin):
    plans_change = True
    writers = ("admin",)
    list_display = ("label", "works", "band_low", "band_high")
    list_filter = ("works",)
    search_fields = ("label", "code")


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
