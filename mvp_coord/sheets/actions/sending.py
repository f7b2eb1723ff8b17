"""Sending sheets: the files are read and kept with what applying them would do."""

from collections.abc import Sequence

from django.db import transaction

from accounts.models import User
from mvp_coord.sheets.kinds import Options, kind_of
from mvp_coord.sheets.memory import remembered
from mvp_coord.sheets.models import ImportBatch, ImportFile
from mvp_coord.sheets.receipts import store
from mvp_coord.sheets.run import preview, read_files


def send(
    *, kind: str, files: Sequence[tuple[str, bytes]], by: User, state: str = "", sender: str = ""
) -> ImportBatch:
    """Read files (name, content) and keep what applying them would do. Raises `UnreadableError`, `MayNotImport`.

    What this sender's headings mean, as somebody said before, holds again.
    """
    told = remembered(kind=kind, sender=sender, user=by)
    work = kind_of(kind).begin(Options(state, sender), by)
    sheets = read_files(files, kind=kind_of(kind), work=work, told=told, or_ask=True)
    options = {"state": state, "from": sender, "choices": {}, "columns": told}
    batch = ImportBatch(kind=kind, created_by=by, options=options)
    with transaction.atomic():
        store(batch, preview(sheets, work=work))
        ImportFile.objects.bulk_create(
            ImportFile(batch=batch, position=position, name=name, content=content)
            for position, (name, content) in enumerate(files)
        )
    return batch
