"""The awards and the ledger are held against each other: where they part, the award is named."""

from contextlib import contextmanager
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from funding import actions
from funding.actions import ledger
from funding.actions.proof import LedgerDoesNotHold, prove_nightly
from funding.models import Allocation, Installment
from funding.reports.agreement import disagreements
from tests import factories

from . import books, road

pytestmark = pytest.mark.django_db


@contextmanager
def undone():
    """What the database would refuse at the end of the transaction is taken back before it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def halves(award, staff):
    """Fifty thousand dollars in two parts, the first of them paid."""
    first, _ = road.in_halves(award, by=staff)
    actions.pay_part(installment=first, by=staff)
    return Allocation.objects.get(pk=award.pk)


def test_awards_on_their_way_agree_with_the_books_at_every_stop(award, staff, counsel):
    assert disagreements() == ()
    first, last = road.in_halves(award, by=staff)
    actions.pay_part(installment=first, by=staff)
    assert disagreements() == ()
    actions.undo_payment(installment=first, by=counsel, reason="It bounced")
    assert disagreements() == ()
    for each in (first, last):
        actions.pay_part(installment=each, by=staff)
    assert disagreements() == ()


def test_what_a_recipient_gave_back_unspent_is_no_disagreement_nor_is_taking_that_back(halves, staff, counsel):
    back = ledger.take_back(allocation=halves, amount=Decimal(100), said=books.said(staff))
    assert disagreements() == ()
    ledger.reverse(posted=back, said=books.said(counsel))
    assert disagreements() == ()


@pytest.mark.parametrize(
    ("part", "says"),
    [
        (
            {"status": "scheduled", "paid_on": None},
            "has other payments in the ledger than installments that are paid",
        ),
        ({"amount": Decimal("25000.01")}, "has other payments in the ledger than installments that are paid"),
        ({"amount": Decimal("24999.99")}, "holds another amount in the ledger than is still to be paid of it"),
    ],
)
def test_an_installment_that_says_otherwise_than_the_books_is_found(halves, part, says):
    with undone():
        Installment.objects.filter(allocation=halves, status="paid").update(**part)
        assert f"award {halves.public_id} to {halves.entity.legal_name} {says}." in disagreements()


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"status": "approved"}, "holds another amount in the ledger than is still to be paid of it"),
        ({"amount_approved": Decimal(50_001)}, "holds another amount in the ledger than is still to be paid of it"),
        ({"status": "paid"}, "is marked as paid, and not all of it is"),
    ],
)
def test_an_award_that_says_otherwise_than_the_books_is_found(halves, facts, says):
    with undone():
        Allocation.objects.filter(pk=halves.pk).update(**facts)
        assert any(says in each for each in disagreements())


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_nights_proof_and_the_command_name_the_award(fund):
    award = factories.make_allocation(fund, status="committed")
    says = f"award {award.public_id} to .* holds another amount in the ledger than is still to be paid of it"
    with pytest.raises(CommandError, match=says):
        call_command("prove_ledger")
    with pytest.raises(LedgerDoesNotHold, match=says):
        prove_nightly(slot="2026-11-28")


def test_a_peers_reported_awards_have_no_books_to_agree_with():
    factories.make_allocation(status="committed")
    assert disagreements() == ()
