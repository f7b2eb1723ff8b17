"""Telling the workers that there is something to do, without ever making a page wait for them.

The work itself is a row in the database, and the schedule looks for such rows anyway. So a message that
cannot be sent costs half a minute, and nobody needs to hear of it but the log.
"""

import logging
import time

from celery import Task
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

# When the broker does not answer, the next people who save something do not wait for it again.
QUIET_SECONDS = 15.0
_quiet_until = 0.0


def ring(task: Task, *args: int | str) -> None:
    """Have a worker run ``task`` as soon as the current transaction is committed; never fails.

    ``args`` are ids and codes, no objects. Call it for work that is also noted as ``DueWork``.
    """
    transaction.on_commit(lambda: _send(task, args))


def _send(task: Task, args: tuple[int | str, ...]) -> None:
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return
    try:
        task.apply_async(args, retry=False)
    except OperationalError as error:
        _quiet_until = time.monotonic() + QUIET_SECONDS
        logger.warning("the broker does not answer; the schedule will see to %s (%s)", task.name, error)
