"""What every page of Django admin shares here: each role within its own column, and who and why with each save.

Nothing is deleted in admin: records end by a status, code lists by being retired. Statuses that mean
something (an allocation's, a user's) change only through the same actions that the pages use.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar, TypeVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from accounts.access import ROLES
from accounts.history import Version, change, versions_of
from accounts.visibility import Viewer
from mvp_coord.jobs.actions import record_due_work
from mvp_coord.lib.asked import line_sent
from partners.models import Partner
from partners.reports.history import as_readable_by

M = TypeVar("M", bound=Model)


class WithReason(ActionForm):
    """The choice of a bulk action, with the reason that goes into the history."""

    reason = forms.CharField(required=False, max_length=500, label="Why")


class SavedWithReason(forms.ModelForm):
    """The form of a record, and why it is saved."""

    reason = forms.CharField(max_length=500, label="Why", help_text="For the history: what for, on whose word.")


class RecordAdmin(admin.ModelAdmin):
    """A page of admin for one kind of record. `readers` and `writers` are names of roles (accounts.access.ROLES)."""

    readers: Sequence[str] = ("staff", "admin")
    writers: Sequence[str] = ("staff", "admin")
    # What overlaps rest on: after a save the plans are checked again.
    plans_change = False
    form = SavedWithReason
    action_form = WithReason
    formfield_overrides: ClassVar[dict[Any, Any]] = {models.URLField: {"assume_scheme": "https"}}
    list_per_page = 50
    show_full_result_count = False
    object_history_template = "admin/record_history.html"

    # --- who may do what ---------------------------------------------------------------------------

    def _holds(self, request: HttpRequest, roles: Sequence[str]) -> bool:
        return any(ROLES[role](request.viewer) for role in roles)  # type: ignore[attr-defined]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._holds(request, (*self.readers, *self.writers))

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._holds(request, self.writers)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self._holds(request, self.writers)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Only what this viewer may see anywhere else."""
        rows = super().get_queryset(request)
        visible_to = getattr(rows, "visible_to", None)
        return visible_to(request.viewer) if visible_to else rows  # type: ignore[attr-defined]

    def view_on_site(self, obj: Model) -> str | None:
        """The page of the record itself, if it has one, without a detour by its row number."""
        return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else None

    # --- who and why with each save ----------------------------------------------------------------

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The usual fields, with "Why" as the last one wherever something can be saved.

        A field that names a record which this person may not see is left out: neither shown nor changed here.
        """
        left_out = {"reason", *(_naming_hidden(obj, request.viewer) if obj else ())}  # type: ignore[attr-defined]
        fields = [field for field in super().get_fields(request, obj) if field not in left_out]
        may_save = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return [*fields, "reason"] if may_save else fields

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return super().changeform_view(request, *args, **kwargs)
        with change(by=request.user, verb="saved in admin", reason=line_sent(request.POST, "reason")):  # type: ignore[arg-type]
            return super().changeform_view(request, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if self.plans_change:
            record_due_work(kind="overlaps", by=request.user)  # type: ignore[arg-type]

    # --- history -----------------------------------------------------------------------------------

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Every version of the record, as field-level differences."""
        # First, so that whether there is such a record is not told either.
        if not self.has_view_permission(request):
            raise PermissionDenied
        obj = self.get_object(request, object_id)
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined]
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {obj}",
            "versions": self.versions(obj, request.viewer),  # type: ignore[attr-defined]
            "object": obj,
            "opts": self.opts,
            **(extra_context or {}),
        }
        return TemplateResponse(request, self.object_history_template, context)

    def versions(self, obj: Any, viewer: Viewer) -> list[Version]:
        """What its history tells this viewer, newest first."""
        return _history(obj, viewer)


def _naming_hidden(obj: Model, viewer: Viewer) -> Iterator[str]:
    for field in obj._meta.concrete_fields:
        key = getattr(obj, field.attname)
        if field.is_relation and key is not None:
            named = field.related_model._default_manager.filter(pk=key)  # type: ignore[union-attr]
            if hasattr(named, "visible_to") and not named.visible_to(viewer).exists():
                yield field.name


def _history(obj: Any, viewer: Viewer) -> list[Version]:
    """As on the record's own page: back to when this viewer could not have seen it."""
    owned = obj.fund if hasattr(obj, "fund_id") else obj
    owner_id = obj.pk if isinstance(obj, Partner) else getattr(owned, "partner_id", getattr(owned, "owner_id", 0))
    versions = versions_of(obj, viewer=viewer)
    return as_readable_by(versions, viewer, owner_id, (), getattr(obj, "visibility", ""))


def each_by_action(
    model_admin: RecordAdmin,
    request: HttpRequest,
    rows: QuerySet[M],
    act: Callable[[M, str], Any],
    *,
    refusals: type[Exception] | tuple[type[Exception], ...],
    done: str,
) -> None:
    """Run one of our actions on each chosen row with the reason given, and say how many, and which were refused."""
    reason = line_sent(request.POST, "reason")
    if not reason:
        model_admin.message_user(request, "Say why: nothing was changed.", messages.ERROR)
        return
    count = 0
    for row in rows:
        try:
            act(row, reason)
            count += 1
        except refusals as refusal:
            model_admin.message_user(request, f"{row}: {refusal}", messages.WARNING)
    model_admin.message_user(request, f"{done}: {count:,}.")
