"""Taking our own money down its road, for tests that need it there: by the two people that the limit asks for."""

import datetime as dt
from decimal import Decimal

from django.db import connection

from accounts.models import User
from funding import actions
from funding.models import Allocation, Installment
from tests import factories

SPRING, FALL = dt.date(2027, 3, 31), dt.date(2027, 9, 30)


def people() -> tuple[User, User]:
    """Somebody of the staff who proposes, and a counsel who approves."""
    return factories.make_user(is_staff=True), factories.make_user(is_staff=True, is_counsel=True)


def into_review(allocation: Allocation, staff: User, amount: Decimal | None = None) -> Allocation:
    actions.recommend(allocation=allocation, by=staff, amount=amount)
    return actions.review(allocation=allocation, by=staff)


def reviewed(allocation: Allocation, staff: User, counsel: User) -> None:
    actions.give_review(allocation=allocation, side="operations", passed=True, by=staff)
    actions.give_review(allocation=allocation, side="legal", passed=True, by=counsel)


def approved(allocation: Allocation, staff: User, counsel: User, amount: Decimal | None = None) -> Allocation:
    into_review(allocation, staff, amount)
    reviewed(allocation, staff, counsel)
    return actions.approve(allocation=allocation, by=counsel)


def committed(allocation: Allocation, staff: User, counsel: User) -> Allocation:
    approved(allocation, staff, counsel)
    return actions.commit(allocation=allocation, by=staff)


def parts_of(allocation) -> list[tuple[str, Decimal]]:
    rows = Installment.objects.filter(allocation=allocation).exclude(status="cancelled")
    return [(each.status, each.amount) for each in rows]


def in_halves(award, by):
    half = award.amount_approved / 2
    return actions.reschedule(allocation=award, parts=[(SPRING, half), (FALL, half)], by=by)


def whole() -> None:
    """What is only held at the end of a transaction is held now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
