"""What every step of an import needs: the import held or handed over, its files read again, its kind at work."""

from dataclasses import replace

from accounts.models import User
from mvp_coord.jobs.actions import record_due_work
from mvp_coord.sheets.kinds import MayNotImport, Options, Work, kind_of
from mvp_coord.sheets.models import ImportBatch, ImportProgress
from mvp_coord.sheets.outcome import Sheets
from mvp_coord.sheets.pace import Progress, untold
from mvp_coord.sheets.run import read_files

OURS = "Something went wrong on our side. Staff can find it in the log."
TOO_LONG = "It took too long. Send it in several parts."


class ImportClosed(Exception):
    """This import was applied, queued, discarded or undone already."""


class StillAsked(Exception):
    """Some organizations or rows may be known already, and nobody has said yet whether they are."""


def held(batch: ImportBatch, *status: str) -> ImportBatch:
    """The import, locked until the transaction ends. Raises `ImportClosed` if it is not where it is thought to be."""
    kept = ImportBatch.objects.select_for_update(of=("self",)).select_related("created_by").get(pk=batch.pk)
    if kept.status not in status:
        raise ImportClosed(f"Nothing was changed: this import is not open any more ({kept.get_status_display()}).")
    return kept


def hand_over(batch: ImportBatch, status: str, *, kind: str, by: User, total: int = 0) -> None:
    """Have a worker do what is due of `kind`; `total` rows, where that is known."""
    batch.status = status
    batch.save(update_fields=["status", "error", "report"])
    ImportProgress.objects.update_or_create(batch=batch, defaults={"done": 0, "total": total})
    record_due_work(kind=kind, key=batch.public_id, by=by)


def fail(batch: ImportBatch, reason: str) -> dict[str, int]:
    """It came to nothing, and says why; its files are not kept."""
    batch.status, batch.error = ImportBatch.Status.FAILED, reason
    batch.save(update_fields=["status", "error"])
    batch.files.all().delete()
    return {"failed": 1}


def refuse_other(batch: ImportBatch, *, by: User) -> None:
    """Only who sent an import sees its rows, and so decides on them. Raises `MayNotImport`."""
    if by.pk != batch.created_by_id:
        raise MayNotImport("Only who sent it sees its rows, and can apply it or answer what is asked.")


def refuse_undo(batch: ImportBatch, *, by: User) -> None:
    """The rights of who undoes it decide, whatever became of its sender. Raises `MayNotImport`."""
    options = _options(batch)
    if by.is_staff or by.is_admin:
        options = replace(options, sender="")  # they act for everybody
    kind = kind_of(batch.kind)
    kind.begin(options, by)
    if batch.change_id and not kind.may_undo(batch.change_id, by):
        raise MayNotImport("It wrote records of organizations that you may not change any more: staff can undo it.")


def work_of(batch: ImportBatch) -> Work:
    """Its kind at work, with the rights that its sender has now. Raises `MayNotImport`."""
    return kind_of(batch.kind).begin(_options(batch), batch.created_by)


def sheets_of(batch: ImportBatch, work: Work, *, progress: Progress = untold) -> Sheets:
    """What its files say, read as people have said that their columns are."""
    files = [(file.name, bytes(file.content)) for file in batch.files.order_by("position")]
    told = batch.options.get("columns", {})
    return read_files(files, kind=kind_of(batch.kind), work=work, told=told, or_ask=True, progress=progress)


def _options(batch: ImportBatch) -> Options:
    told = batch.options
    return Options(told.get("state", ""), told.get("from", ""), told.get("choices", {}))
