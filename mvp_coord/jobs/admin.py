"""Receipts and waiting work in admin: to read."""

from django.contrib import admin

from mvp_coord.record_admin import RecordAdmin

from .models import DueWork, JobRun


@admin.register(JobRun)
class JobRunAdmin(RecordAdmin):
    writers = ()
    list_display = ("name", "status", "slot", "started_at", "ended_at", "counts")
    list_filter = ("name", "status")
    search_fields = ("name", "slot", "error")


@admin.register(DueWork)
class DueWorkAdmin(RecordAdmin):
    writers = ()
    list_display = ("kind", "key", "created_at")
    list_filter = ("kind",)
    search_fields = ("kind", "key")
