"""The task queue. Beat keeps the schedule (in the settings), workers run the jobs of every app.

What must be done is in the database; messages only say "look now" (see ``mvp_coord.jobs``).
"""

import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mvp_coord.settings")

app = Celery("mvp_coord")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
@beat_init.connect
def refuse_unsafe_start(**_: Any) -> None:
    """Work only as a database role that the database's own rules bind, and in production without a demo."""
    from django.core.exceptions import ImproperlyConfigured

    from accounts.demo import check_no_demo_accounts
    from mvp_coord.database_role import check_serving_role

    try:
        check_no_demo_accounts()
        check_serving_role()
    except ImproperlyConfigured as error:  # Celery would log an ordinary error here, and go on
        raise SystemExit(str(error)) from error


@beat_init.connect
def tick_at_once(**_: Any) -> None:
    """Send the first sign of life at the start, not one interval later."""
    from mvp_coord.jobs.doorbell import ring
    from mvp_coord.jobs.tasks import tick

    ring(tick)
