"""The first page: for each role what it should look at first, and nothing that it may not know."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.history import change
from mvp_coord.home import home_of
from mvp_coord.jobs.models import JobRun
from mvp_coord.sheets.models import ImportBatch
from partners.models import Activity, Partner
from planning import actions
from planning.models import Overlap
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def pima():
    return factories.make_county("Pima County", electorate=500_000)


def plan(partner: Partner, place, *, level: str = "partners", **facts):
    """A dense plan at the doors of a place."""
    program = factories.make_program(partner, visibility=level)
    volumes = {"universe": 200_000, "attempts_planned": 640_000, **facts}
    return factories.make_activity(program, division=place, **volumes)


def words(client) -> str:
    return client.get("/").content.decode()


# --- staff --------------------------------------------------------------------------------------------------------


def desk_of(viewer, user):
    return home_of(viewer(user), today=TODAY, cycle=factories.make_cycle()).staff


def tasks_of(viewer, user) -> dict[str, list[str]]:
    return {task.title: [item.label for item in task.items] for task in desk_of(viewer, user).tasks}


def test_nothing_waits_where_everything_is_settled(staff, viewer, sign_in):
    factories.make_partner("Sunrise")
    assert tasks_of(viewer, staff) == {}
    assert "Nothing waits for you." in words(sign_in(staff))


def test_open_overlaps_without_an_owner_wait_until_somebody_takes_them(staff, viewer, pima):
    plan(factories.make_partner("Sunrise"), pima)
    plan(factories.make_partner("Lantern"), pima)
    actions.refresh_overlaps()
    (label,) = tasks_of(viewer, staff)["Overlaps without an owner"]
    assert label.endswith("Door in Pima County, AZ")
    actions.take_overlap(overlap=Overlap.objects.get(), by=staff)
    assert "Overlaps without an owner" not in tasks_of(viewer, staff)


def test_imports_partners_and_old_needs_wait(staff, viewer):
    ImportBatch.objects.create(file_names=["plan_az.csv"], created_by=staff)
    ImportBatch.objects.create(file_names=["old.csv"], created_by=staff, status="discarded")
    factories.make_partner("Newcomer", status="unconfirmed")
    stale = factories.make_entity(factories.make_partner("Long Ago"))
    factories.make_need(stale, good_as_of=dt.date(2026, 1, 5))
    renewed = factories.make_entity(factories.make_partner("Renewed"))
    factories.make_need(renewed, good_as_of=dt.date(2026, 1, 5))
    factories.make_need(renewed, good_as_of=dt.date(2026, 11, 1))
    assert tasks_of(viewer, staff) == {
        "Imports to apply": ["plan_az.csv"],
        "Partners to confirm": ["Newcomer"],
        "Needs to ask about again": ["Long Ago"],
    }


def test_what_waits_since_an_evening_waits_since_that_day(staff, viewer, pima):
    evening = dt.datetime(2026, 11, 20, 3, tzinfo=dt.UTC)  # the 19th, 10 PM in New York
    plan(factories.make_partner("Sunrise"), pima)
    plan(factories.make_partner("Lantern", status="unconfirmed"), pima)
    actions.refresh_overlaps()
    for model, name in ((Activity, "created_at"), (Partner, "created_at")):
        model.objects.update(**{name: evening})
    desk = home_of(viewer(staff), today=TODAY).staff
    found = {item.day for task in desk.tasks for item in task.items if task.kind != "old-facts"}
    assert found == {dt.date(2026, 11, 19)}


def test_key_numbers_equal_the_rows_that_they_open(staff, viewer, sign_in, pima):
    plan(factories.make_partner("Sunrise"), pima)
    plan(factories.make_partner("Lantern"), pima)
    factories.make_partner("Old Name", status="merged", merged_into=factories.make_partner("New Name"))
    entity = factories.make_entity(Partner.objects.get(slug="lantern"))
    fund = factories.make_fund(Partner.objects.get(slug="new-name"), vehicle="c4")
    first = factories.make_allocation(fund, entity, 50_000, status="committed")
    factories.make_allocation(fund, entity, 10_000, status="approved", parent=first)
    actions.refresh_overlaps()
    numbers = {each["label"]: (each["figure"], each["href"]) for each in desk_of(viewer, staff).numbers}
    assert {label: figure for label, (figure, _) in numbers.items()} == {
        "Partners": "3",
        "Activities in the states, 2027–28": "2",
        "Open overlaps, 2027–28": "1",
        "501(c)(4) dollars, 2027–28": "$50,000",
    }
    client = sign_in(staff)
    assert client.get(numbers["Partners"][1]).context["form"].facets.total == 3
    assert client.get(numbers["Activities in the states, 2027–28"][1]).context["overview"].totals[1] == "2"
    assert client.get(numbers["Open overlaps, 2027–28"][1]).context["cases"].paginator.count == 1
    assert client.get(numbers["501(c)(4) dollars, 2027–28"][1]).context["form"].total == 1


def test_private_work_changes_no_number_of_staff(staff, viewer, pima):
    before = [each["figure"] for each in desk_of(viewer, staff).numbers]
    plan(factories.make_partner("Hidden", visibility="private", status="unconfirmed"), pima, level="private")
    actions.refresh_overlaps()
    desk = desk_of(viewer, staff)
    assert [each["figure"] for each in desk.numbers] == before
    assert desk.tasks == ()
    assert "Hidden" not in str(desk.latest)


# --- others -------------------------------------------------------------------------------------------------------


def test_a_contact_sees_its_programs_with_the_overlaps_that_it_may_see(partner_rep, own_partner, viewer, pima):
    plan(own_partner, pima)
    hidden = plan(factories.make_partner("Quiet Hands"), pima, level="staff")
    actions.refresh_overlaps()
    desk = home_of(viewer(partner_rep), today=TODAY).partner
    assert ([each.overlaps for each in desk.partners], desk.cases, desk.near) == ([0], (), ())

    hidden.program.visibility = "partners"
    hidden.program.save()
    desk = home_of(viewer(partner_rep), today=TODAY).partner
    (own,) = desk.partners
    assert (own.name, own.overlaps, [each.overlaps for each in own.programs]) == ("Ocotillo Votes", 1, [1])
    assert [each.name for each in desk.near] == ["Quiet Hands"]


def test_overlaps_of_one_program_lead_to_just_these(partner_rep, own_partner, sign_in, pima):
    rock = factories.make_county("Rock County", "WI", electorate=500_000)
    for place in (pima, rock):
        plan(factories.make_partner(), place)
    one, _other = plan(own_partner, pima), plan(own_partner, rock)
    actions.refresh_overlaps()
    client, address = sign_in(partner_rep), f"/overlaps/?program={one.program.public_id}&cycle=all"
    assert f'<a href="{address.replace("&", "&amp;")}">1</a>' in words(client)
    cases = client.get(address).context["cases"].object_list
    assert [str(view.overlap.anchor) for view in cases] == [str(pima)]
    assert "of the program" in client.get(address).content.decode()


@pytest.mark.parametrize("address", ["/", "/partners/ocotillo-votes/"])
def test_the_number_of_activities_of_a_program_leads_to_them(address, partner_rep, own_partner, sign_in, pima):
    activity = plan(own_partner, pima)
    there = f'href="/programs/{activity.program.public_id}/#activities">1</a>'
    assert there in sign_in(partner_rep).get(address).content.decode()


def test_a_contact_is_asked_whether_an_old_profile_is_still_true(partner_rep, own_partner, sign_in):
    assert "/partners/ocotillo-votes/still-true/" in words(sign_in(partner_rep))
    Partner.objects.filter(pk=own_partner.pk).update(assured_on=timezone.localdate())
    assert "/partners/ocotillo-votes/still-true/" not in words(sign_in(partner_rep))


def test_finished_and_cancelled_programs_are_over(partner_rep, own_partner, viewer):
    factories.make_program(own_partner, "Old Push", status="finished")
    factories.make_program(own_partner, "Never Was", status="cancelled")
    factories.make_program(own_partner, "Next Push")
    (own,) = home_of(viewer(partner_rep), today=TODAY).partner.partners
    assert [each.name for each in own.programs] == ["Next Push"]


def test_a_funder_sees_what_its_funds_come_to_and_whom_others_fund_too(funder_rep, own_funder, viewer, sign_in):
    group, apart = factories.make_entity(factories.make_partner("Sunrise")), factories.make_entity()
    own = factories.make_fund(own_funder, "Tide Fund")
    first = factories.make_allocation(own, group, 40_000, status="committed")
    factories.make_allocation(own, group, 9_000, status="committed", parent=first)
    factories.make_allocation(own, apart, 5_000)
    for level, owner in (("funders", "Shared Giving"), ("staff", "Silent Giving")):
        other = factories.make_fund(factories.make_partner(owner, kind="peer_funder", states=()))
        factories.make_allocation(other, group, 10_000, status="approved", visibility=level)
        factories.make_allocation(other, apart, 10_000, status="approved", visibility=level)
    desk = home_of(viewer(funder_rep), today=TODAY).funder
    (fund,) = desk.funds
    assert (fund.name, fund.counted_usd, fund.count) == ("Tide Fund", 40_000, 1)
    assert [(each.name, each.others) for each in desk.shared] == [("Sunrise", ("Shared Giving",))]
    assert sign_in(funder_rep).get(fund.href).context["form"].total == 1


def test_a_donor_sees_the_first_published_recommendations(donor, viewer):
    for position in (3, 1, 2, 4):
        partner = factories.make_partner(f"Group {position}", visibility="public")
        entity = factories.make_entity(partner)
        factories.make_recommendation(entity, position=position, headline=f"Number {position}")
    factories.make_recommendation(
        factories.make_entity(factories.make_partner(visibility="public")), position=0, status="draft"
    )
    desk = home_of(viewer(donor), today=TODAY).donor
    assert ([each.headline for each in desk.first], desk.total) == (["Number 1", "Number 2", "Number 3"], 4)


def test_an_admin_sees_users_and_failed_jobs(admin, viewer, sign_in):
    factories.make_user(is_active=False)
    soon = timezone.now() + dt.timedelta(seconds=9)
    JobRun.objects.create(name="check overlaps", slot="1", status="failed", ended_at=soon, error="Too late")
    JobRun.objects.create(name="check overlaps", slot="2", status="done", ended_at=soon)
    desk = home_of(viewer(admin), today=TODAY).admin
    assert [run.slot for run in desk.failed] == ["1"]
    assert [each["figure"] for each in desk.numbers] == ["1", "0", "0"]
    assert "Too late" in words(sign_in(admin))


def test_somebody_without_a_role_is_told_what_this_is_and_sees_nothing(outsider, sign_in, pima):
    plan(factories.make_partner("Sunrise", visibility="public"), pima, level="public")
    page = words(sign_in(outsider))
    assert "nobody has given you a role yet" in page
    assert "Sunrise" not in page


@pytest.mark.parametrize("who", ["staff", "counsel", "partner_rep", "funder_rep", "donor", "admin", "outsider"])
def test_the_page_takes_as_many_queries_for_many_rows_as_for_few(
    who, request, sign_in, own_partner, own_funder, django_assert_max_num_queries
):
    client = sign_in(request.getfixturevalue(who))
    # What waits for counsel is held against the rules and meters anew.
    most = 35 if who == "counsel" else 22

    def add(numbers):
        for number in numbers:
            place = factories.make_county(f"County {number} County", electorate=500_000)
            other = factories.make_partner(f"Other {number}", visibility="public")
            # Of plans that count alike, the one whose label comes first stands in the kept case.
            plan(other, place, source_ref=f"{number} a"), plan(own_partner, place, source_ref=f"{number} b")
            late = plan(other, place, level="staff", source_ref=f"{number} c").program
            entity = factories.make_entity(other)
            for fund in (factories.make_fund(own_funder), factories.make_fund(is_managed=True)):
                factories.make_allocation(fund, entity, program=late)
            factories.make_allocation(factories.make_fund(own_funder), entity, status="approved")
            factories.make_need(entity, good_as_of=dt.date(2025, 1, 1))
            factories.make_recommendation(entity)
            factories.make_partner(f"New {number}", status="unconfirmed")
        actions.refresh_overlaps()

    def queries() -> int:
        with django_assert_max_num_queries(most) as asked:
            assert client.get("/").status_code == 200
        return len([each for each in asked.captured_queries if "SAVEPOINT" not in each["sql"]])

    with change(by=None, verb="made"):
        add(range(2))
    few = queries()
    with change(by=None, verb="made"):
        add(range(2, 20))
    assert queries() == few
    assert few <= most - 2
