"""Imports in admin: to read."""

from django.contrib import admin

from mvp_coord.record_admin import RecordAdmin

from .models import ImportBatch


@admin.register(ImportBatch)
class ImportBatchAdmin(RecordAdmin):
    writers = ()
    # Holds the keys of records that stand in the way of an undo, hidden ones too.
    exclude = ("report",)
    list_display = ("__str__", "status", "created_by", "created_at", "applied_at", "counts")
    list_filter = ("status", "kind")
    list_select_related = ("created_by",)
    search_fields = ("public_id", "created_by__email", "file_names")
