"""A partner's look around: what it has just entered meets others at once; who works nearby is named, and why."""

import datetime as dt

import pytest
from django.utils import timezone

from partners.reports.neighbors import neighbors_of
from planning.actions import refresh_overlaps, settle_overlap
from planning.models import Overlap
from planning.reports.meetings import meetings_of
from states.models import Division, DivisionShare
from tests import factories

pytestmark = pytest.mark.django_db
AROUND = "/partners/ocotillo-votes/around/"
TODAY = timezone.localdate


@pytest.fixture
def pima():
    return factories.make_county("Pima County", electorate=500_000)


def plan(partner, place, *, level: str = "partners", after: int = 30, **facts):
    """A dense plan at the doors of a place, from a month on for eight weeks."""
    program = factories.make_program(partner, visibility=level)
    first = TODAY() + dt.timedelta(days=after)
    days = {"starts_on": first, "ends_on": first + dt.timedelta(days=55)}
    volumes = {"universe": 200_000, "attempts_planned": 640_000}
    return factories.make_activity(program, division=place, **{**days, **volumes, **facts})


def near(partner, viewer_) -> list[str]:
    return [each.name for each in neighbors_of([partner.pk], viewer_, today=TODAY())]


class TestWhatItMeets:
    def test_at_once_without_waiting_for_the_check(self, partner_rep, own_partner, sign_in, pima):
        own = plan(own_partner, pima)
        plan(factories.make_partner("Juniper Doors"), pima)
        client = sign_in(partner_rep)
        assert not Overlap.objects.exists()
        for address in (AROUND, own.get_absolute_url(), own.program.get_absolute_url()):
            page = client.get(address).content.decode()
            assert "Door in Pima County, AZ" in page and "Juniper Doors" in page, address
            assert 'href="/overlaps/' not in page.split("<main")[1], address

    def test_after_saving_a_line_its_page_says_what_it_meets(self, partner_rep, own_partner, sign_in, pima):
        plan(factories.make_partner("Juniper Doors"), pima)
        program = factories.make_program(own_partner, "Doors Before Lists")
        client, address = sign_in(partner_rep), f"/programs/{program.public_id}/activities/new/"
        form = client.get(address).context["form"]
        first = TODAY() + dt.timedelta(days=30)
        facts = {
            "program_type": factories.make_program_type().pk,
            "tactic": factories.make_tactic().pk,
            "state": "AZ",
            "place": "Pima County",
            "starts_on": first.isoformat(),
            "ends_on": (first + dt.timedelta(days=55)).isoformat(),
            "mode": "presence",
            "universe": "200,000",
            "attempts_planned": "640k",
            "ticket": form["ticket"].value(),
        }
        page = client.post(address, facts, follow=True).content.decode()
        assert "The activity is added." in page
        assert "Door in Pima County, AZ" in page and "Juniper Doors" in page

    def test_a_kept_case_is_shown_under_its_address_with_its_decision(
        self, partner_rep, own_partner, sign_in, staff, pima
    ):
        plan(own_partner, pima), plan(factories.make_partner(), pima)
        refresh_overlaps()
        case = Overlap.objects.get()
        client = sign_in(partner_rep)
        assert f'href="/overlaps/{case.public_id}/"' in client.get(AROUND).content.decode()
        assert client.get(f"/overlaps/{case.public_id}/").status_code == 200
        settle_overlap(overlap=case, decision="split_turf", reason="Agreed", by=staff)
        page = client.get(AROUND).content.decode()
        assert "0 open of 1" in page and "Agreed" not in page

    @pytest.mark.parametrize("level", ["private", "staff", "funders", "table"])
    def test_never_what_this_contact_may_not_read(self, level, other_partner, sign_in, viewer, pima):
        own = factories.Partner.objects.get(slug="juniper-voices")
        plan(own, pima)
        hidden = plan(factories.make_partner("Zqx Hidden"), pima, level=level)
        refresh_overlaps()
        page = sign_in(other_partner).get("/partners/juniper-voices/around/").content.decode()
        assert "Zqx" not in page and hidden.public_id not in page
        assert "No overlaps." in page and "Nobody that you may see." in page

    def test_a_hidden_plan_changes_no_figure(self, other_partner, viewer, pima):
        own = factories.Partner.objects.get(slug="juniper-voices")
        plan(own, pima), plan(factories.make_partner("Open Doors"), pima)
        before = meetings_of(viewer(other_partner), [own.pk])
        plan(factories.make_partner("Zqx Hidden"), pima, level="staff")
        refresh_overlaps()
        after = meetings_of(viewer(other_partner), [own.pk])
        assert [(each.sentence, each.others) for each in after] == [(each.sentence, each.others) for each in before]

    def test_overlaps_of_others_are_not_ones_own(self, partner_rep, own_partner, viewer, pima):
        plan(factories.make_partner(), pima), plan(factories.make_partner(), pima)
        plan(own_partner, factories.make_county("Gila County"))
        assert meetings_of(viewer(partner_rep), [own_partner.pk]) == []

    def test_donors_are_told_of_none(self, donor, own_partner, viewer, pima):
        plan(own_partner, pima, level="public"), plan(factories.make_partner(), pima, level="public")
        assert meetings_of(viewer(donor), [own_partner.pk]) == []


class TestWhoWorksNearby:
    def test_the_closest_first_with_the_reason(self, partner_rep, own_partner, viewer, pima):
        gila = factories.make_county("Gila County")
        district = Division.objects.create(
            ocd_id="ocd-division/country:us/state:az/cd:7",
            name="AZ-07",
            kind="cd",
            state=pima.state,
            parent=pima.state.division,
        )
        for county in (pima, gila):
            one, other = sorted((county, district), key=lambda each: each.pk)
            facts = {"share_of_a": "0.5", "share_of_b": "0.5", "basis": "votes", "source": "test"}
            DivisionShare.objects.create(division_a=one, division_b=other, **facts)
        plan(own_partner, pima)
        plan(factories.make_partner("Next Door"), gila)
        plan(factories.make_partner("Everywhere"), pima.state.division)
        plan(factories.make_partner("Same Ground"), pima)
        plan(factories.make_partner("Other State"), factories.make_county("Rock County", "WI"))
        plan(factories.make_partner("Long After"), pima, after=200)
        plan(factories.make_partner("Over"), pima, after=-90)
        found = neighbors_of([own_partner.pk], viewer(partner_rep), today=TODAY())
        assert [each.name for each in found] == ["Same Ground", "Everywhere", "Next Door"]
        assert found[0].reason == "also in Pima County, AZ, 56 days together"
        assert "which AZ-07, AZ joins to Pima County, AZ" in found[2].reason

    def test_cancelled_work_and_capacity_are_not_near(self, partner_rep, own_partner, viewer, pima):
        plan(own_partner, pima)
        plan(factories.make_partner(), pima, cancelled_at=timezone.now())
        plan(factories.make_partner(), pima, mode="capacity")
        assert near(own_partner, viewer(partner_rep)) == []

    def test_whom_to_call_only_where_the_contact_is_shared(self, partner_rep, own_partner, sign_in, pima):
        plan(own_partner, pima)
        other = factories.make_partner("Juniper Doors")
        plan(other, pima)
        factories.make_contact(other, "Zqx Secret", email="zqx@example.org")
        factories.make_contact(other, "Rosa Canyon", visibility="partners", email="rosa@example.org", role="Field")
        page = sign_in(partner_rep).get(AROUND).content.decode()
        assert "Rosa Canyon" in page and "rosa@example.org" in page and "zqx" not in page.lower()

    def test_on_the_first_page_too(self, partner_rep, own_partner, sign_in, pima):
        plan(own_partner, pima)
        plan(factories.make_partner("Juniper Doors"), pima)
        page = sign_in(partner_rep).get("/").content.decode()
        assert "Also in Pima County, AZ" in page and AROUND in page
        assert "/imports/new/?kind=plans&amp;sender=ocotillo-votes" in page

    def test_who_may_not_edit_is_offered_no_editing(self, partner_rep, own_partner, sign_in):
        own_partner.memberships.update(can_edit=False)
        page = sign_in(partner_rep).get("/").content.decode()
        assert "Paste rows" not in page and "/edit/" not in page

    def test_a_partner_without_plans_is_told_how_to_begin(self, partner_rep, own_partner, sign_in):
        factories.make_program(own_partner)  # without places and weeks there is nothing to compare
        assert "Your plan is not here yet." in sign_in(partner_rep).get(AROUND).content.decode()

    def test_staff_are_not_told_that_there_is_a_plan_they_may_not_see(self, staff, own_partner, sign_in, pima):
        plan(own_partner, pima, level="private")
        assert "No plan is known yet." in sign_in(staff).get(AROUND).content.decode()
        plan(own_partner, pima)
        assert "No plan is known yet." not in sign_in(staff).get(AROUND).content.decode()


def test_others_have_no_such_page(cast, own_partner, sign_in):
    for member in ("other_partner", "funder_rep", "donor", "outsider"):
        assert sign_in(cast[member]).get(AROUND).status_code == 404, member


@pytest.mark.parametrize("address", [AROUND, "/"])
def test_many_neighbors_take_as_many_queries_as_few(
    address, partner_rep, own_partner, sign_in, pima, django_assert_max_num_queries
):
    client = sign_in(partner_rep)

    def add(number):
        for _ in range(number):
            other = factories.make_partner()
            plan(other, pima), plan(own_partner, pima)
            factories.make_contact(other, visibility="partners")

    add(2)
    refresh_overlaps()
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    add(8)
    refresh_overlaps()
    with django_assert_max_num_queries(len(few)):
        client.get(address)
