"""Two people settle a case at once, and one who is killed in the middle: real connections, a real process."""

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections, transaction

from partners.models import Activity
from planning import actions
from planning.models import Overlap, Proposal, Settlement
from tests import cluster, factories
from tests.case_factories import make_proposal, plan_of
from tests.planning.test_agreeing import later

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def plans(db):
    factories.make_county("Pima County", electorate=500_000)
    return [plan_of(factories.make_partner(name)) for name in ("Sunrise", "Lantern")]


@pytest.fixture
def case(plans):
    actions.refresh_overlaps()
    return Overlap.objects.get()


def in_threads(*acts):
    """What each gives or refuses, all begun together."""
    begin = Barrier(len(acts))

    def one(act):
        try:
            begin.wait()
            act()
        except actions.CaseClosed as refusal:
            return str(refusal)
        else:
            return ""
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def test_of_two_decisions_at_once_one_is_kept_and_the_other_is_told(case, plans):
    staff = factories.make_user(is_staff=True)
    proposals = [
        make_proposal(case, plans[0].program.partner, decision="split_dates", edits=[later(plan)]) for plan in plans
    ]
    told = in_threads(
        *(
            lambda each=each: actions.answer_proposal(
                each, by=staff, partner=plans[1].program.partner, agrees=True, note="Call"
            )
            for each in proposals
        ),
        lambda: actions.settle_overlap(overlap=case, decision="keep_both", reason="Fine", by=staff),
    )
    assert told.count("") == 1
    assert Settlement.objects.count() == 1
    moved = Activity.objects.filter(starts_on="2027-10-04").count()
    assert moved == (Settlement.objects.get().decision == "split_dates")


AGREE = """
import sys, django
django.setup()
from accounts.models import User
from partners.models import Partner
from planning import actions
from planning.models import Proposal
proposal, partner, by = sys.argv[1:]
actions.answer_proposal(
    Proposal.objects.get(pk=proposal),
    by=User.objects.get(pk=by), partner=Partner.objects.get(pk=partner), agrees=True, note="Call",
)
"""
WAITING = (
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    " AND pid <> pg_backend_pid()"
)


def test_killed_in_the_middle_there_is_neither_the_decision_nor_an_edit(case, plans):
    """A real process, ended by kill -9 when the first plan is edited and the second is not."""
    staff = factories.make_user(is_staff=True)
    proposal = make_proposal(case, plans[0].program.partner, decision="split_dates", edits=[later(p) for p in plans])
    words = [sys.executable, "-c", AGREE, *map(str, (proposal.pk, plans[1].program.partner_id, staff.pk))]
    with transaction.atomic(), connection.cursor() as cursor:
        # The second plan is held, so that the process stops after the first edit; there it is killed.
        Activity.objects.select_for_update().get(pk=max(each.pk for each in plans))
        process = subprocess.Popen(words, env=cluster.environment(), cwd=cluster.CHECKOUT)
        waiting: list[tuple[int]] = []
        while not waiting:
            assert process.poll() is None, "it ended before it came to the second plan"
            cursor.execute("SELECT pg_sleep(0.05), pg_stat_clear_snapshot()")
            cursor.execute(WAITING)
            waiting = cursor.fetchall()
        process.kill()
        assert process.wait() == -signal.SIGKILL
    with connection.cursor() as cursor:
        gone = False
        while not gone:
            cursor.execute(
                "SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = ANY(%s))", [[pid for (pid,) in waiting]]
            )
            gone = cursor.fetchone()[0]
            cursor.execute("SELECT pg_sleep(0.05)")
    assert not Activity.objects.filter(starts_on="2027-10-04").exists()
    assert not Settlement.objects.exists()
    assert Proposal.objects.get().status == "open"
    # Tried once more, it is done whole.
    subprocess.run(words, env=cluster.environment(), cwd=cluster.CHECKOUT, check=True)
    assert Activity.objects.filter(starts_on="2027-10-04").count() == 2
    assert Proposal.objects.get().status == "accepted"
