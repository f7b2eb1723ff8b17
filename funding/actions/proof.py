"""The nightly proof of the ledger, with its receipt."""

from funding.reports.proof import prove
from mvp_coord.jobs.actions import run_job
from mvp_coord.jobs.models import JobRun

JOB = "prove the ledger"


class LedgerDoesNotHold(Exception):
    """The books contradict themselves. The text says where."""


def prove_nightly(*, slot: str) -> JobRun | None:
    """Prove the ledger once for this turn of the schedule; a fault fails the job, which the page of jobs shows."""
    return run_job(name=JOB, slot=slot, work=_proven)


def _proven() -> dict[str, int]:
    proof = prove()
    if proof.faults:
        raise LedgerDoesNotHold(" ".join(proof.faults))
    return proof.counts
