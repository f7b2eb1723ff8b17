"""Django admin for staff and admins: signed in as everywhere else, each role within its own column."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import DataError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.access import to_login


class CoordAdminConfig(AdminConfig):
    """Installs our admin site as the default one."""

    default_site = "mvp_coord.admin_site.CoordAdminSite"


class CoordAdminSite(AdminSite):
    """The admin under our own name, open to active staff and admins."""

    site_header = "Commons: records"
    site_title = "Commons: records"
    index_title = "Records"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Only our own pages: libraries' tables (groups, e-mail addresses) mean nothing here."""
        if admin_class is not None and getattr(admin_class, "readers", None) is not None:
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return bool(user.is_active and user.is_authenticated and (user.is_staff or user.is_admin))

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """As on our own pages: visitors go to the login, and what one may not read is not there."""
        inner: Callable[..., HttpResponse] = super().admin_view(view, cacheable)

        @wraps(inner)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return to_login(request)
            if not self.has_permission(request):
                raise Http404
            try:
                with transaction.atomic():
                    return inner(request, *args, **kwargs)
            except PermissionDenied:
                if request.method == "GET":
                    raise Http404 from None
                raise
            except DataError as fault:
                if request.method == "GET":  # an address asks for what no column can hold
                    raise BadRequest from fault
                raise

        return guarded

    def get_urls(self) -> list[Any]:
        """Without the detour "r/<kind>/<id>/": it tells the address of any record, whoever may read it."""
        return [each for each in super().get_urls() if getattr(each, "name", None) != "view_on_site"]

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one place to sign in."""
        return redirect("home") if request.user.is_authenticated else to_login(request, come_back=False)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """And one to change a password."""
        return redirect("accounts:password")
