"""Whether the product is alive (``/healthz``) and whether it can serve people (``/readyz``), for watching machines.

Both answer anybody, so they tell nothing but yes, no and the age of the schedule's last tick.
"""

import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError

from mvp_coord.celery import app
from mvp_coord.jobs import reports

logger = logging.getLogger(__name__)

# The schedule ticks every 15 seconds; a worker busy with two long jobs may be late.
OLDEST_TICK_SECONDS = 120
_migrated = False  # once true, true until this process ends: it holds just these migrations


@dataclass(frozen=True)
class Readiness:
    """What works at this moment. ``tick_age_seconds`` is None before the first tick."""

    database: bool
    migrations: bool
    broker: bool
    schedule: bool
    tick_age_seconds: int | None

    @property
    def ready(self) -> bool:
        """Whether all of it works."""
        return self.database and self.migrations and self.broker and self.schedule


class HealthFirst:
    """Answers watching machines before anything looks at the host name: they call by address, not by name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        view = {"/healthz": healthz, "/readyz": readyz}.get(request.path, self.get_response)
        return view(request)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("alive\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Database, migrations, broker, worker and schedule work: 200, else 503."""
    found = readiness()
    return JsonResponse({"ready": found.ready, **asdict(found)}, status=200 if found.ready else 503)


def readiness() -> Readiness:
    """Try each part; a part that does not answer within a few seconds does not work."""
    age: int | None = None
    migrated = database = False
    try:
        database = _asks_database()
        migrated = _is_migrated()
        age = _tick_age() if migrated else None
    except DatabaseError:
        logger.warning("the database does not answer", exc_info=True)
    in_time = age is not None and age <= OLDEST_TICK_SECONDS
    return Readiness(database, migrated, _broker_answers(), in_time, age)


def _asks_database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def _is_migrated() -> bool:
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated


def _tick_age() -> int | None:
    last = reports.last_tick_at()
    return None if last is None else max(0, int((timezone.now() - last).total_seconds()))


def _broker_answers() -> bool:
    try:
        with app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=0, timeout=2)
    except OperationalError:
        logger.warning("the broker does not answer", exc_info=True)
        return False
    return True
