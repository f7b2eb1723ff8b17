"""The overlap check: what it keeps, what it leaves alone, and that twice is the same as once."""

import datetime as dt

import pytest

from mvp_coord.jobs.actions import record_due_work
from mvp_coord.jobs.models import DueWork, JobRun
from partners.models import Partner, Program
from planning import actions
from planning.models import Overlap, OverlapMember
from tests import factories

pytestmark = pytest.mark.django_db


def door_plan(partner: str, **facts):
    """Most of Pima County's doors, 1.6 tries in four weeks: two such plans are above the band of 2."""
    program = factories.make_program(factories.make_partner(partner), name=f"{partner} doors")
    facts = {"universe": 200_000, "attempts_planned": 640_000, "budget_usd": 1_920_000, **facts}
    return factories.make_activity(program, **facts)


@pytest.fixture
def pima():
    return factories.make_county("Pima County", electorate=500_000)


@pytest.fixture
def two_plans(pima):
    return door_plan("Sunrise"), door_plan("Ocotillo")


def rows() -> list[tuple]:
    """All that the check writes, with ids: equal before and after means that nothing was written."""
    events = Overlap.pgh_event_model.objects.count()  # type: ignore[attr-defined]
    members = list(OverlapMember.objects.order_by("pk").values_list("pk", "overlap_id", "activity_id"))
    return [*Overlap.objects.order_by("pk").values_list(), *members, events]


def test_two_groups_at_the_same_doors_make_one_case(two_plans):
    counts = actions.refresh_overlaps()
    case = Overlap.objects.get()
    assert counts == {
        "activities": 2,
        "cases": 1,
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "cleared": 0,
        "reopened": 0,
    }
    assert (case.overlap_class, case.certainty, case.state_id) == ("competing", "likely", "AZ")
    # Each list is 200,000 of 500,000: 80,000 people on both, tried 2 × 1.6 times in four weeks, 1.2 above the band.
    assert case.people_low == case.people_high == pytest.approx(80_000)
    assert case.touches_low == pytest.approx(3.2)
    assert case.excess_attempts_low == pytest.approx(96_000)
    assert case.dollars_low == 288_000
    assert {member.activity for member in case.members.all()} == set(two_plans)


def test_checked_twice_nothing_is_written_the_second_time(two_plans):
    actions.refresh_overlaps()
    before = rows()
    counts = actions.refresh_overlaps()
    assert (rows(), counts["unchanged"]) == (before, 1)


def test_a_case_that_is_no_longer_found_is_cleared_and_returns_as_itself(two_plans):
    actions.refresh_overlaps()
    case, moved = Overlap.objects.get(), two_plans[1]
    moved.starts_on, moved.ends_on = dt.date(2028, 3, 1), dt.date(2028, 4, 1)
    moved.save()
    assert actions.refresh_overlaps()["cleared"] == 1
    case.refresh_from_db()
    assert case.cleared_at is not None
    moved.starts_on, moved.ends_on = two_plans[0].starts_on, two_plans[0].ends_on
    moved.save()
    assert actions.refresh_overlaps()["changed"] == 1
    assert Overlap.objects.get().public_id == case.public_id
    assert Overlap.objects.get().cleared_at is None


def test_a_third_group_joins_the_case_and_the_case_keeps_its_address(two_plans):
    actions.refresh_overlaps()
    before = Overlap.objects.get().public_id
    door_plan("Lantern")
    actions.refresh_overlaps()
    case = Overlap.objects.get()
    assert (case.members.count(), case.public_id) == (3, before)


@pytest.mark.parametrize(
    "change",
    [
        lambda activity: Program.objects.filter(pk=activity.program_id).update(status="idea"),
        lambda activity: Program.objects.filter(pk=activity.program_id).update(status="cancelled"),
        lambda activity: Partner.objects.filter(pk=activity.program.partner_id).update(status="closed"),
        lambda activity: type(activity).objects.filter(pk=activity.pk).update(mode="capacity"),
    ],
    ids=["idea", "cancelled", "closed partner", "capacity only"],
)
def test_only_work_that_is_planned_or_real_counts(two_plans, change):
    change(two_plans[0])
    assert actions.refresh_overlaps()["cases"] == 0


def test_only_the_states_that_are_due_are_checked(two_plans):
    record_due_work(kind="overlaps", key="WI")
    actions.drain_due_overlaps()
    assert not Overlap.objects.exists()
    record_due_work(kind="overlaps", key="AZ")
    run = actions.drain_due_overlaps()
    assert run.status == JobRun.Status.DONE
    assert run.counts["new"] == 1
    assert not DueWork.objects.exists()


def test_checking_one_state_leaves_the_cases_of_another_alone(two_plans):
    actions.refresh_overlaps()
    actions.refresh_overlaps(states=["WI"])
    assert Overlap.objects.standing().count() == 1


def test_nothing_due_leaves_no_receipt():
    assert actions.drain_due_overlaps() is None
    assert not JobRun.objects.exists()


def test_a_turn_of_the_daily_check_runs_once(two_plans):
    assert actions.refresh_all_overlaps(slot="2027-08-01").counts["new"] == 1
    assert actions.refresh_all_overlaps(slot="2027-08-01") is None
