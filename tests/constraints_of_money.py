"""Constraints on the ledger and on money rules (see `tests/test_constraints.py`).

Neither is ever changed, so nearly all of these break as a row is made.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import models
from django.utils import timezone

from funding.models import (
    Account,
    Allocation,
    Amendment,
    BlindShare,
    BlindTotal,
    ColorCheck,
    Docket,
    DocketItem,
    Entry,
    Fund,
    FunderAside,
    FunderAsk,
    FunderWord,
    Installment,
    MoneyRule,
    Move,
    Reminder,
    Requirement,
    Review,
    SignOff,
    Transaction,
)
from partners.models import Partner
from tests import factories

EARLY, LATE = dt.date(2027, 1, 1), dt.date(2028, 1, 1)


def _fund() -> Fund:
    return factories.make_fund(is_managed=True)


def _account(fund: Fund, bucket: str = "available", allocation: Allocation | None = None) -> Account:
    return Account.objects.create(fund=fund, bucket=bucket, vehicle=fund.vehicle, allocation=allocation)


def _post(**facts: Any) -> Transaction:
    user = factories.make_user()
    facts = {"key": "one", "kind": "receipt", "reason": "As agreed", **facts}
    return Transaction.objects.create(actor=user, proposed_by=user, **facts)


def _enter(*cents: int) -> None:
    posted, account = _post(), _account(_fund())
    for each in cents:
        Entry.objects.create(transaction=posted, account=account, cents=each)


def _told(partner: Partner | None = None) -> BlindTotal:
    partner = partner or factories.make_partner()
    return BlindTotal.objects.create(partner=partner, cycle=factories.make_cycle(), published_on=EARLY)


def _share_of(total: BlindTotal) -> BlindShare:
    return BlindShare.objects.create(total=total, funder=total.partner, amount_usd=5)


def _ask(**facts: Any) -> FunderAsk:
    facts = {"words": "Shall we?", "asked_by": factories.make_user(), **facts}
    return FunderAsk.objects.create(group=factories.make_partner(), **facts)


def _say(ask: FunderAsk, **facts: Any) -> None:
    FunderWord.objects.create(ask=ask, funder=ask.group, is_askers=False, author=ask.asked_by, **facts)


def _aside(ask: FunderAsk) -> None:
    FunderAside.objects.create(ask=ask, funder=ask.group)


def _rule(**facts: Any) -> MoneyRule:
    facts = {"code": "one", "use": "any", "outcome": "allow", "reason": "So", "citation": "There", **facts}
    return MoneyRule.objects.create(**{"starts_on": EARLY, **facts})


def _proposed(**facts: Any) -> MoneyRule:
    """A rule that its proposer confirms too, or that begins before it was proposed."""
    return _rule(**{"proposed_by": factories.make_user(), "proposed_on": EARLY, **facts})


def _award(status: str = "approved", **facts: Any) -> Allocation:
    return factories.make_allocation(_fund(), status=status, **facts)


def _part(**facts: Any) -> Installment:
    award = _award()
    return Installment.objects.create(allocation=award, due_on=EARLY, amount=award.amount_approved, **facts)


def _owed(**facts: Any) -> Requirement:
    return Requirement.objects.create(allocation=_award(), kind="report", due_on=EARLY, **facts)


def _amendment(**facts: Any) -> Amendment:
    user = factories.make_user()
    facts = {"amount_before": 5, "amount_after": 6, "limit_usd": 9, "reason": "So", "proposed_by": user, **facts}
    return Amendment.objects.create(**{"allocation": facts.pop("allocation", None) or _award(), **facts})


def _alone() -> Amendment:
    """Above the limit, approved by the one who proposed it."""
    user = factories.make_user()
    return _amendment(limit_usd=5, proposed_by=user, decided_by=user, status="approved")


def _reminder(**facts: Any) -> Reminder:
    facts = {"requirement": facts.pop("requirement", None) or _owed(), "slot": "due", **facts}
    return Reminder.objects.create(**{"user": factories.make_user(), "due_on": EARLY, "sent_on": EARLY, **facts})


def _reminded_twice() -> None:
    owed, user = _owed(), factories.make_user()
    for _ in range(2):
        _reminder(requirement=owed, user=user)


def _move(**facts: Any) -> Move:
    facts = {"fund": facts.pop("fund", None) or _fund(), "act": "give_back", "amount": 5, "reason": "So", **facts}
    return Move.objects.create(**{"asked_by": factories.make_user(), **facts})


def _moved_alone() -> Move:
    """Posted by the one who asked for it."""
    user = factories.make_user()
    return _move(asked_by=user, decided_by=user, decided_at=timezone.now(), status="posted", posted=_post())


def _word(**facts: Any) -> SignOff:
    counsel = factories.make_user(is_staff=True, is_counsel=True)
    facts = {"decision": "refused", "reason": "So", "by": counsel, "signed_on": EARLY, "fingerprint": "x", **facts}
    return SignOff.objects.create(allocation=_award(), **facts)


def _check(**facts: Any) -> ColorCheck:
    return ColorCheck.objects.create(allocation=_award(), moment="draft", fingerprint="x", **facts)


def _docket(**facts: Any) -> Docket:
    return Docket.objects.create(**{"title": "Board", "meets_on": EARLY, **facts})


def _item(**facts: Any) -> DocketItem:
    facts = {"allocation": _award(), "amount": 5, **facts}
    return DocketItem.objects.create(**{"docket": facts.pop("docket", None) or _docket(), **facts})


def _decided(**facts: Any) -> DocketItem:
    return _item(decided_by=factories.make_user(), **facts)


MONEY_UPDATES: dict[str, tuple[Callable[[], models.Model], dict[str, Any]]] = {
    "money_rule_ends": (_rule, {"ends_on": EARLY - dt.timedelta(days=1)}),
    "blind_share_positive": (lambda: _share_of(_told()), {"amount_usd": 0}),
    "money_rule_confirmed_by_somebody_on_a_day": (_rule, {"confirmed_on": EARLY}),
    "docket_closed_with_minutes": (_docket, {"closed_at": timezone.now()}),
    "docket_item_positive": (_item, {"amount": 0}),
    "docket_item_decided_by_somebody": (_item, {"decision": "deferred", "note": "So"}),
    "installment_positive": (_part, {"amount": 0}),
    "installment_paid_on_a_day": (_part, {"paid_on": EARLY}),
    "installment_approved_by_somebody": (_part, {"status": "approved"}),
    "requirement_settled_on_a_day": (_owed, {"state": "met"}),
    "requirement_waived_with_a_reason": (_owed, {"state": "waived", "settled_on": EARLY}),
    "reminder_slot_known": (_reminder, {"slot": "now"}),
    "amendment_changes_the_amount": (_amendment, {"amount_after": 5}),
    "amendment_says_why": (_amendment, {"reason": " "}),
    "amendment_decided_by_somebody": (_amendment, {"status": "approved"}),
    "sign_off_of_what_needs_counsel": (_word, {"outcome": "block"}),
    "sign_off_says_why": (_word, {"reason": ""}),
    "sign_off_expires_iff_signed": (_word, {"decision": "signed"}),
}
MONEY_DOUBLES: dict[str, Callable[[], Any]] = {
    "blind_total_once": lambda: [_told(partner) for partner in [factories.make_partner()] for _ in range(2)],
    "blind_share_once": lambda: [_share_of(total) for total in [_told()] for _ in range(2)],
    "funder_ask_says_something": lambda: _ask(words=""),
    "funder_ask_of_another": lambda: [_ask(asker=one, to=one) for one in [factories.make_partner()]],
    "funder_word_says_something": lambda: _say(_ask(), text=""),
    "funder_aside_once": lambda: [_aside(made) for made in [_ask()] for _ in range(2)],
    "account_once": lambda: [_account(fund) for fund in [_fund()] for _ in range(2)],
    "account_of_an_allocation_iff_set_aside": lambda: _account(_fund(), "committed"),
    "balance_above_its_floor": lambda: _enter(-1),
    "entry_once_per_account": lambda: _enter(1, 1),
    "entry_of_a_plausible_amount": lambda: _enter(0),
    "transaction_has_a_reason": lambda: _post(reason=" \n"),
    "transaction_has_a_key": lambda: _post(key=""),
    "money_rule_outcome_known": lambda: _rule(outcome="maybe"),
    "money_rule_use_known": lambda: _rule(use="fun"),
    "money_rule_says_why": lambda: _rule(citation=" "),
    "money_rule_restriction_is_worded": lambda: _rule(outcome="restriction"),
    "money_rule_version_once": lambda: [_rule(ends_on=LATE), _rule(starts_on=LATE)],
    "money_rule_one_version_at_a_time": lambda: [_rule(), _rule(version=2, starts_on=LATE)],
    "money_rule_confirmed_by_another": lambda: [
        _proposed(proposed_by=one, confirmed_by=one, confirmed_on=LATE) for one in [factories.make_user()]
    ],
    "money_rule_begins_once_proposed": lambda: _proposed(proposed_on=LATE),
    "docket_once": lambda: [_docket() for _ in range(2)],
    "docket_item_once": lambda: [
        _item(docket=docket, allocation=award) for docket, award in [(_docket(), _award())] for _ in range(2)
    ],
    "docket_item_amount_iff_approved": lambda: _decided(decision="approved"),
    "docket_item_no_says_why": lambda: _decided(decision="declined"),
    "amendment_one_at_a_time": lambda: [_amendment(allocation=award) for award in [_award()] for _ in range(2)],
    "amendment_above_the_limit_has_two_people": _alone,
    "move_posted_by_another_or_refused_with_a_reason": _moved_alone,
    "reminder_once_in_each_slot": _reminded_twice,
    "move_of_an_award_iff_unspent": lambda: _move(act="unspent"),
    "move_positive": lambda: _move(amount=0),
    "move_has_a_reason": lambda: _move(reason=" "),
    "move_to_a_fund_iff_transfer": lambda: _move(act="transfer"),
    "move_reverses_iff_take_back": lambda: _move(reverses=_post()),
    "move_takes_back_one_at_a_time": lambda: [
        _move(act="take_back", reverses=posted) for posted in [_post()] for _ in range(2)
    ],
    "move_to_another_fund": lambda: [_move(act="transfer", fund=fund, target=fund) for fund in [_fund()]],
    "color_check_outcome_known": lambda: _check(outcome="maybe"),
    "review_that_objects_says_why": lambda: Review.objects.create(
        allocation=_award(), side="legal", passed=False, by=factories.make_user()
    ),
    "transaction_reverses_iff_reversal": lambda: _post(kind="reversal"),
}
