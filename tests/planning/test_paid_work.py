"""Work that one partner does and another pays for is one piece of work: it is counted once, for whoever may know."""

import pytest

from funding.actions import steps
from mvp_coord.jobs.models import DueWork
from planning import actions
from planning.models import Overlap
from planning.reports import case_view, case_views
from planning.reports.evidence import evidence_of
from tests import factories
from tests.planning.test_cases import share
from tests.planning.test_refresh import door_plan
from tests.planning.words import said_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def plans(db):
    """Two that compete at the same doors, and a table between them."""
    factories.make_county("Pima County", electorate=500_000)
    return share(door_plan("Sunrise"), "partners"), share(door_plan("Ocotillo Two"), "partners")


def pay(payer, program, parent=None, **facts):
    fund = factories.make_fund(payer, visibility="public")
    facts = {"status": "committed", "visibility": "partners", **facts}
    entity = factories.make_entity(program.partner if program else facts.pop("to"))
    return factories.make_allocation(fund, entity, program=program, parent=parent, **facts)


def classes():
    actions.refresh_overlaps()
    return [case.overlap_class for case in Overlap.objects.standing()]


def test_a_group_that_pays_for_anothers_work_does_not_compete_with_it(plans):
    ours, theirs = plans
    assert classes() == ["competing"]
    pay(ours.program.partner, theirs.program)
    assert classes() == ["same money"]
    assert "are counted once" in said_of(Overlap.objects.standing().get())


@pytest.mark.parametrize("hand", ["approved", "exploring"])
def test_money_is_the_same_through_another_hand_once_it_is_decided(plans, hand):
    ours, theirs = plans
    table = factories.make_partner("Copper Table", kind="state_table")
    first = pay(ours.program.partner, None, to=table, status=hand)
    pay(table, theirs.program, parent=first)
    assert classes() == (["same money"] if hand == "approved" else ["competing"])


def test_what_is_only_explored_declined_or_for_another_program_pays_for_nothing(plans):
    ours, theirs = plans
    other = factories.make_program(theirs.program.partner)
    pay(ours.program.partner, theirs.program, status="exploring")
    pay(ours.program.partner, theirs.program, status="declined")
    pay(ours.program.partner, other)
    pay(ours.program.partner, None, to=theirs.program.partner)
    assert classes() == ["competing"]


def test_who_may_not_read_the_grant_reads_the_case_as_if_there_were_none(
    plans, staff, own_partner, partner_rep, viewer
):
    theirs = plans[1]
    mine = share(door_plan("Mine"), "partners")
    plans[0].delete()
    type(mine.program).objects.filter(pk=mine.program_id).update(partner=own_partner)
    actions.refresh_overlaps()
    (before,) = case_views(viewer(partner_rep))
    pay(theirs.program.partner, mine.program, visibility="staff")
    assert classes() == ["same money"]
    (after,) = case_views(viewer(partner_rep))
    assert (after.overlap.overlap_class, after.sentence) == ("competing", before.sentence)
    assert [pair.class_ for pair in evidence_of(viewer(partner_rep), after)] == ["competing"]
    (known,) = case_views(viewer(staff))
    assert known.overlap.overlap_class == "same money"
    assert [pair.class_ for pair in evidence_of(viewer(staff), known)] == ["same money"]
    assert case_view(viewer(partner_rep), after.overlap.public_id).sentence == before.sentence


@pytest.mark.parametrize("shared", [{"visibility": "private"}, {"shared_as": "blind"}])
def test_what_a_funder_keeps_from_staff_makes_no_case_of_one_money(plans, shared, staff, viewer):
    ours, theirs = plans
    pay(ours.program.partner, theirs.program, **shared)
    assert classes() == ["competing"]
    assert [view.overlap.overlap_class for view in case_views(viewer(staff))] == ["competing"]


def test_the_overlaps_of_work_are_checked_again_once_somebody_pays_for_it(plans, staff):
    ours, theirs = plans
    table = factories.make_partner("Copper Table", kind="state_table")
    first = pay(ours.program.partner, None, to=table, status="in_review")
    second = pay(table, theirs.program, parent=first)
    assert not DueWork.objects.exists()
    steps.approve(allocation=first, by=staff)
    assert list(DueWork.objects.values_list("kind", "key")) == [("overlaps", "AZ")]
    DueWork.objects.all().delete()
    steps.commit(allocation=first, by=staff)
    assert not DueWork.objects.exists()
    steps.cancel(allocation=second, by=staff, reason="They do it without us.")
    assert list(DueWork.objects.values_list("kind", "key")) == [("overlaps", "AZ")]
