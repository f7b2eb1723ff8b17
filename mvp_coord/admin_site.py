"""Django admin for staff and admins: signed in as everywhere else, each role within its own column."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest


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
