"""Keeping the books of the demo's own funds: what came in, what is set aside for which award, what has been paid."""

import datetime as dt
from decimal import Decimal
from typing import Final

from accounts.models import User
from funding import actions
from funding.actions import ledger, moves
from funding.actions.ledger import Said
from funding.actions.payments import evenly
from funding.models import Allocation, Fund, Installment, Requirement
from mvp_coord.lib.public_id import new_public_id

from .shapes import Grant

# What a fund has received beyond what it has promised, so that there is something left to decide about.
SPARE: Final = Decimal("1.25")
ROUND: Final = Decimal(10_000)


def keep_books(made: dict[Grant, Allocation], people: dict[str, User], today: dt.date) -> None:
    """Money comes in, and follows every award of the demo as far as that has come; peers' awards have parts alone."""
    staff, counsel = people["Staff"], people["Counsel"]
    awards = [each for each in made.values() if each.status in Allocation.DECIDED]
    for fund in {each.fund.pk: each.fund for each in awards if each.fund.is_managed}.values():
        _receive(fund, [each for each in awards if each.fund_id == fund.pk and each.currency == "USD"], staff)
    for award in awards:
        _follow(award, today, staff, counsel)


def _receive(fund: Fund, awards: list[Allocation], staff: User) -> None:
    promised = sum((each.amount_approved or Decimal(0) for each in awards), Decimal(0))
    amount = (promised * SPARE / ROUND).to_integral_value() * ROUND + ROUND
    for half, words in enumerate(("Spring appeal", "Fall appeal"), start=1):
        said = Said(key=f"demo receipt {fund.slug} {half}", reason=f"{words} (demo)", by=staff)
        ledger.receive(fund=fund, amount=amount / 2, said=said)


def _follow(award: Allocation, today: dt.date, staff: User, counsel: User) -> None:
    assert award.amount_approved is not None and award.decided_on is not None, "it is decided"
    paid, committed = award.status == "paid", award.status == "committed"
    if award.fund.is_managed and (paid or committed):
        said = Said(f"commit {award.public_id}", "The agreement is signed", staff, staff, counsel)
        ledger.set_aside(allocation=award, amount=award.amount_approved, said=said)
    first = award.status_changed_at.date() if paid else today + dt.timedelta(days=21)
    for due_on, amount in evenly(award.amount_approved, parts=2 if committed else 1, first=first, months=4):
        part = Installment.objects.create(allocation=award, due_on=due_on, amount=amount)
        if paid:
            _pay(award, part, staff, counsel)
    if award.fund.is_managed:
        _owe(award, today)


def _pay(award: Allocation, part: Installment, staff: User, counsel: User) -> None:
    if award.fund.is_managed:
        said = Said(f"pay {part.public_id} 1", "By wire", staff, counsel, staff)
        ledger.pay_out(allocation=award, amount=part.amount, said=said)
    part.status, part.paid_on = Installment.Status.PAID, part.due_on
    part.save(update_fields=["status", "paid_on"])


def _owe(award: Allocation, today: dt.date) -> None:
    assert award.decided_on is not None, "it is decided"
    signed = award.status != "approved"
    Requirement.objects.create(
        allocation=award,
        kind="agreement",
        what="Grant agreement",
        due_on=award.decided_on + dt.timedelta(days=14),
        state="met" if signed else "open",
        settled_on=award.decided_on + dt.timedelta(days=7) if signed else None,
        note="In the grants folder" if signed else "",
    )
    last = award.installments.last()
    waits = last if award.status == "committed" else None
    due_on = (waits.due_on if waits else today + dt.timedelta(days=60)) - dt.timedelta(days=14)
    what = "What was done, and what it reached"
    Requirement.objects.create(allocation=award, kind="report", what=what, due_on=due_on, installment=waits)


def look_ahead(made: dict[Grant, Allocation], people: dict[str, User]) -> None:
    """Somebody asks for more for one award, and for money back: so that there is something to decide."""
    award = next(each for each in made.values() if each.status == "committed" and each.fund.is_managed)
    assert award.amount_approved is not None, "it is decided"
    actions.propose_amendment(
        allocation=award,
        amount=award.amount_approved + 15_000,
        by=people["Staff"],
        reason="A third county asked to be part of it (demo).",
    )
    moves.move(
        fund=award.fund,
        act="give_back",
        amount=Decimal(12_500),
        reason="The donor asked for the unspent part of the spring appeal (demo)",
        by=people["Counsel"],
        ticket=new_public_id(),
    )
