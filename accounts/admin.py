"""People in admin, for admins: roles, and ending access at once. Accounts are made by invitation."""

from django.contrib import admin
from django.http import HttpRequest

from mvp_coord.record_admin import RecordAdmin

from .models import User


@admin.register(User)
class UserAdmin(RecordAdmin):
    readers = ()
    writers = ("admin",)
    list_display = ("email", "name", "is_staff", "is_counsel", "is_admin", "is_active", "last_login")
    list_filter = ("is_active", "is_staff", "is_counsel", "is_admin", "is_demo")
    search_fields = ("email", "name")
    fields = ("email", "name", "is_staff", "is_counsel", "is_admin", "is_active", "joined_at", "last_login")
    readonly_fields = ("email", "is_active", "joined_at", "last_login")

    def has_add_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False
