"""Whatever people do with our money, in whatever order: after every step the books and the awards agree.

A machine proposes, recommends, reviews, approves, commits, pays (in parts), cancels, amends, takes back and signs, as
staff and as counsel, out of two funds. It keeps books of its own in a dictionary. Slow: some two thousand steps.
"""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import F, Sum
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from funding import actions
from funding.actions import ledger
from funding.actions.ledger import LedgerRefused
from funding.actions.payments import evenly
from funding.cents import cents_of
from funding.models import Account, Allocation, Amendment, Balance, Installment, Transaction
from funding.pipeline import STEPS
from funding.reports.agreement import disagreements
from funding.reports.proof import prove
from funding.reports.rules import held_against_rules
from tests import factories
from tests.funding import books, road

pytestmark = pytest.mark.django_db
WALKS, LENGTH = 36, 80
# How often each rule ran, and how often it was not refused, over all walks.
DONE: dict[str, int] = {}
TRIED: dict[str, int] = {}
amounts = st.integers(1, 3_000_000).map(lambda cents: Decimal(cents) / 100)
picks = st.integers(0, 7)


class Money(RuleBasedStateMachine):
    """Two people, two funds of ours, six recipients: one of them may not get what the other fund has."""

    def __init__(self) -> None:
        super().__init__()
        self.around = transaction.atomic()
        self.around.__enter__()
        self.expected: dict[int, int] = {}
        self.has_changed, self.receipts = False, 0
        self.known: list[Any] | None = None

    @initialize()
    def begin(self) -> None:
        self.people = road.people()
        self.funds = [books.make_fund_with(0, vehicle=vehicle) for vehicle in ("c4", "c3_public")]
        programs = [factories.make_program(side="coordinated"), factories.make_program()]
        self.recipients = [
            (factories.make_entity(vehicle="c4"), None),
            (factories.make_entity(vehicle="c3_public"), None),
            (factories.make_entity(vehicle="pac"), None),
            *[(factories.make_entity(program.partner), program) for program in programs],
        ]
        self.expected = {fund.pk: 0 for fund in self.funds}
        for fund in self.funds:
            self._receive(fund, Decimal(40_000))
        self._thought_of(to=3)
        road.into_review(self._thought_of(to=0), self.people[0])
        road.approved(self._thought_of(to=0), *self.people)
        road.committed(self._thought_of(to=0), *self.people)

    def _thought_of(self, *, to: int) -> Allocation:
        """Every walk begins with some awards on their way, so that all get to what can be done late."""
        entity, program = self.recipients[to]
        facts = {"fund": self.funds[0], "entity": entity, "program": program, "amount": Decimal(9_000)}
        return actions.propose(**facts, by=self.people[0])

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)

    def _receive(self, fund: Any, amount: Decimal) -> None:
        ledger.receive(fund=fund, amount=amount, said=books.said(self.people[0]))
        self.expected[fund.pk] += cents_of(amount)
        self.has_changed, self.known = True, None

    def _one(self, rows: Any, pick: int) -> Any:
        found = list(rows.order_by("pk"))
        return found[pick % len(found)] if found else None

    def _try(self, name: str, act: Any) -> None:
        """Do it; what is refused must have changed nothing."""
        before = self.known or _everything()  # what was refused left it as it is
        self.known = None
        TRIED[name] = TRIED.get(name, 0) + 1
        try:
            act()
        except (actions.AllocationRefused, LedgerRefused):
            assert _everything() == before, f"{name} was refused, and changed something"
            self.known = before
        else:
            DONE[name] = DONE.get(name, 0) + 1
            self.has_changed = True

    @precondition(lambda self: self.receipts < 3)
    @rule(fund=st.integers(0, 1), amount=amounts)
    def receive(self, fund: int, amount: Decimal) -> None:
        TRIED["receive"] = TRIED.get("receive", 0) + 1
        self.receipts += 1
        self._receive(self.funds[fund], amount)

    @precondition(lambda self: Allocation.objects.count() < 8)
    @rule(fund=st.integers(0, 1), to=st.integers(0, 4), amount=amounts, who=st.integers(0, 1))
    def propose(self, fund: int, to: int, amount: Decimal, who: int) -> None:
        entity, program = self.recipients[to]
        facts = {"fund": self.funds[fund], "entity": entity, "program": program, "amount": amount}
        self._try("propose", lambda: actions.propose(**facts, by=self.people[who]))

    @precondition(lambda self: Allocation.objects.exists())
    @rule(
        name=st.sampled_from(["recommend", "review", "approve", "commit", "pay", "cancel", "decline", "send_back"]),
        pick=picks,
        who=st.integers(0, 1),
        fits=st.booleans(),
    )
    def step(self, name: str, pick: int, who: int, fits: bool) -> None:
        """Any step on any award, and as often on one that stands where the step begins."""
        fitting = Allocation.objects.filter(status__in=STEPS[name].managed_from)
        allocation = self._one(fitting, pick) if fits else None
        allocation = allocation or self._one(Allocation.objects, pick)
        self._try(name, lambda: getattr(actions, name)(allocation=allocation, by=self.people[who], reason="So"))

    @precondition(lambda self: Allocation.objects.exists())
    @rule(pick=picks, who=st.integers(0, 1))
    def along_the_road(self, pick: int, who: int) -> None:
        """The next step that the road itself has, so that walks get far."""
        allocation = self._one(Allocation.objects, pick)
        following = {"exploring": "recommend", "recommended": "review", "in_review": "approve", "approved": "commit"}
        name = following.get(allocation.status, "pay")
        if name == "approve":
            self._try("reviews", lambda: road.reviewed(allocation, *self.people))
        self._try(name, lambda: getattr(actions, name)(allocation=allocation, by=self.people[who], reason="So"))

    @precondition(lambda self: Allocation.objects.filter(status="in_review").exists())
    @rule(pick=picks)
    def send_back(self, pick: int) -> None:
        allocation = self._one(Allocation.objects.filter(status="in_review"), pick)
        self._try("send_back", lambda: actions.send_back(allocation=allocation, by=self.people[0], reason="So"))

    @precondition(lambda self: Allocation.objects.exists())
    @rule(pick=picks, signs=st.booleans())
    def counsel(self, pick: int, signs: bool) -> None:
        """About any award, and as often about one for the coordinated program, which the rules leave to counsel."""
        asked = self._one(Allocation.objects.filter(program=self.recipients[3][1]), pick) if pick % 2 else None
        facts = {"allocation": asked or self._one(Allocation.objects, pick), "by": self.people[1], "reason": "Read"}
        if signs:
            self._try("sign off", lambda: actions.sign_off(**facts, expires_on=timezone.localdate()))
        else:
            self._try("refuse", lambda: actions.refuse(**facts))

    @precondition(lambda self: Installment.objects.exists())
    @rule(name=st.sampled_from(["approve_payment", "pay_part", "undo_payment"]), pick=picks, who=st.integers(0, 1))
    def part(self, name: str, pick: int, who: int) -> None:
        found = self._one(Installment.objects, pick)
        self._try(name, lambda: getattr(actions, name)(installment=found, by=self.people[who], reason="So"))

    @precondition(lambda self: Installment.objects.exists())
    @rule(pick=picks, parts=st.integers(1, 4))
    def reschedule(self, pick: int, parts: int) -> None:
        allocation = self._one(Allocation.objects, pick)
        waiting = allocation.installments.filter(status__in=("scheduled", "approved"))
        rest = sum((each.amount for each in waiting), Decimal(0))
        if rest * 100 >= parts:
            even = evenly(rest, parts=parts, first=timezone.localdate(), months=1)
            self._try("reschedule", lambda: actions.reschedule(allocation=allocation, parts=even, by=self.people[0]))

    @precondition(lambda self: Allocation.objects.filter(status__in=["approved", "committed"]).exists())
    @rule(pick=picks, amount=amounts, who=st.integers(0, 1))
    def amend(self, pick: int, amount: Decimal, who: int) -> None:
        allocation = self._one(Allocation.objects.filter(status__in=["approved", "committed"]), pick)
        facts = {"allocation": allocation, "amount": amount, "by": self.people[who], "reason": "So"}
        self._try("propose an amendment", lambda: actions.propose_amendment(**facts))

    @precondition(lambda self: Amendment.objects.exists())
    @rule(pick=picks, who=st.integers(0, 1), says=st.sampled_from(["approve_amendment", "refuse_amendment"]))
    def decide(self, pick: int, who: int, says: str) -> None:
        found = self._one(Amendment.objects, pick)
        self._try(says, lambda: getattr(actions, says)(amendment=found, by=self.people[who], reason="So"))

    @invariant()
    def all_agrees(self) -> None:
        """Looked at after every step that changed something; a refusal is held to have changed nothing."""
        if not self.has_changed:
            return
        self.has_changed = False
        self.what_the_database_holds_at_the_end_holds_now()
        self.the_books_are_whole()
        self.every_dollar_that_came_in_is_somewhere()
        self.awards_and_accounts_agree()
        self.two_people_stand_behind_what_is_above_the_limit()
        self.nobody_alone_gives_a_partner_more_than_the_limit()
        self.nothing_is_set_aside_against_a_block()

    def what_the_database_holds_at_the_end_holds_now(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    def the_books_are_whole(self) -> None:
        assert not prove().faults
        assert not disagreements()

    def every_dollar_that_came_in_is_somewhere(self) -> None:
        for fund, came_in in self.expected.items():
            inside = Balance.objects.filter(account__fund=fund).exclude(account__bucket="outside")
            assert sum(each.cents for each in inside) == came_in
            assert all(each.cents >= 0 for each in inside)

    def awards_and_accounts_agree(self) -> None:
        found = Balance.objects.exclude(account__allocation=None).select_related("account")
        cents = {(each.account.allocation_id, each.account.bucket): each.cents for each in found}
        for each in Allocation.objects.select_related("fund").prefetch_related("installments"):
            held = cents.get((each.pk, Account.Bucket.COMMITTED), 0)
            gone = cents.get((each.pk, Account.Bucket.DISBURSED), 0)
            approved = cents_of(each.amount_approved or Decimal(0))
            paid = sum(cents_of(part.amount) for part in each.installments.all() if part.status == "paid")
            assert gone == paid
            assert held == (approved - paid if each.status == "committed" else 0), each.status
            assert each.status != "paid" or gone == approved

    def two_people_stand_behind_what_is_above_the_limit(self) -> None:
        for each in Allocation.objects.filter(status__in=Allocation.DECIDED).select_related("fund"):
            if each.amount_approved > each.fund.two_people_above_usd:
                assert each.approved_by_id != each.proposed_by_id

    def nobody_alone_gives_a_partner_more_than_the_limit(self) -> None:
        alone = Allocation.objects.filter(status__in=Allocation.DECIDED, approved_by=F("proposed_by"))
        sums = alone.values("fund", "entity__partner").annotate(sum=Sum("amount_approved"))
        assert all(each["sum"] <= self.funds[0].two_people_above_usd for each in sums), list(sums)

    def nothing_is_set_aside_against_a_block(self) -> None:
        decided = Allocation.objects.filter(status__in=["approved", "committed", "paid"])
        assert all(each.verdict.outcome != "block" for each in held_against_rules(decided))


def _everything() -> list[Any]:
    models = (Allocation, Installment, Amendment, Transaction, Balance)
    return [list(model.objects.order_by("pk").values_list()) for model in models]


def test_in_any_order_the_books_and_the_awards_agree():
    quick = settings(
        max_examples=WALKS,
        stateful_step_count=LENGTH,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    DONE.clear()
    TRIED.clear()
    run_state_machine_as_test(Money, settings=quick)
    assert sum(TRIED.values()) >= 2_000, TRIED
    for name in (
        "pay",
        "pay_part",
        "undo_payment",
        "cancel",
        "approve_amendment",
        "sign off",
        "reschedule",
        "send_back",
    ):
        assert DONE.get(name), f"no walk got as far as {name}: {DONE}"
