"""Asking for a file of the directory, taking it, and forgetting it when its time is over."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from mvp_coord.jobs.actions import record_due_work
from partners.models import Export, ExportContent
from partners.models.export import KEPT_FOR

KIND = "make exports"


def ask_for_export(
    *, by: User, public_id: str, kind: str, file_format: str, query: str, asked: str, fields: Sequence[str]
) -> Export:
    """Note what is wanted, for a worker to make. Sent twice under one address, it is one file."""
    with transaction.atomic():
        export, is_new = Export.objects.get_or_create(
            public_id=public_id,
            asked_by=by,
            defaults={"kind": kind, "format": file_format, "query": query, "asked": asked, "fields": list(fields)},
        )
        if is_new:
            record_due_work(kind=KIND, key=public_id, by=by)
        return export


def note_taken(export: Export, *, by: User) -> None:
    """Remember when its asker first took the file."""
    Export.objects.filter(pk=export.pk, asked_by=by, downloaded_at=None).update(downloaded_at=timezone.now())


def forget_old_exports() -> int:
    """Delete the files whose time is over, and keep the log of them; how many."""
    with transaction.atomic():
        old = Export.objects.filter(status=Export.Status.READY, ended_at__lt=timezone.now() - KEPT_FOR)
        ids = list(old.select_for_update().order_by("pk").values_list("pk", flat=True))
        ExportContent.objects.filter(export__in=ids).delete()
        return Export.objects.filter(pk__in=ids).update(status=Export.Status.EXPIRED, record_ids=[])
