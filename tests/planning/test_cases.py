"""Who sees which case, and that figures tell nothing of plans that one may not read."""

import pytest

from planning import actions
from planning.models import Overlap
from planning.reports import case_view, case_views, open_counts
from tests import factories
from tests.planning.test_refresh import door_plan
from tests.planning.words import said_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def pima():
    return factories.make_county("Pima County", electorate=500_000)


def share(activity, level):
    activity.program.visibility = level
    activity.program.save()
    return activity


def check():
    actions.refresh_overlaps()
    return Overlap.objects.get()


def test_staff_see_the_kept_case(pima, staff, viewer):
    door_plan("Sunrise"), door_plan("Ocotillo Two")
    kept = check()
    (view,) = case_views(viewer(staff))
    assert (view.overlap, view.is_whole, len(view.members)) == (kept, True, 2)


def test_a_case_is_seen_by_those_who_may_read_both_sides(pima, cast, viewer):
    for name in ("Sunrise", "Lantern"):
        share(door_plan(name), "table")
    check()
    seen = {name for name, user in cast.items() if case_views(viewer(user))}
    assert seen == {"staff", "counsel", "admin", "partner_rep"}


def test_a_partner_sees_the_case_of_its_own_plan_only_if_it_may_read_the_other(
    pima, own_partner, partner_rep, viewer
):
    own = factories.make_program(own_partner, visibility="partners")
    factories.make_activity(own, universe=200_000, attempts_planned=640_000)
    other = share(door_plan("Sunrise"), "staff")
    kept = check()
    assert case_views(viewer(partner_rep)) == []
    assert case_view(viewer(partner_rep), kept.public_id) is None
    share(other, "partners")
    assert [view.overlap for view in case_views(viewer(partner_rep))] == [kept]


def test_figures_are_those_of_the_plans_that_the_viewer_may_read(pima, other_partner, viewer):
    for name in ("Sunrise", "Lantern"):
        share(door_plan(name), "partners")
    alone = said_of(check())
    share(door_plan("Quiet Hands", universe=300_000, attempts_planned=2_000_000), "funders")
    kept = check()
    (view,) = case_views(viewer(other_partner))
    assert kept.members.count() == 3
    assert said_of(kept) != alone == view.sentence
    assert {member.program.partner.name for member in view.members} == {"Sunrise", "Lantern"}
    assert "Quiet Hands" not in str([vars(view.overlap), view.members, view.sentence])
    assert not view.is_whole


def test_a_plan_that_is_hidden_makes_no_case_with_what_is_seen(pima, other_partner, viewer):
    share(door_plan("Sunrise"), "partners")
    share(door_plan("Quiet Hands"), "staff")
    check()
    assert case_views(viewer(other_partner)) == []
    assert open_counts(viewer(other_partner)).total == 0


def test_coordinated_work_beside_independent_work_is_for_counsel(pima, staff, counsel, viewer):
    coordinated = door_plan("Sunrise")
    coordinated.program.side = "coordinated"
    coordinated.program.save()
    door_plan("Lantern")
    check()
    assert case_views(viewer(staff)) == []
    assert len(case_views(viewer(counsel))) == 1


def test_a_decision_is_kept_from_those_who_read_only_a_part_of_what_it_covers(pima, staff, other_partner, viewer):
    share(door_plan("Sunrise"), "partners"), share(door_plan("Lantern"), "partners")
    share(door_plan("Quiet Hands"), "staff")
    actions.settle_overlap(overlap=check(), decision="split_turf", reason="Quiet Hands takes the east", by=staff)
    (view,) = case_views(viewer(other_partner))
    assert (view.settlement, view.overlap.settlement, view.is_open) == (None, None, True)


def test_open_counts_equal_the_rows_of_the_list(pima, staff, viewer):
    first = door_plan("Sunrise")
    door_plan("Lantern")
    check()
    counts = open_counts(viewer(staff))
    assert counts.total == counts.by_state["AZ"] == counts.by_partner[first.program.partner_id] == 1


@pytest.mark.parametrize("who", ["staff", "partner_rep"])
def test_the_list_takes_as_many_queries_for_many_cases_as_for_few(
    who, request, viewer, django_assert_max_num_queries, own_partner
):
    looking = viewer(request.getfixturevalue(who))
    share(door_plan("Hidden", division=factories.make_county("Gila County")), "staff")

    def counted(counties):
        for number in counties:
            place = factories.make_county(f"County {number} County", electorate=500_000)
            for side in ("North", "South"):
                share(door_plan(f"{side} {number}", division=place), "table")
        actions.refresh_overlaps()
        standing = Overlap.objects.standing().count()
        with django_assert_max_num_queries(9) as queries:
            assert len(case_views(looking)) == standing
        return len(queries)

    few = counted(range(2))
    assert counted(range(2, 20)) == few


def test_what_is_hidden_takes_no_case_away_by_making_it_one_of_another_class(pima, own_partner, partner_rep, viewer):
    """Two rivals, and a record that nobody else may read which looks like a second record of each of them."""

    def plan_named(name, partner, level="partners"):
        program = factories.make_program(partner, name, visibility=level)
        return factories.make_activity(program, universe=200_000, attempts_planned=640_000)

    mine = plan_named("Harvest Walk Blue Lantern", own_partner)
    theirs = plan_named("Harvest Walk Copper Kettle", factories.make_partner("Sunrise"))
    check()
    (before,) = case_views(viewer(partner_rep))
    assert before.overlap.overlap_class == "competing"
    plan_named("Harvest Walk", factories.make_partner("Quiet Hands"), "staff")
    actions.refresh_overlaps()
    assert {case.overlap_class for case in Overlap.objects.standing()} == {"duplicate record"}
    (after,) = case_views(viewer(partner_rep))
    assert set(after.members) == {mine, theirs}
    assert after.sentence == before.sentence
    for figure in ("overlap_class", "excess_attempts_high", "member_keys", *Overlap.ANEW):
        assert getattr(after.overlap, figure) == getattr(before.overlap, figure)
    assert case_view(viewer(partner_rep), after.overlap.public_id) is not None
