"""What was decided stays decided while its facts stay, for everybody by the plans that he or she may read."""

import datetime as dt

import pytest

from partners.models import Activity, Program
from planning import actions
from planning.models import Overlap, Settlement
from planning.reports import case_view, case_views
from tests import factories
from tests.planning.test_cases import share
from tests.planning.test_refresh import door_plan, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def plans(db):
    factories.make_county("Pima County", electorate=500_000)
    return share(door_plan("Sunrise"), "partners"), share(door_plan("Lantern"), "partners")


@pytest.fixture
def settled(plans, staff) -> Overlap:
    actions.refresh_overlaps()
    case = Overlap.objects.get()
    actions.settle_overlap(overlap=case, decision="keep_both", reason="Lists were exchanged.", by=staff)
    return case


def check() -> Overlap:
    actions.refresh_overlaps()
    return Overlap.objects.standing().get()


@pytest.mark.parametrize(
    "facts",
    [
        {"contacts_planned": 5},
        {"source_ref": "AZ-9"},
        {"budget_usd": 1},
        {"attempts_planned": 660_000},
        {"universe": 190_000},
    ],
    ids=str,
)
def test_an_unrelated_or_small_change_leaves_the_case_settled(settled, plans, facts):
    Activity.objects.filter(pk=plans[0].pk).update(**facts)
    Program.objects.filter(pk=plans[0].program_id).update(name="Long Walk", budget_usd=7)
    assert check().settlement is not None
    before = [*rows(), *Settlement.objects.values_list()]
    actions.refresh_overlaps()
    assert [*rows(), *Settlement.objects.values_list()] == before


def test_a_quarter_more_volume_opens_it_again_and_the_page_says_so(settled, plans, staff, sign_in):
    Activity.objects.filter(pk=plans[0].pk).update(attempts_planned=800_000)
    case = check()
    assert (case.public_id, case.settlement) == (settled.public_id, None)
    text = sign_in(staff).get(f"/overlaps/{case.public_id}/").content.decode()
    assert "Open again: the facts have changed" in text
    assert "was 96,000, now 128,000" in text
    assert "Lists were exchanged." in text
    ended = Settlement.objects.get()
    assert (ended.ended_by, ended.changed_facts) == (None, [["Tries above the band", "96,000", "128,000"]])
    assert "Open again" in sign_in(staff).get("/overlaps/").content.decode()


def test_a_new_member_and_other_weeks_open_it_again(settled, plans, staff, viewer):
    share(door_plan("Juniper"), "partners")
    Activity.objects.filter(pk__in=[each.pk for each in plans]).update(starts_on=dt.date(2027, 7, 19))
    case = check()
    (view,) = case_views(viewer(staff))
    told = {each.what: each.now for each in view.decided.changes}
    assert case.settlement is None and view.is_open
    assert told["Who works there"] == "Juniper, in Pima County, AZ"
    assert told["Weeks in common"] == "Jul 19 – Sep 26, 2027"


def test_settled_once_more_it_rests_on_the_new_facts(settled, plans, staff):
    Activity.objects.filter(pk=plans[0].pk).update(attempts_planned=800_000)
    actions.settle_overlap(overlap=check(), decision="keep_both", reason="Still fine.", by=staff)
    assert check().settlement.reason == "Still fine."
    assert [each.reason for each in Settlement.objects.all()] == ["Still fine.", "Lists were exchanged."]


def test_taken_back_by_a_person_it_stays_on_record_with_the_reason(settled, staff, viewer):
    actions.reopen_overlap(overlap=settled, reason="A board member asked", by=staff)
    (view,) = case_views(viewer(staff))
    assert (view.settlement, view.decided.changes, view.is_open) == (None, (), True)
    assert Settlement.objects.get().ended_reason == "A board member asked"


class TestForThoseWhoReadAPart:
    """A plan that one may not read neither ends a decision nor keeps it in force."""

    def test_a_hidden_member_opens_the_case_for_staff_alone(self, settled, staff, other_partner, viewer):
        share(door_plan("Quiet Hands"), "staff")
        assert check().settlement is None
        view = case_view(viewer(other_partner), settled.public_id)
        assert view.settlement.reason == "Lists were exchanged."
        assert not view.is_open and view.decided.changes == ()
        assert case_view(viewer(staff), settled.public_id).is_open

    def test_their_own_changed_facts_open_it_for_them_in_their_own_figures(
        self, settled, plans, other_partner, viewer
    ):
        share(door_plan("Quiet Hands"), "staff")
        Activity.objects.filter(pk=plans[0].pk).update(attempts_planned=800_000)
        check()
        view = case_view(viewer(other_partner), settled.public_id)
        assert view.is_open
        assert [each.now for each in view.decided.changes] == ["128,000"]
        assert "Quiet" not in str(view.decided)

    def test_what_covers_a_hidden_plan_is_not_told(self, plans, staff, other_partner, viewer, sign_in):
        share(door_plan("Quiet Hands"), "staff")
        actions.settle_overlap(overlap=check(), decision="keep_both", reason="Quiet Hands agrees.", by=staff)
        (view,) = case_views(viewer(other_partner))
        assert view.is_open
        assert "Quiet" not in sign_in(other_partner).get(f"/overlaps/{view.overlap.public_id}/").content.decode()

    def test_a_case_that_is_gone_is_still_there_for_those_who_settled_it(
        self, settled, plans, other_partner, viewer, sign_in
    ):
        share(door_plan("Hidden", division=factories.make_county("Gila County")), "staff")
        Activity.objects.filter(pk=plans[0].pk).update(starts_on="2028-01-03", ends_on="2028-02-27")
        actions.refresh_overlaps()
        text = sign_in(other_partner).get(f"/overlaps/{settled.public_id}/").content.decode()
        assert "Lists were exchanged." in text and "No check finds this overlap any more" in text
        assert case_views(viewer(other_partner)) == []


@pytest.mark.parametrize("due", [["AZ"], ["AZ", "NV"], None], ids=str)
def test_a_settled_case_of_which_a_plan_moved_to_another_state_holds_up_no_check(settled, plans, due):
    clark = factories.make_county("Clark County", "NV", electorate=500_000)
    Activity.objects.filter(pk=plans[1].pk).update(division=clark)
    assert actions.refresh_overlaps(states=due)["cleared"] == 1
    kept = Settlement.objects.get()
    assert (kept.ended_at, kept.after_attempts_low, kept.after_attempts_high) == (None, 0, 0)
    # A second plan follows: two that meet in Nevada are another case, and nothing is decided on that one.
    Activity.objects.filter(pk=plans[0].pk).update(division=clark)
    assert actions.refresh_overlaps(states=due)["new"] == (due != ["AZ"])
    assert Settlement.objects.get().after_attempts_high == 96_000


def test_a_case_is_settled_while_the_move_of_a_plan_to_another_state_waits_for_its_check(plans, staff):
    actions.refresh_overlaps()
    clark = factories.make_county("Clark County", "NV", electorate=500_000)
    Activity.objects.filter(pk=plans[1].pk).update(division=clark)
    facts = {"overlap": Overlap.objects.get(), "decision": "split_turf", "reason": "Lantern works in Clark."}
    actions.settle_overlap(**facts, by=staff)
    assert Settlement.objects.get().after_attempts_high == 0
