"""Making the files that were asked for: one job, with a receipt, as of the moment at which it runs."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from django.db import OperationalError, transaction
from django.utils import timezone

from accounts.visibility import Viewer
from mvp_coord.jobs.actions import drain_due_work
from mvp_coord.jobs.models import DueWork, JobRun
from mvp_coord.lib.arrays import each_of
from mvp_coord.lib.tabular.writing import Cell, as_csv, as_xlsx
from mvp_coord.lib.wording import count
from partners.actions.exports import KIND
from partners.models import Activity, Export, ExportContent, Partner

from . import plans
from .contents import content_of
from .partners import columns_for, partner_rows

logger = logging.getLogger(__name__)

JOB = KIND
MOST: Final = 100_000  # rows of one file
_ONE: Final = 1
# For an export, its asker as of now, and the partners that match what was asked and that the asker may see.
Asked = Callable[[Export], tuple[Viewer, Any]]
NO_ACCESS: Final = "You have no access here any more."
OURS: Final = "Something went wrong on our side. Staff can find it in the log."


def make_due_exports(asked: Asked) -> JobRun | None:
    """Make the file that has waited longest; the receipt of the job, None when none waits."""

    def work(rows: list[DueWork]) -> dict[str, int]:
        return {"files": sum(_make_if_waiting(row.key, asked) for row in rows)}

    return drain_due_work(kind=KIND, name=JOB, work=work, limit=_ONE)


def _make_if_waiting(public_id: str, asked: Asked) -> int:
    export = Export.objects.select_for_update().filter(public_id=public_id, status=Export.Status.WAITING).first()
    if export is None:
        return 0
    try:
        with transaction.atomic():
            _make(export, *asked(export))
    except OperationalError:
        raise  # the database is away or busy: the job tries again by itself
    except Exception:
        # Whatever went wrong would go wrong again, and keep all other files waiting.
        logger.exception("export %s failed", public_id)
        _end(export, Export.Status.FAILED, error=OURS)
    return 1


def _make(export: Export, viewer: Viewer, partners: Any) -> None:
    if not viewer.has_role:
        _end(export, Export.Status.FAILED, error=NO_ACCESS)
        return
    content = content_of(export)
    if content and not content.may_ask(viewer):
        _end(export, Export.Status.FAILED, error=NO_ACCESS)
        return
    if content:
        ids = content.keys(viewer, MOST + 1)
        body = content.body(viewer, ids[:MOST], export.format)
    else:
        ids, rows = _rows(export, viewer, partners)
        body = _file(export, rows)
    ExportContent.objects.create(export=export, body=body)
    export.row_count, export.size_bytes = min(len(ids), MOST), len(body)
    export.record_ids, export.is_cut = ids[:MOST], len(ids) > MOST
    _end(export, Export.Status.READY)


def _rows(export: Export, viewer: Viewer, partners: Any) -> tuple[list[int], Iterator[Sequence[Cell]]]:
    """The records (one more than fits, if there are more), and the table of them."""
    if export.kind == Export.Kind.PLANS:
        ids = plans.activities_of(viewer, partners, most=MOST + 1)
        return ids, plans.table(ids[:MOST])
    ids = list(partners.order_by("name", "pk").values_list("pk", flat=True)[: MOST + 1])
    columns = [field.name for field in columns_for(viewer) if field.name in export.fields]
    export.fields = columns  # what is in the file, whatever was asked for
    listed = Partner.objects.visible_to(viewer).filter(pk__in=ids[:MOST]).defer("search").order_by("name", "pk")
    return ids, partner_rows(listed, columns)


def _file(export: Export, rows: Iterable[Sequence[Cell]]) -> bytes:
    if export.format == Export.Format.CSV:
        return as_csv(rows)
    on = timezone.localdate()
    notes = [
        f"{export.get_kind_display()} {export.asked}".strip() + f", as of {on:%Y-%m-%d}.",
        f"As far as it is shared with the person who asked. At most {count(MOST)} rows.",
        "The second row holds HXL tags, for programs that read them.",
    ]
    return as_xlsx(rows, sheet=export.get_kind_display(), heads=2, notes=notes)


def _end(export: Export, status: str, *, error: str = "") -> None:
    export.status, export.error, export.ended_at = status, error, timezone.now()
    export.save()


def still_seen(export: Export, viewer: Viewer) -> bool:
    """Whether the asker may read today every record and every column that is in the file. At most one query."""
    content = content_of(export)
    if content:
        return content.may_ask(viewer) and content.still_seen(viewer, export.record_ids)
    if export.kind == Export.Kind.PARTNERS and set(export.fields) - {field.name for field in columns_for(viewer)}:
        return False
    model: Any = Activity if export.kind == Export.Kind.PLANS else Partner
    records = each_of(Export.objects.filter(pk=export.pk), "record_ids")
    return model.objects.visible_to(viewer).filter(pk__in=records).count() == len(export.record_ids)
