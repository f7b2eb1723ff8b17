"""Sending sheets: the files are kept, with what applying them would do."""

from collections.abc import Sequence

from django.db import transaction

from accounts.models import User
from mvp_coord.sheets.memory import remembered
from mvp_coord.sheets.models import ImportBatch, ImportFile

from .previews import work_out


def send(
    *, kind: str, files: Sequence[tuple[str, bytes]], by: User, state: str = "", sender: str = ""
) -> ImportBatch:
    """Keep files (name, content) with what applying them would do; large ones are read by a worker (`work_out`).

    Raises `MayNotImport`, and of small ones `UnreadableError`. What this sender's headings mean, as somebody said
    before, holds again.
    """
    told = remembered(kind=kind, sender=sender, user=by)
    options = {"state": state, "from": sender, "choices": {}, "columns": told}
    with transaction.atomic():
        names = [name for name, _ in files]
        batch = ImportBatch.objects.create(kind=kind, created_by=by, options=options, file_names=names)
        ImportFile.objects.bulk_create(
            ImportFile(batch=batch, position=position, name=name, content=content)
            for position, (name, content) in enumerate(files)
        )
        work_out(batch, by=by)
    return batch
