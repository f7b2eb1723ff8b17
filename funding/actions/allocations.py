"""What people do with allocations beside their road: propose them, release them to the recipient, reword them.

Every one runs in one transaction under a lock of the row, keeps who did it and why, and refuses with a named
exception whose text a person can act on. Whether somebody may touch an allocation at all is answered before, by
`Allocation.objects.changeable_by(viewer)`.
"""

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from accounts.history import change
from accounts.models import User
from accounts.visibility import Visibility
from funding.models import Allocation, ColorCheck, Fund
from funding.pipeline import UNDECIDED
from funding.reports.rules import held_against_rules
from mvp_coord.lib.public_id import new_public_id
from partners.models import LegalEntity, Program

from .amounts import need_amount
from .chains import held_source, need_source
from .colors import note
from .paid_work import checking_who_reads
from .refusals import NotTheRecipientsProgram, NotYetApproved, SharedTooNarrowly, TermsFixed


def propose(
    *,
    fund: Fund,
    entity: LegalEntity,
    amount: Decimal,
    by: User,
    program: Program | None = None,
    purpose: str = "",
    currency: str = "USD",
    parent: Allocation | None = None,
    visibility: str = Visibility.STAFF,
    shared_as: str = Allocation.SharedAs.EXACT,
    public_id: str = "",
    reason: str = "",
) -> Allocation:
    """Put an idea on the list: an exploring allocation, which is shown and never counted.

    `parent` is the award that its money came by. `public_id` may name it beforehand, so that a form sent twice makes
    one.
    """
    need_amount(amount)
    _need_a_peers(fund, shared_as)
    _need_recipients(program, entity)
    with change(by=by, verb="proposed", reason=reason):
        if parent:
            need_source(held_source(parent.pk), fund=fund, currency=currency)
        if earlier := _made_before(public_id, entity):
            return earlier
        made = Allocation.objects.create(
            fund=fund,
            entity=entity,
            program=program,
            parent=parent,
            amount_requested=amount,
            currency=currency,
            purpose=purpose,
            visibility=visibility,
            shared_as=shared_as,
            public_id=public_id or new_public_id(),
            proposed_by=by,
        )
        # A thought may be written down whatever the rules say: what they say is shown beside it.
        for held in held_against_rules([made]):
            note(held, ColorCheck.Moment.DRAFT)
        return made


def release(*, allocation: Allocation, by: User, on: dt.date | None = None, reason: str = "") -> Allocation:
    """Let the recipient see it from that day on (today unless told otherwise)."""
    with change(by=by, verb="released to the recipient", reason=reason):
        locked = Allocation.objects.select_for_update(of=("self",)).get(pk=allocation.pk)
        if locked.status not in Allocation.DECIDED:
            raise NotYetApproved("The recipient can see an allocation only once its amount is approved.")
        locked.released_on = on or timezone.localdate()
        locked.save(update_fields=["released_on"])
        return locked


def revise(
    *,
    allocation: Allocation,
    by: User,
    purpose: str,
    restriction: str,
    visibility: str,
    shared_as: str = "",
    reason: str = "",
) -> Allocation:
    """Reword what it is for, or change who can see it and how exactly ("" leaves that as it is).

    The wording of what was approved stays as it is, reviews of another wording hold no more, and amounts are never
    kept back further than before.
    """
    with change(by=by, verb="revised", reason=reason):
        locked = Allocation.objects.select_for_update(of=("self",)).select_related("fund").get(pk=allocation.pk)
        if shared_as and shared_as != locked.shared_as:
            _need_a_peers(locked.fund, shared_as)
            _need_no_narrowing(locked, shared_as)
            locked.shared_as = shared_as
        # A restriction that the rules have come to ask for may still be written; none is taken away.
        adds = locked.status in Allocation.LIVE and not locked.restriction and locked.purpose == purpose
        terms_change = (locked.purpose, locked.restriction) != (purpose, restriction)
        if terms_change and locked.status not in UNDECIDED and not adds:
            raise TermsFixed("What it is for was decided. Cancel it and propose another, if that must change.")
        if terms_change and locked.status == Allocation.Status.IN_REVIEW:
            locked.status_changed_at = timezone.now()  # what was reviewed was another wording
        locked.purpose, locked.restriction, locked.visibility = purpose, restriction, visibility
        with checking_who_reads(Allocation.objects.filter(pk=locked.pk), by=by):
            locked.save(update_fields=["purpose", "restriction", "visibility", "shared_as", "status_changed_at"])
        return locked


def _made_before(public_id: str, entity: LegalEntity) -> Allocation | None:
    """What the same form has made already. Of two at once, the second waits here and finds what the first made."""
    LegalEntity.objects.select_for_update(no_key=True).get(pk=entity.pk)
    return Allocation.objects.filter(public_id=public_id).first() if public_id else None


def _need_recipients(program: Program | None, entity: LegalEntity) -> None:
    if program and program.partner_id != entity.partner_id:
        raise NotTheRecipientsProgram(f"{program} is not a program of {entity.partner}.")


def _need_a_peers(fund: Fund, shared_as: str) -> None:
    if fund.is_managed and shared_as != Allocation.SharedAs.EXACT:
        raise SharedTooNarrowly(f"{fund} is managed here: what it gives is shared in exact amounts.")


def _need_no_narrowing(allocation: Allocation, shared_as: str) -> None:
    order = Allocation.SharedAs.values
    if allocation.status not in UNDECIDED and order.index(shared_as) > order.index(allocation.shared_as):
        raise SharedTooNarrowly(
            "It is decided: others may reckon with it. Its amount can be shared more openly only."
        )
