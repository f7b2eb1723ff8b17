"""What each process knows of the partners in memory: always what is committed, and what the own transaction wrote."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
import time_machine
from django.db import connections, transaction
from django.db.models import Q
from django.utils import timezone

from partners.actions.touched import clear_touched
from partners.models import Partner
from partners.reports.census import LOOKED_LONG_AGO, census
from tests import factories


def known():
    """How many partners are known, and how many of them work in Arizona."""
    tally = census()
    return tally.every.bit_count(), (tally.having("state", ["AZ"]) & tally.every).bit_count()


def elsewhere(act):
    """Run it on a connection of its own, as another process would."""

    def run():
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


@pytest.mark.django_db(transaction=True)
class TestWhatOthersCommit:
    def test_it_is_known_at_the_next_look(self):
        assert known() == (0, 0)
        partner = factories.make_partner(states=("AZ", "NV"))
        assert known() == (1, 1)
        elsewhere(lambda: partner.partner_states.filter(state="AZ").delete())
        assert known() == (1, 0)
        elsewhere(lambda: factories.make_partner())
        assert known() == (2, 1)
        elsewhere(lambda: Partner.objects.get(pk=partner.pk).delete())
        assert known() == (1, 1)

    def test_bulk_writes_and_tables_between_are_seen_too(self):
        partners = [factories.make_partner() for _ in range(3)]
        known()
        Partner.objects.update(kind="national")
        partners[0].constituencies.add(factories.make_constituency("youth"))
        factories.make_entity(partners[1], "pac")
        tally = census()
        assert tally.having("kind", ["national"]) == tally.every
        assert [each.bit_count() for _, each in (*tally.values("constituency"), *tally.values("vehicle"))] == [1, 1]

    def test_a_transaction_that_began_before_a_look_and_ends_after_it_is_not_missed(self):
        partner = factories.make_partner()
        begun, may_end = Event(), Event()

        def slowly():
            try:
                with transaction.atomic():
                    Partner.objects.filter(pk=partner.pk).update(kind="coalition")
                    begun.set()
                    may_end.wait(10)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(1) as pool:
            late = pool.submit(slowly)
            begun.wait(10)
            factories.make_partner()  # a later transaction that is committed earlier
            assert known() == (2, 2)
            assert not census().where(Q(kind="coalition"))
            may_end.set()
            late.result()
        assert census().where(Q(kind="coalition")).bit_count() == 1

    def test_what_is_rolled_back_was_known_only_meanwhile(self):
        factories.make_partner()
        assert known() == (1, 1)
        with transaction.atomic():
            factories.make_partner()
            assert known() == (2, 2)
            assert elsewhere(known) == (1, 1)
            transaction.set_rollback(True)
        assert known() == (1, 1)

    def test_it_reads_only_what_has_changed(self, django_assert_num_queries):
        factories.make_partner()
        known()
        with django_assert_num_queries(1):
            known()

    def test_notes_go_when_all_have_read_them_and_whoever_slept_reads_everything(self):
        factories.make_partner()
        assert clear_touched() == 0
        with connections["default"].cursor() as cursor:
            cursor.execute("UPDATE partners_touched SET touched_at = touched_at - interval '49 hours'")
        known()
        factories.make_partner()
        assert clear_touched() == 2  # of the first one and its state
        with connections["default"].cursor() as cursor:
            cursor.execute("DELETE FROM partners_touched")
        with time_machine.travel(timezone.now() + LOOKED_LONG_AGO + dt.timedelta(hours=1)):
            assert known() == (2, 2)
