"""Money of our funds moved or given back by hand: at once up to the fund's limit, above it by two people.

The limit counts what left the fund by one person's hand in the last 90 days, so that many small moves are no way
around it. What needs another person waits as a `Move`; whoever asked for it may withdraw it, never post it.
"""

from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone

from accounts.history import change
from accounts.models import User
from funding.cents import cents_of, dollars_of
from funding.models import Balance, Entry, Fund, Move, Transaction

from . import ledger
from .ledger import Said
from .second_person import TOGETHER

Kind = Transaction.Kind


class MoveRefused(ledger.LedgerRefused):
    """It was decided before, or this person may not decide it."""


def move(
    *, fund: Fund, act: str, amount: Decimal, reason: str, by: User, ticket: str, target: Fund | None = None
) -> Transaction | Move:
    """Post it, or leave it for a second person; sent twice, the same comes back."""
    with change(by=by, verb="moved by hand", reason=reason):
        held = Fund.objects.select_for_update(no_key=True).get(pk=fund.pk)
        before = Move.objects.filter(public_id=ticket).first()
        asked = Move(public_id=ticket, fund=held, act=act, amount=amount, reason=reason, asked_by=by, target=target)
        said = Said(key=_key(asked), reason=reason, by=by)
        is_posted = Transaction.objects.filter(key=said.key).exists()
        if before is None and (is_posted or _alone(held, by) + amount <= held.two_people_above_usd):
            return _post(asked, said)
        if before is not None:
            return _same(before, asked)
        _need_there(held, amount)
        asked.save(force_insert=True)
        return asked


def post_move(*, move: Move, by: User) -> Transaction:
    """A second person has looked at it: it enters the ledger."""
    with change(by=by, verb="posted what another asked for", reason=move.reason):
        locked = _waiting(move)
        if locked.asked_by_id == by.pk:
            raise MoveRefused("You asked for it: another person posts it.")
        said = Said(key=_key(locked), reason=locked.reason, by=by, proposed_by=locked.asked_by, approved_by=by)
        posted = _post(locked, said)
        locked.posted = posted
        _decide(locked, Move.Status.POSTED, by)
        return posted


def refuse_move(*, move: Move, by: User, reason: str) -> Move:
    """It is not posted; by whoever asked, that is a withdrawal."""
    with change(by=by, verb="refused to move", reason=reason):
        locked = _waiting(move)
        if not reason.strip():
            raise MoveRefused("Say why it is not posted.")
        locked.why_not = reason.strip()
        _decide(locked, Move.Status.REFUSED, by)
        return locked


def _decide(move: Move, status: str, by: User) -> None:
    move.status, move.decided_by, move.decided_at = status, by, timezone.now()
    move.save()


def _key(move: Move) -> str:
    return f"by hand {move.public_id}"


def _post(move: Move, said: Said) -> Transaction:
    if move.act == Move.Act.TRANSFER:
        assert move.target is not None, "the form asks which"
        return ledger.transfer(source=move.fund, target=move.target, amount=move.amount, said=said)
    return ledger.give_back(fund=move.fund, amount=move.amount, said=said)


def _alone(fund: Fund, by: User) -> Decimal:
    """What this person alone has moved or given back out of the fund within `TOGETHER`, and what still stands."""
    entries = Entry.objects.filter(
        account__fund=fund,
        account__bucket="available",
        cents__lt=0,
        transaction__kind__in=(Kind.TRANSFER, Kind.RETURN),
        transaction__actor=by,
        transaction__approved_by=None,
        transaction__reversed_by=None,
        transaction__posted_at__gt=timezone.now() - TOGETHER,
    )
    return -dollars_of(entries.aggregate(sum=Sum("cents"))["sum"] or 0)


def _same(before: Move, asked: Move) -> Move:
    facts = ("fund_id", "act", "target_id", "amount", "asked_by_id")
    if any(getattr(before, each) != getattr(asked, each) for each in facts):
        raise ledger.KeyReused("Something else was asked for by this form: open the page anew.")
    return before


def _need_there(fund: Fund, amount: Decimal) -> None:
    """Said now, not to the second person."""
    there = Balance.objects.filter(account__fund=fund, account__bucket="available").first()
    if there is None or there.cents < cents_of(amount):
        raise ledger.NotEnough("There is not that much money left there. Look at the fund's statement.")


def _waiting(move: Move) -> Move:
    locked = Move.objects.select_for_update(of=("self",)).select_related("fund", "target", "asked_by").get(pk=move.pk)
    if locked.status != Move.Status.WAITING:
        raise MoveRefused(f"It is {locked.get_status_display().lower()} by now.")
    return locked
