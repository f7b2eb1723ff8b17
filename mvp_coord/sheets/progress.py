"""How far a worker has come, told while its one transaction is still open: by a connection of its own."""

import time
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Final

from django.db import DatabaseError, connection

from .models import ImportBatch

_SECONDS: Final = 0.5
_TELL: Final = """
    UPDATE sheets_importprogress
    SET total = coalesce(%(total)s, total), done = least(%(done)s, coalesce(%(total)s, total))
    WHERE batch_id = %(batch)s
"""


class Beside(AbstractContextManager["Beside"]):
    """Called with what is done of an import (and with all there is to do), it lets everybody see it, twice a second.

    The last row that is read is told at once, since comparing begins slowly. The row it writes is made when the
    import is handed over. Telling is worth nothing if it costs the work: where the second connection fails, nothing
    is told.
    """

    def __init__(self, batch: ImportBatch) -> None:
        self.batch, self.told, self.total = batch, 0.0, 0
        self.connection = connection.copy()

    def __call__(self, done: int, total: int | None = None, /) -> None:
        now, self.total = time.monotonic(), total or self.total
        if now - self.told < _SECONDS and done * 2 != self.total:
            return
        self.told = now
        try:
            with self.connection.cursor() as cursor:
                cursor.execute(_TELL, {"done": done, "total": total, "batch": self.batch.pk})
        except DatabaseError:
            self.told = float("inf")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.connection.close()
