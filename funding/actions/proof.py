"""The nightly proof of the ledger, and that the awards agree with it, with its receipt."""

from funding.reports.agreement import disagreements
from funding.reports.proof import prove
from mvp_coord.jobs.actions import run_job
from mvp_coord.jobs.models import JobRun

JOB = "prove the ledger"


class LedgerDoesNotHold(Exception):
    """The books contradict themselves, or an award. The text says where."""


def prove_nightly(*, slot: str) -> JobRun | None:
    """Prove the ledger once for this turn of the schedule; a fault fails the job, which the page of jobs shows."""
    return run_job(name=JOB, slot=slot, work=_proven)


def _proven() -> dict[str, int]:
    proof = prove()
    faults = proof.faults + disagreements()
    if faults:
        raise LedgerDoesNotHold(" ".join(faults))
    return proof.counts
