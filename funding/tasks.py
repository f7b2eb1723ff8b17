"""Jobs of money, one line each."""

from celery import shared_task
from django.utils import timezone

from funding.actions.proof import prove_nightly


@shared_task
def prove_ledger() -> None:
    """Prove the ledger, once a day."""
    prove_nightly(slot=timezone.localdate().isoformat())
