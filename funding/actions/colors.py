"""Holding allocations of our funds against the money rules, and what counsel says of those left to counsel."""

import datetime as dt
from typing import Final

from django.db import connection
from django.utils import timezone

from accounts.history import change
from accounts.models import User
from funding.colors import BLOCK, COUNSEL, Verdict
from funding.colors.blanks import blanks_in
from funding.models import Allocation, ColorCheck, SignOff
from funding.reports.rules import Held, as_asked, held_against_rules
from mvp_coord.jobs.actions import drain_due_work, record_due_work, run_job
from mvp_coord.jobs.models import JobRun
from mvp_coord.lib import wording
from mvp_coord.lib.constraints import refusing
from mvp_coord.lib.public_id import new_public_id
from partners.models import LegalEntity, Sponsorship
from partners.models.family import Vehicle

from .refusals import (
    AllocationRefused,
    Blocked,
    NeedsAnother,
    NeedsCounsel,
    NeedsRestriction,
    NoReason,
    WrongStatus,
    by_now,
)

LONGEST: Final = dt.timedelta(days=366)
JOB: Final = "hold allocations against the money rules"
KIND: Final = "money rules"


def hold(allocation: Allocation, moment: str) -> None:
    """Let an allocation of ours pass only where the rules (and where they ask for it, counsel) let it.

    Keeps what they said of it. Raises `Blocked`, `NeedsCounsel` or `NeedsRestriction`; a peer's money is its affair.
    """
    keep_rules_still()
    _keep_recipient_still(allocation)
    (held,) = held_against_rules([allocation])
    if held.meters:
        # Of two that count against one limit the second waits here, and finds what the first has used.
        _one_at_a_time()
        (held,) = held_against_rules([allocation])
    if held.verdict.outcome == BLOCK:
        raise Blocked(f"The money rules forbid it: {_reasons(held.verdict)}")
    if held.verdict.outcome == COUNSEL and held.sign_off is None:
        raise NeedsCounsel(f"It needs the word of counsel first: {_reasons(held.verdict)}")
    if not held.is_bound:
        open_yet = ", ".join(blanks_in(allocation.restriction))
        raise NeedsRestriction(
            f"The restriction leaves {open_yet} open: fill it in under “Reword or share”."
            if open_yet
            else "The rules ask for a restriction. Write one under “Reword or share”; they propose: "
            f"“{' '.join(held.wordings)}”"
        )
    note(held, moment)


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('meters', 0))")


def keep_rules_still(*, to_change: bool = False) -> None:
    """Until this transaction ends no rule changes; `to_change` one, nobody passes by the rules of before either."""
    lock = "pg_advisory_xact_lock" if to_change else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(hashtextextended('money rules', 0))")


def _keep_recipient_still(allocation: Allocation) -> None:
    """Until this transaction ends, who receives it stays of its vehicle, and stays with its fiscal sponsor: whoever
    changes that at this moment comes before or after, and is waited for. Nobody waits in a ring, because who changes
    an entity or a sponsorship holds no award."""
    held = LegalEntity.objects.select_for_update(no_key=True)
    if held.get(pk=allocation.entity_id).vehicle == Vehicle.SPONSORED:
        today = Sponsorship.objects.on(timezone.localdate()).filter(project=allocation.entity_id)
        sponsors = [each.sponsor_id for each in today.select_for_update(no_key=True)]
        list(held.filter(pk__in=sponsors))


def note(held: Held, moment: str) -> ColorCheck:
    """Keep what the rules say of it at this moment."""
    return ColorCheck.objects.create(
        allocation=held.allocation,
        moment=moment,
        outcome=held.verdict.outcome,
        fingerprint=held.fingerprint,
        findings=[
            [each.rule.code, each.rule.version, each.source, each.rule.outcome] for each in held.verdict.findings
        ],
    )


def sign_off(*, allocation: Allocation, by: User, reason: str, expires_on: dt.date) -> SignOff:
    """Counsel lets it pass as it is now, until that day."""
    today = timezone.localdate()
    if not today <= expires_on <= today + LONGEST:
        raise WrongStatus(f"It can hold until a day between today and {wording.day(today + LONGEST)}.")
    return _say("signed", "signed off", allocation, by=by, reason=reason, expires_on=expires_on)


def refuse(*, allocation: Allocation, by: User, reason: str) -> SignOff:
    """Counsel does not let it pass; any earlier word is taken back."""
    return _say("refused", "refused as counsel", allocation, by=by, reason=reason, expires_on=None)


def recheck() -> JobRun | None:
    """Hold every allocation of ours that is on its way against the rules anew, and note where the answer has changed
    since it was last asked. None where nothing has."""
    changed = _changed()
    if not changed:
        return None
    slot = f"{timezone.now().isoformat()} {new_public_id()}"
    return run_job(name=JOB, slot=slot, work=_note_changed)


def check_again(*, by: User) -> None:
    """Note, in the transaction of a change of rules or of who receives money, that all must be asked again."""
    record_due_work(kind=KIND, by=by)


def recheck_what_is_due() -> JobRun | None:
    """Hold all against the rules where somebody has changed what they rest on; None where nobody has."""
    return drain_due_work(kind=KIND, name=JOB, work=lambda rows: _note_changed())


def _note_changed() -> dict[str, int]:
    changed = _changed()
    for held in changed:
        note(held, ColorCheck.Moment.CHANGE)
    return {"changed": len(changed), "blocked": sum(held.verdict.outcome == BLOCK for held in changed)}


def _changed() -> list[Held]:
    live = Allocation.objects.filter(fund__is_managed=True, status__in=(*Allocation.LIVE, Allocation.Status.PAID))
    last: dict[int, str] = dict(
        ColorCheck.objects.filter(allocation__in=live)
        .order_by("allocation_id", "-pk")
        .distinct("allocation_id")
        .values_list("allocation_id", "fingerprint")
    )
    return [held for held in held_against_rules(live) if last.get(held.allocation.pk) != held.fingerprint]


_REFUSALS: Final = {
    "sign_off_by_counsel": lambda: NeedsCounsel("Only counsel signs off."),
    "sign_off_by_another": lambda: NeedsAnother("You have proposed it: another counsel signs it off."),
}


def _say(
    decision: str, verb: str, allocation: Allocation, *, by: User, reason: str, expires_on: dt.date | None
) -> SignOff:
    if not reason.strip():
        raise NoReason("Say why: whoever pays this money, or is asked about it in years, will want to know.")
    with refusing(_REFUSALS), change(by=by, verb=verb, reason=reason.strip()):
        locked = Allocation.objects.select_for_update(of=("self",)).get(pk=allocation.pk)
        if locked.status not in Allocation.LIVE:
            raise WrongStatus(by_now(locked))
        (held,) = held_against_rules(as_asked([locked])) or (None,)
        if held is None or held.verdict.outcome != COUNSEL:
            raise _nothing_for_counsel(held)
        SignOff.objects.filter(allocation=locked, decision="signed", withdrawn_on=None).update(
            withdrawn_on=timezone.localdate()
        )
        return SignOff.objects.create(
            allocation=locked,
            decision=decision,
            fingerprint=held.signed,
            amount=held.amount,
            reason=reason.strip(),
            by=by,
            signed_on=timezone.localdate(),
            expires_on=expires_on,
        )


def _nothing_for_counsel(held: Held | None) -> AllocationRefused:
    if held and held.verdict.outcome == BLOCK:
        return Blocked(f"Nobody signs off what the rules forbid: {_reasons(held.verdict)}")
    return WrongStatus("The rules do not leave this one to counsel.")


def _reasons(verdict: Verdict) -> str:
    said = list(dict.fromkeys(each.rule.reason for each in verdict.deciding))
    if verdict.no_rule_for and verdict.outcome == COUNSEL:
        said.append("No rule speaks of this flow of money.")
    return " ".join(said)
