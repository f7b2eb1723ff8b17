"""Jobs of money, one line each."""

from celery import shared_task
from django.utils import timezone

from funding.actions.blind import publish_blind_totals as publish_totals
from funding.actions.colors import recheck, recheck_what_is_due
from funding.actions.proof import prove_nightly
from funding.actions.reminders import remind_daily


@shared_task
def prove_ledger() -> None:
    """Prove the ledger, once a day."""
    prove_nightly(slot=timezone.localdate().isoformat())


@shared_task
def hold_against_rules() -> None:
    """Hold allocations of ours that are on their way against the money rules again."""
    recheck()


@shared_task
def recheck_due() -> None:
    """The same at once, where somebody has changed what the answer rests on."""
    recheck_what_is_due()


@shared_task
def publish_blind_totals() -> None:
    """Publish blind totals, once a day."""
    publish_totals(slot=timezone.localdate().isoformat())


@shared_task
def remind_of_what_is_owed() -> None:
    """Remind people of what is owed for awards, once a day."""
    remind_daily(slot=timezone.localdate().isoformat())
