"""What ran, and whether anything runs at all."""

from datetime import datetime
from typing import Any

from .models import JobRun

# The one receipt that is written over and over: the schedule's last sign of life.
TICK: dict[str, Any] = {"name": "tick", "slot": "latest"}


def last_tick_at() -> datetime | None:
    """When the schedule last gave a sign of life: beat sent a message, the broker passed it on, a worker took it."""
    return JobRun.objects.filter(**TICK).values_list("ended_at", flat=True).first()
