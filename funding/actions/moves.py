"""Money of our funds moved, given back or taken back by hand: at once up to the fund's limit, above it by two people.

The limit counts what left the fund by one person's hand in the last 90 days, so that many small moves are no way
around it. What needs another person waits as a `Move`; whoever asked for it may withdraw it, never post it.
"""

from decimal import Decimal
from typing import Final

from django.db.models import Q, Sum
from django.utils import timezone

from accounts.history import change
from accounts.models import User
from funding.cents import cents_of, dollars_of
from funding.models import Account, Balance, Entry, Fund, Move, Transaction
from mvp_coord.lib.constraints import refusing

from . import ledger
from .ledger import Said
from .second_person import TOGETHER

Kind = Transaction.Kind
AVAILABLE: Final = Account.Bucket.AVAILABLE


class MoveRefused(ledger.LedgerRefused):
    """It was decided before, or this person may not decide it."""


REFUSALS: Final = {
    "funding_move_public_id_key": lambda: ledger.KeyReused(
        "Something else was asked for by this form: open the page anew."
    ),
    "move_takes_back_one_at_a_time": lambda: MoveRefused("Somebody has asked to take it back: that waits already."),
}


def move(
    *, fund: Fund, act: str, amount: Decimal, reason: str, by: User, ticket: str, target: Fund | None = None
) -> Transaction | Move:
    """Post it, or leave it for a second person; sent twice, the same comes back."""
    facts = {"fund": fund, "act": act, "amount": amount, "target": target}
    return _ask(Move(public_id=ticket, reason=reason, asked_by=by, **facts))


def take_back(*, posted: Transaction, fund: Fund, by: User, reason: str) -> Transaction | Move:
    """Take back what was posted by hand, all of it; above the limit, and with what this person moved of late, it
    waits for another one. What belongs to an award is taken back on its page, but for money that came back of it.
    `fund` is where it was asked: it waits there, or with the fund that would lose the money."""
    if posted.kind != Kind.REFUND and posted.entries.filter(account__allocation__isnull=False).exists():
        raise ledger.NotInTheLedger(
            "It belongs to an award: take the payment back, amend or cancel it on the award's page."
        )
    gained = posted.entries.filter(account__bucket=AVAILABLE, cents__gt=0).select_related("account__fund").first()
    cents = max(abs(each.cents) for each in posted.entries.all())
    facts = {"fund": gained.account.fund if gained else fund, "amount": dollars_of(cents), "reverses": posted}
    return _ask(Move(act=Move.Act.TAKE_BACK, reason=reason, asked_by=by, **facts))


def post_move(*, move: Move, by: User) -> Transaction:
    """A second person has looked at it: it enters the ledger."""
    with change(by=by, verb="posted what another asked for", reason=move.reason):
        locked = _waiting(move)
        if locked.asked_by_id == by.pk:
            raise MoveRefused("You asked for it: another person posts it.")
        return enter(locked, by=by)


def enter(move: Move, *, by: User) -> Transaction:
    """What was asked stands in the ledger, by this person. Inside the transaction of the action that calls it."""
    said = Said(key=_key(move), reason=move.reason, by=by, proposed_by=move.asked_by, approved_by=by)
    posted = _post(move, said)
    move.posted = posted
    _decide(move, Move.Status.POSTED, by)
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


def _ask(asked: Move) -> Transaction | Move:
    by = asked.asked_by
    with refusing(REFUSALS), change(by=by, verb="moved by hand", reason=asked.reason):
        limit = _limit_held(asked)
        before = Move.objects.filter(public_id=asked.public_id).first()
        if before is not None:
            return _same(before, asked)
        if asked.reverses and (waits := Move.objects.waiting().filter(reverses=asked.reverses, asked_by=by).first()):
            return waits
        key = _key(asked)
        if Transaction.objects.filter(key=key).exists() or _alone(asked.fund, by) + asked.amount <= limit:
            return _post(asked, Said(key=key, reason=asked.reason, by=by))
        _need_there(asked)
        asked.save(force_insert=True)
        return asked


def _limit_held(asked: Move) -> Decimal:
    """The least limit of the funds that it touches, whose other moves wait until this one is made or asked."""
    funds = Q(pk=asked.fund_id) | Q(pk=asked.target_id)
    if asked.reverses:
        funds |= Q(accounts__entries__transaction=asked.reverses)
    touched = Fund.objects.filter(pk__in=Fund.objects.filter(funds).values("pk")).order_by("pk")
    return min(each.two_people_above_usd for each in touched.select_for_update(no_key=True))


def _decide(move: Move, status: str, by: User) -> None:
    move.status, move.decided_by, move.decided_at = status, by, timezone.now()
    move.save()


def _key(move: Move) -> str:
    return f"undo {move.reverses.key}" if move.reverses else f"by hand {move.public_id}"


def _post(move: Move, said: Said) -> Transaction:
    if move.reverses:
        return ledger.reverse(posted=move.reverses, said=said)
    if move.award:
        return ledger.take_back(allocation=move.award, amount=move.amount, said=said)
    if move.target:
        return ledger.transfer(source=move.fund, target=move.target, amount=move.amount, said=said)
    return ledger.give_back(fund=move.fund, amount=move.amount, said=said)


def _alone(fund: Fund, by: User) -> Decimal:
    """What this person alone has taken out of the fund by hand within `TOGETHER`, as far as it stands; in dollars."""
    entries = Entry.objects.filter(
        account__fund=fund,
        account__bucket=AVAILABLE,
        cents__lt=0,
        transaction__kind__in=(Kind.TRANSFER, Kind.RETURN, Kind.REVERSAL),
        transaction__actor=by,
        transaction__approved_by=None,
        transaction__reversed_by=None,
        transaction__posted_at__gt=timezone.now() - TOGETHER,
    )
    return -dollars_of(entries.aggregate(sum=Sum("cents"))["sum"] or 0)


def _same(before: Move, asked: Move) -> Move:
    facts = ("fund_id", "act", "target_id", "reverses_id", "amount", "asked_by_id")
    if any(getattr(before, each) != getattr(asked, each) for each in facts):
        raise ledger.KeyReused("Something else was asked for by this form: open the page anew.")
    return before


def _need_there(asked: Move) -> None:
    """Said now, not to the second person."""
    there = Balance.objects.filter(account__fund=asked.fund, account__bucket=AVAILABLE).first()
    takes = asked.reverses is None or asked.reverses.kind != Kind.RETURN
    if takes and (there is None or there.cents < cents_of(asked.amount)):
        raise ledger.NotEnough("There is not that much money left there. Look at the fund's statement.")


def _waiting(move: Move) -> Move:
    rows = Move.objects.select_for_update(of=("self",)).select_related(
        "fund", "target", "award__fund", "asked_by", "reverses"
    )
    locked = rows.get(pk=move.pk)
    if locked.status != Move.Status.WAITING:
        raise MoveRefused(f"It is {locked.get_status_display().lower()} by now.")
    return locked
