"""What the directory is compared with: Django admin's list of partners, fairly tuned.

The same columns, filters, order and page size, with counts beside the filters (`show_facets`); related rows are
fetched once for the page, nothing is counted that need not be, and what it searches has trigram indexes.
"""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Prefetch, QuerySet
from django.db.models.functions import Lower
from django.http import HttpRequest
from django.urls import include, path
from django.utils import timezone

from funding.reports.received import received_by_partner
from partners.models import Partner, Program
from partners.models.freshness import Freshness
from states.models import Cycle


class FreshnessFilter(admin.SimpleListFilter):
    title = "freshness"
    parameter_name = "freshness"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Freshness.choices)

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        word = self.value()
        return queryset.as_fresh_as([word], timezone.localdate()) if word else queryset


class PartnerList(ChangeList):
    """The page of the list, with the dollars of its rows read at once."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        rows: list[Any] = list(self.result_list)
        cycle = Cycle.objects.planned_on(timezone.localdate()).first()
        received = received_by_partner(request.viewer, [row.pk for row in rows], cycle)  # type: ignore[attr-defined]
        for row in rows:
            row.received = received.get(row.pk, ())
        self.result_list = rows  # type: ignore[assignment]


class TunedPartnerAdmin(admin.ModelAdmin):
    """The list as each viewer may see it."""

    list_display = ("name", "kind", "state_codes", "vehicles", "programs_", "dollars", "assured_on", "overlaps")
    list_filter = (
        *("kind", "states", "entities__vehicle", "constituencies", "issues"),
        *(FreshnessFilter, "status"),
    )
    search_fields = ("name", "other_names", "summary")
    show_facets = admin.ShowFacets.ALWAYS
    list_per_page = 50
    show_full_result_count = False
    actions = None

    def get_ordering(self, request: HttpRequest) -> Any:
        return (Lower("name"), "slug")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return PartnerList

    def get_queryset(self, request: HttpRequest) -> QuerySet[Partner]:
        viewer = request.viewer  # type: ignore[attr-defined]
        programs = Prefetch(
            "programs", Program.objects.visible_to(viewer).current().only("partner"), to_attr="current"
        )
        rows = Partner.objects.visible_to(viewer).listed().defer("search", "summary", "other_names")
        return rows.prefetch_related("partner_states", "entities", programs)

    def state_codes(self, row: Any) -> str:
        return ", ".join(sorted(each.state_id for each in row.partner_states.all()))

    def vehicles(self, row: Any) -> str:
        return ", ".join(sorted({each.get_vehicle_display() for each in row.entities.all()}))

    def programs_(self, row: Any) -> int:
        return len(row.current)

    def dollars(self, row: Any) -> str:
        return ", ".join(f"${each.amount_usd:,.0f} {each.vehicle.short}" for each in row.received)

    def overlaps(self, row: Any) -> str:
        return "See"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    has_module_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_delete_permission = has_change_permission


class BenchSite(admin.AdminSite):
    """An admin of this list alone, open to whoever is signed in: what they see is the list's affair."""

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated


site = BenchSite(name="bench")
site.register(Partner, TunedPartnerAdmin)
# The addresses of a bench (as ROOT_URLCONF): those of the product, and the list that it is compared with.
urlpatterns = [path("bench/", site.urls), path("", include("mvp_coord.urls"))]
handler404, handler500 = "mvp_coord.errors.not_found", "mvp_coord.errors.server_error"
