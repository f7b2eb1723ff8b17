"""Money moved or given back by hand: alone up to the limit, above it by two people, once whatever is sent twice."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import IntegrityError, connections, transaction
from django.urls import reverse
from django.utils import timezone

from funding.actions import ledger, moves
from funding.models import Move, Transaction
from mvp_coord.home.today import tasks_of
from mvp_coord.lib.once import new_ticket
from mvp_coord.lib.public_id import new_public_id
from tests import factories
from tests.funding import books


@pytest.fixture
def ask(fund, staff):
    """Asks, as staff, that money of the fund be given back."""

    def asked(amount: int, **facts):
        facts = {"by": staff, "ticket": new_public_id(), "act": "give_back", "reason": "Unspent", **facts}
        return moves.move(fund=fund, amount=Decimal(amount), **facts)

    return asked


def posted_from(posted: Transaction):
    """The fund that a posting took money from."""
    return posted.entries.get(cents__lt=0).account.fund


def told(viewer) -> dict[str, list[str]]:
    """What waits for somebody on the first page."""
    tasks = tasks_of(viewer, [], today=timezone.localdate())
    return {each.kind: [item.label for item in each.items] for each in tasks if each.kind not in ("rules", "limits")}


def test_up_to_the_limit_it_is_posted_at_once(fund, ask):
    assert isinstance(ask(10_000), Transaction)
    assert (books.cents(fund, "available"), Move.objects.count()) == (9_000_000, 0)


def test_above_the_limit_nothing_moves_until_another_person_posts_it(fund, ask, staff, counsel):
    asked = ask(10_001)
    assert books.cents(fund, "available") == 10_000_000
    with pytest.raises(moves.MoveRefused, match="another person posts it"):
        moves.post_move(move=asked, by=staff)
    posted = moves.post_move(move=asked, by=counsel)
    assert (posted.proposed_by, posted.approved_by) == (staff, counsel)
    assert books.cents(fund, "available") == 8_999_900
    with pytest.raises(moves.MoveRefused, match="posted by now"):
        moves.post_move(move=asked, by=counsel)
    with pytest.raises(moves.MoveRefused, match="posted by now"):
        moves.refuse_move(move=asked, by=counsel, reason="So")


def test_many_small_moves_are_no_way_around_the_limit(fund, ask, counsel):
    same = factories.make_fund(is_managed=True, vehicle=fund.vehicle)
    ask(6_000)
    ask(3_000, act="transfer", target=same)
    assert isinstance(ask(1_001), Move)
    assert isinstance(ask(1_001, by=counsel), Transaction), "another person has a limit of his or her own"


def test_what_was_taken_back_since_does_not_count(fund, ask, counsel):
    moves.take_back(posted=ask(9_000), fund=fund, by=counsel, reason="Wrong fund")
    assert isinstance(ask(9_000), Transaction)


@pytest.mark.parametrize("amount", [4_000, 40_000])
def test_one_form_sent_twice_is_one_move_and_with_another_amount_is_refused(fund, ask, amount):
    ticket = new_public_id()
    first = ask(amount, ticket=ticket)
    assert ask(amount, ticket=ticket) == first
    with pytest.raises(ledger.KeyReused):
        ask(amount + 1, ticket=ticket)
    assert Move.objects.count() + Transaction.objects.exclude(kind="receipt").count() == 1


def test_sent_twice_it_is_not_above_the_limit_because_of_itself(ask):
    ticket = new_public_id()
    assert ask(8_000, ticket=ticket) == ask(8_000, ticket=ticket)
    assert not Move.objects.exists()


def test_more_than_is_there_is_refused_at_once_and_not_left_to_the_second_person(ask):
    with pytest.raises(ledger.NotEnough):
        ask(100_001)
    assert not Move.objects.exists()


def test_money_that_went_elsewhere_meanwhile_is_not_posted_and_it_goes_on_waiting(fund, ask, staff, counsel):
    one, other = ask(60_000), ask(60_000)
    moves.post_move(move=one, by=counsel)
    with pytest.raises(ledger.NotEnough):
        moves.post_move(move=other, by=counsel)
    other.refresh_from_db()
    assert (other.status, books.cents(fund, "available")) == ("waiting", 4_000_000)
    assert moves.refuse_move(move=other, by=staff, reason="Not there any more").status == "refused"


def test_whoever_asked_reads_why_it_was_refused(ask, staff, counsel, fund, sign_in):
    moves.refuse_move(move=ask(30_000), by=counsel, reason="They still need it")
    page = sign_in(staff).get(reverse("funding:book", args=[fund.slug])).content.decode()
    assert "Refused</span>" in page and "They still need it" in page and "Withdraw it" not in page


def test_the_page_keeps_it_waiting_tells_others_of_it_and_takes_it_off(fund, staff, counsel, sign_in, viewer):
    address, client = reverse("funding:book", args=[fund.slug]), sign_in(staff)
    facts = {"act": "give_back", "amount": "30,000", "reason": "Unspent", "ticket": new_ticket(staff.pk)}
    assert "Another person posts it" in client.post(address, facts, follow=True).content.decode()
    asked = Move.objects.get()
    page = client.get(address).content.decode()
    assert "Waits for a second person" in page and "Withdraw it" in page and ">Post it</button>" in page
    assert told(viewer(counsel)) == {"moves": [fund.name]} and told(viewer(staff)) == {}
    decide = reverse("funding:move", args=[fund.slug, asked.public_id])
    assert "another person posts it" in client.post(decide, {"act": "post"}, follow=True).content.decode()
    assert "Say why" in client.post(decide, {"act": "refuse"}, follow=True).content.decode()
    sign_in(counsel).post(decide, {"act": "post"})
    assert told(viewer(counsel)) == {}
    assert books.cents(fund, "available") == 7_000_000
    assert "Waits for a second person" not in client.get(address).content.decode()


def test_a_receipt_that_is_taken_back_is_money_that_leaves_and_takes_two_above_the_limit(fund, staff, counsel):
    (received,) = Transaction.objects.all()
    asked = moves.take_back(posted=received, fund=fund, by=staff, reason="The check bounced")
    assert isinstance(asked, Move) and books.cents(fund, "available") == 10_000_000
    assert moves.take_back(posted=received, fund=fund, by=staff, reason="The check bounced") == asked
    with pytest.raises(moves.MoveRefused, match="waits already"):
        moves.take_back(posted=received, fund=fund, by=counsel, reason="It did")
    with pytest.raises(moves.MoveRefused, match="another person posts it"):
        moves.post_move(move=asked, by=staff)
    assert moves.post_move(move=asked, by=counsel).reverses == received
    assert books.cents(fund, "available") == 0


def test_small_receipts_taken_back_one_by_one_count_together(fund, staff):
    small = [ledger.receive(fund=fund, amount=Decimal(6_000), said=books.said(staff)) for _ in range(2)]
    first, second = [moves.take_back(posted=each, fund=fund, by=staff, reason="So") for each in small]
    assert isinstance(first, Transaction) and isinstance(second, Move)


def test_what_two_people_have_moved_neither_takes_back_alone(fund, ask, staff, counsel):
    same = factories.make_fund(is_managed=True, vehicle=fund.vehicle)
    posted = moves.post_move(move=ask(30_000, act="transfer", target=same), by=counsel)
    asked = moves.take_back(posted=posted, fund=posted_from(posted), by=staff, reason="So")
    assert isinstance(asked, Move) and asked.fund == same, "it waits where the money would leave"
    moves.post_move(move=asked, by=counsel)
    assert books.cents(same, "available") == 0


def test_the_strictest_limit_of_the_funds_that_a_move_touches_holds(fund, ask):
    careful = factories.make_fund(is_managed=True, vehicle=fund.vehicle, two_people_above_usd=500)
    assert isinstance(ask(501, act="transfer", target=careful), Move)


@pytest.mark.parametrize("rewritten", [{"amount": 1}, {"reason": "Another"}, {"act": "transfer"}])
def test_what_was_asked_is_never_rewritten(ask, rewritten):
    asked = ask(30_000)
    with pytest.raises(IntegrityError, match="not rewritten"), transaction.atomic():
        Move.objects.filter(pk=asked.pk).update(**rewritten)


def test_a_move_is_decided_once_and_kept_whoever_writes(ask, counsel):
    asked = ask(30_000)
    moves.refuse_move(move=asked, by=counsel, reason="So")
    with pytest.raises(IntegrityError, match="refused by now"), transaction.atomic():
        Move.objects.filter(pk=asked.pk).update(status="waiting")
    with pytest.raises(IntegrityError, match="is kept"), transaction.atomic():
        asked.delete()


def test_nothing_else_is_posted_than_was_asked(ask, counsel):
    asked, other = ask(30_000), ask(30_001)
    posted = moves.post_move(move=other, by=counsel)
    facts = {"status": "posted", "decided_by": counsel, "decided_at": timezone.now(), "posted": posted}
    with pytest.raises(IntegrityError, match="Something else was posted"), transaction.atomic():
        Move.objects.filter(pk=asked.pk).update(**facts)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_one_who_posts_and_one_who_refuses_in_the_same_moment_one_wins(fund, ask, counsel, staff):
    asked, begin = ask(30_000), Barrier(2)

    def act(act):
        try:
            begin.wait()
            return act().pk and ""
        except moves.MoveRefused as refusal:
            return str(refusal)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        both = (
            lambda: moves.post_move(move=asked, by=counsel),
            lambda: moves.refuse_move(move=asked, by=staff, reason="So"),
        )
        said = list(pool.map(act, both))
    asked.refresh_from_db()
    lost = {"posted": "It is posted by now.", "refused": "It is refused by now."}[asked.status]
    assert sorted(said) == ["", lost]
    assert books.cents(fund, "available") == (7_000_000 if asked.status == "posted" else 10_000_000)
