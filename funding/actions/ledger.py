"""Postings to the ledger of our funds: what comes in, is moved, set aside, set free, paid, and taken back.

Each posts once under its key: sent twice, the second gives back what the first has made. What the database refuses
(no money left, one person where two must stand behind it, colors that differ) comes out as a named refusal.
"""

import hashlib
import json
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Final

from django.db import connection

from accounts.history import change
from accounts.models import User
from funding.cents import NotWholeCents, cents_of
from funding.models import Account, Allocation, Entry, Fund, Transaction
from mvp_coord.lib.constraints import refusing

Bucket, Kind = Account.Bucket, Transaction.Kind


class LedgerRefused(Exception):
    """Nothing was posted; the text says why, to the person who asked."""


class NotEnough(LedgerRefused):
    """There is less money in the bucket than would leave it."""


class KeyReused(LedgerRefused):
    """Something else was posted under this key."""


class NeedsSecondPerson(LedgerRefused):
    """Above the fund's limit another person than the proposer approves."""


class ColorsDiffer(LedgerRefused):
    """Money of one vehicle is not moved to a fund of another: that is a grant, not a transfer."""


class AlreadyReversed(LedgerRefused):
    """What is taken back is taken back once, and a reversal not at all."""


class NotInTheLedger(LedgerRefused):
    """The fund is not ours, the money is not dollars, or the amount is none that is posted."""


_REFUSALS: Final = {
    name: partial(refusal, words)
    for name, refusal, words in (
        (
            "balance_above_its_floor",
            NotEnough,
            "There is not that much money left there. Look at the fund's statement.",
        ),
        (
            "transaction_above_the_limit_has_two_people",
            NeedsSecondPerson,
            "Above the limit of this fund, another person than the proposer approves it.",
        ),
        ("transaction_of_one_color", ColorsDiffer, "The two funds hold money of different vehicles."),
        ("reversal_mirrors_what_it_reverses", AlreadyReversed, "A reversal is not reversed: post it anew."),
        ("funding_transaction_reverses_id_key", AlreadyReversed, "It was taken back before."),
        ("account_of_a_managed_fund", NotInTheLedger, "Only a fund that we manage has a ledger."),
        ("account_in_dollars", NotInTheLedger, "Only dollars enter the ledger."),
        ("transaction_has_a_reason", NotInTheLedger, "Say why, for whoever reads the books."),
    )
}


@dataclass(frozen=True)
class Said:
    """What every posting says: the key that names it, why, who posts it, who proposed and who approved it."""

    key: str
    reason: str
    by: User
    proposed_by: User | None = None
    approved_by: User | None = None


def receive(*, fund: Fund, amount: Decimal, said: Said) -> Transaction:
    """Money has come in from outside, in dollars."""
    return _move(Kind.RECEIPT, (fund, Bucket.OUTSIDE, None), (fund, Bucket.AVAILABLE, None), amount, said)


def transfer(*, source: Fund, target: Fund, amount: Decimal, said: Said) -> Transaction:
    """Money moves between two funds of one vehicle."""
    return _move(Kind.TRANSFER, (source, Bucket.AVAILABLE, None), (target, Bucket.AVAILABLE, None), amount, said)


def set_aside(*, allocation: Allocation, amount: Decimal, said: Said) -> Transaction:
    """Available money of the allocation's fund is committed to it."""
    source = (allocation.fund, Bucket.AVAILABLE, None)
    return _move(Kind.COMMITMENT, source, (allocation.fund, Bucket.COMMITTED, allocation), amount, said)


def set_free(*, allocation: Allocation, amount: Decimal, said: Said) -> Transaction:
    """Money that was committed to the allocation is available again."""
    target = (allocation.fund, Bucket.AVAILABLE, None)
    return _move(Kind.RELEASE, (allocation.fund, Bucket.COMMITTED, allocation), target, amount, said)


def pay_out(*, allocation: Allocation, amount: Decimal, said: Said) -> Transaction:
    """Money that was committed to the allocation has gone out: never more than was set aside for it."""
    fund = allocation.fund
    target = (fund, Bucket.DISBURSED, allocation)
    return _move(Kind.PAYMENT, (fund, Bucket.COMMITTED, allocation), target, amount, said)


def take_back(*, allocation: Allocation, amount: Decimal, said: Said) -> Transaction:
    """Money that was paid has come back from its recipient, who did not spend it."""
    fund = allocation.fund
    return _move(Kind.REFUND, (fund, Bucket.DISBURSED, allocation), (fund, Bucket.AVAILABLE, None), amount, said)


def give_back(*, fund: Fund, amount: Decimal, said: Said) -> Transaction:
    """Money goes back to whoever gave it, or out as a fee."""
    return _move(Kind.RETURN, (fund, Bucket.AVAILABLE, None), (fund, Bucket.OUTSIDE, None), amount, said)


def reverse(*, posted: Transaction, said: Said) -> Transaction:
    """Take back one transaction, all of it, by its mirror."""
    entries = {entry.account_id: -entry.cents for entry in posted.entries.all()}
    with refusing(_REFUSALS), change(by=said.by, verb="reversed", reason=said.reason):
        return _post(Kind.REVERSAL, entries, said, reverses=posted)


Place = tuple[Fund, str, Allocation | None]


def _move(kind: str, source: Place, target: Place, amount: Decimal, said: Said) -> Transaction:
    try:
        cents = cents_of(amount)
    except NotWholeCents as fault:
        raise NotInTheLedger(str(fault)) from fault
    if cents <= 0:
        raise NotInTheLedger("Give an amount of more than zero.")
    if source == target:
        raise NotInTheLedger("Money is moved from one fund to another.")
    with refusing(_REFUSALS), change(by=said.by, verb=Kind(kind).label.lower(), reason=said.reason):
        return _post(kind, {_account(source): -cents, _account(target): cents}, said)


def _account(place: Place) -> int:
    """The account's id; opened by whoever needs it first."""
    fund, bucket, allocation = place
    found, _ = Account.objects.get_or_create(
        fund=fund, bucket=bucket, allocation=allocation, defaults={"vehicle": fund.vehicle}
    )
    return found.pk


def _post(kind: str, entries: dict[int, int], said: Said, *, reverses: Transaction | None = None) -> Transaction:
    proposed_by = said.proposed_by or said.by
    body = _digest(kind, entries, reverses)
    made, is_new = Transaction.objects.get_or_create(
        key=said.key,
        defaults={
            "kind": kind,
            "body": body,
            "actor": said.by,
            "proposed_by": proposed_by,
            "approved_by": said.approved_by,
            "reason": said.reason.strip(),
            "reverses": reverses,
        },
    )
    if made.body != body:
        raise KeyReused(f"Something else was posted as {said.key}: {made.get_kind_display().lower()}, {made.reason}")
    if is_new:
        # In one order everywhere, so that two who move money both ways wait for each other and never in a ring.
        rows = [
            Entry(transaction=made, account_id=account, cents=cents) for account, cents in sorted(entries.items())
        ]
        Entry.objects.bulk_create(rows)
        with connection.cursor() as cursor:  # what is checked at the end is checked now, while it can be said
            cursor.execute("SET CONSTRAINTS transaction_is_whole, entry_is_whole IMMEDIATE")
            cursor.execute("SET CONSTRAINTS transaction_is_whole, entry_is_whole DEFERRED")
    return made


def _digest(kind: str, entries: dict[int, int], reverses: Transaction | None) -> str:
    """What a posting would do, whoever asks for it and however it is worded."""
    facts = [kind, sorted(entries.items()), reverses.pk if reverses else None]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()
