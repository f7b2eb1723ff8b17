"""Who may open what of awards: reviews, counsel's word, payments, what is owed, other amounts (see test_access)."""

import datetime as dt
from decimal import Decimal
from typing import Any

from funding.actions import ledger
from funding.actions.ledger import Said
from funding.models import Allocation, Amendment, Docket, DocketItem, Installment, Move, Requirement
from tests import factories
from tests.access_of_meters import METER_ROWS
from tests.addresses import FORM_IS_WRONG, INSIDERS, MEMBERS, STAFF, Ask, Row

KEEPERS = INSIDERS | {"funder_rep"}


def _award(ask: Ask) -> Allocation:
    """A committed award of the peer funder to the own partner, shown to nobody else."""
    fund, entity = factories.make_fund(ask("own_funder")), factories.make_entity(ask("own_partner"))
    return factories.make_allocation(fund, entity, status="committed", visibility="staff", released_on="2026-11-17")


def award(ask: Ask) -> dict[str, Any]:
    return {"public_id": _award(ask).public_id}


def our_award(ask: Ask) -> dict[str, Any]:
    fund = factories.make_fund(is_managed=True)
    return {"public_id": factories.make_allocation(fund, status="in_review").public_id}


def a_part(ask: Ask) -> dict[str, Any]:
    made = _award(ask)
    part = Installment.objects.create(allocation=made, due_on=dt.date(2027, 3, 1), amount=made.amount_approved)
    return {"public_id": made.public_id, "part": part.public_id}


def a_requirement(ask: Ask) -> dict[str, Any]:
    made = _award(ask)
    owed = Requirement.objects.create(allocation=made, kind="report", due_on=dt.date(2027, 3, 1))
    return {"public_id": made.public_id, "requirement": owed.public_id}


def an_amendment(ask: Ask) -> dict[str, Any]:
    made = _award(ask)
    change = Amendment.objects.create(
        allocation=made, amount_before=5, amount_after=6, limit_usd=9, reason="So", proposed_by=ask("staff")
    )
    return {"public_id": made.public_id, "amendment": change.public_id}


def a_rule(ask: Ask) -> dict[str, Any]:
    return {"code": "c4-to-c4"}


def a_version(ask: Ask) -> dict[str, Any]:
    return {"code": "c4-to-c4", "version": 1}


def our_fund(ask: Ask) -> dict[str, Any]:
    return {"slug": factories.make_fund(is_managed=True).slug}


def a_return(ask: Ask) -> dict[str, Any]:
    made = factories.make_allocation(factories.make_fund(is_managed=True), status="committed")
    facts = {"fund": made.fund, "act": "unspent", "award": made, "came_on": dt.date(2026, 11, 17), "amount": 5}
    move = Move.objects.create(**facts, reason="Fewer doors", asked_by=factories.make_user())
    return {"public_id": made.public_id, "move": move.public_id}


def a_move(ask: Ask) -> dict[str, Any]:
    fund, user = factories.make_fund(is_managed=True), factories.make_user(is_staff=True)
    move = Move.objects.create(fund=fund, act="give_back", amount=5, reason="As agreed", asked_by=user)
    return {"slug": fund.slug, "move": move.public_id}


def a_posting(ask: Ask) -> dict[str, Any]:
    fund = factories.make_fund(is_managed=True)
    said = Said(key="one", reason="As agreed", by=ask("staff"))
    posted = ledger.receive(fund=fund, amount=Decimal(5), said=said)
    return {"slug": fund.slug, "key": posted.pk}


def a_docket(ask: Ask) -> dict[str, Any]:
    return {"public_id": _docket().public_id}


def an_item(ask: Ask) -> dict[str, Any]:
    docket = _docket()
    award = factories.make_allocation(factories.make_fund(is_managed=True), status="in_review")
    item = DocketItem.objects.create(docket=docket, allocation=award, amount=5)
    return {"public_id": docket.public_id, "item": item.public_id}


def _docket() -> Docket:
    return Docket.objects.create(title="Spring board meeting", meets_on=dt.date(2027, 3, 9))


MONEY_ROWS: dict[str, Row] = {
    "funding:new-rule": Row(frozenset({"admin"}), post=FORM_IS_WRONG),
    "funding:rule": Row(INSIDERS | MEMBERS, args=a_rule),
    "funding:change-rule": Row(frozenset({"admin"}), post=FORM_IS_WRONG, args=a_rule),
    "funding:end-rule": Row(frozenset({"counsel"}), post=FORM_IS_WRONG, args=a_rule),
    "funding:confirm-rule": Row(frozenset({"counsel"}), get=405, post=FORM_IS_WRONG, args=a_version),
    "funding:withdraw-rule": Row(frozenset({"admin"}), get=405, post=FORM_IS_WRONG, args=a_version),
    **METER_ROWS,
    "funding:dockets": Row(INSIDERS),
    "funding:new-docket": Row(STAFF, post=FORM_IS_WRONG),
    "funding:docket": Row(INSIDERS, args=a_docket),
    "funding:put-on-docket": Row(STAFF, get=405, post=FORM_IS_WRONG, args=a_docket),
    "funding:close-docket": Row(STAFF, post=FORM_IS_WRONG, args=a_docket),
    "funding:docket-pdf": Row(INSIDERS, args=a_docket),
    "funding:docket-xlsx": Row(INSIDERS, args=a_docket),
    "funding:docket-memo": Row(STAFF, post=302, args=an_item),
    "funding:off-docket": Row(STAFF, get=405, post=302, args=an_item),
    "funding:docket-decide": Row(STAFF, get=405, post=FORM_IS_WRONG, args=an_item),
    "funding:counsel-queue": Row(INSIDERS),
    "funding:owed": Row(INSIDERS | MEMBERS),
    "funding:payments": Row(INSIDERS | MEMBERS),
    "funding:books": Row(INSIDERS),
    "funding:book": Row(INSIDERS, post={"admin": 404, "*": FORM_IS_WRONG}, args=our_fund),
    "funding:move": Row(STAFF, get=405, post=302, args=a_move),
    "funding:reverse": Row(STAFF, get=405, post=302, args=a_posting),
    "funding:came-back": Row(STAFF, post=FORM_IS_WRONG, args=our_award),
    "funding:decide-came-back": Row(STAFF, get=405, post=FORM_IS_WRONG, args=a_return),
    "funding:review": Row(INSIDERS, get=405, post=FORM_IS_WRONG, args=our_award),
    "funding:counsel": Row(frozenset({"counsel"}), get=405, post=FORM_IS_WRONG, args=our_award),
    "funding:amend": Row(KEEPERS, post=FORM_IS_WRONG, args=award),
    "funding:amendment": Row(KEEPERS, get=405, post=FORM_IS_WRONG, args=an_amendment),
    "funding:passed-on": Row(KEEPERS, post=302, args=award),
    "funding:schedule": Row(KEEPERS, post=FORM_IS_WRONG, args=award),
    "funding:part": Row(KEEPERS, get=405, post=FORM_IS_WRONG, args=a_part),
    "funding:require": Row(KEEPERS, post=FORM_IS_WRONG, args=award),
    "funding:requirement": Row(KEEPERS, get=405, post=FORM_IS_WRONG, args=a_requirement),
}
