"""Two people settle a case at once, and one who is killed in the middle: real threads, real connections."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import OperationalError, connection, connections, transaction

from partners.models import Activity
from planning import actions
from planning.models import Overlap, Proposal, Settlement
from tests import factories
from tests.case_factories import make_proposal
from tests.planning.test_agreeing import later, plan_of

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


def test_killed_in_the_middle_there_is_neither_the_decision_nor_an_edit(case, plans):
    staff = factories.make_user(is_staff=True)
    proposal = make_proposal(case, plans[0].program.partner, decision="split_dates", edits=[later(p) for p in plans])

    def agree():
        try:
            answer = {"partner": plans[1].program.partner, "agrees": True, "note": "Call"}
            actions.answer_proposal(proposal, by=staff, **answer)
        except OperationalError:
            return "killed"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            # The second plan is held, so that the worker stops after the first edit; there it is killed.
            Activity.objects.select_for_update().get(pk=max(each.pk for each in plans))
            done = pool.submit(agree)
            with connection.cursor() as cursor:
                killed = False
                while not killed:
                    cursor.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
                    )
                    killed = bool(cursor.fetchall())
                    cursor.execute("SELECT pg_sleep(0.05), pg_stat_clear_snapshot()")
        assert done.result() == "killed"
    assert not Activity.objects.filter(starts_on="2027-10-04").exists()
    assert not Settlement.objects.exists()
    assert Proposal.objects.get().status == "open"
