"""Hours that organizations offer and need: entered, changed, withdrawn, listed, and who sees which."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.history import versions_of
from mvp_coord.lib.once import new_ticket
from partners.models import PeopleNeed, PeopleOffer
from partners.reports.people_power import hours_between, people_of
from tests import factories
from tests.people import make_hours

pytestmark = pytest.mark.django_db
LIST, TODAY = "/people/", dt.date(2028, 9, 1)


@pytest.fixture(autouse=True)
def in_september():
    with time_machine.travel(dt.datetime(2028, 9, 1, 19, tzinfo=dt.UTC), tick=False):
        yield


def said(**instead):
    """What somebody writes: calls from Pima County through the fall."""
    return {
        "role": "phone",
        "hours_a_week": "1,200",
        "starts_on": "2028-09-05",
        "ends_on": "2028-11-07",
        "state": "AZ",
        "place": "Pima County",
        "side": "independent",
        "skills": ["leads"],
        "languages": ["es"],
        "visibility": "partners",
        **instead,
    }


def text_of(client, url):
    return client.get(url).content.decode()


@pytest.fixture
def pima():
    return factories.make_county("Pima County")


class TestEntering:
    def test_a_contact_offers_hours_and_they_are_on_the_list_once(self, pima, own_partner, partner_rep, sign_in):
        client, ticket = sign_in(partner_rep), {"ticket": new_ticket(partner_rep.pk)}
        for _ in range(2):
            answer = client.post(f"/partners/{own_partner.slug}/people/offers/new/", {**said(), **ticket})
            assert answer.status_code == 302
        offer = PeopleOffer.objects.get()
        assert (offer.partner, offer.division, offer.hours_a_week, offer.skills) == (
            own_partner,
            pima,
            1_200,
            ["leads"],
        )
        assert offer.created_by == partner_rep and not offer.is_remote
        text = text_of(client, LIST)
        for words in ("Ocotillo Votes", "Calling", "Pima County, AZ", "1,200", "Spanish", "Leads a team"):
            assert words in text, words
        assert versions_of(offer)[0].verb == "added the offer of people"

    @pytest.mark.parametrize(
        ("instead", "words"),
        [
            ({"state": "", "place": ""}, "can be done from anywhere"),
            ({"state": "", "is_remote": "on"}, "Choose the state that this place is in"),
            ({"ends_on": "2028-09-01"}, "It would end before it starts"),
            ({"ends_on": "9999-12-31"}, "Write a day between 2000 and 2099"),
            ({"hours_a_week": "0"}, "at least one"),
            ({"hours_a_week": "900000"}, "No organization has so many"),
            ({"place": "Rock County"}, "Rock County"),
            ({"skills": ["juggling"]}, "juggling"),
        ],
    )
    def test_what_cannot_be_is_refused_and_stays_in_the_form(self, instead, words, pima, own_partner, staff, sign_in):
        facts = {**said(**instead), "details": "Kept.", "ticket": new_ticket(staff.pk)}
        answer = sign_in(staff).post(f"/partners/{own_partner.slug}/people/needs/new/", facts)
        text = answer.content.decode()
        assert answer.status_code == 422 and words in text and "Kept." in text
        assert not PeopleNeed.objects.exists()

    def test_from_anywhere_needs_no_place(self, own_partner, staff, sign_in):
        facts = {**said(state="", place="", is_remote="on"), "ticket": new_ticket(staff.pk)}
        sign_in(staff).post(f"/partners/{own_partner.slug}/people/needs/new/", facts)
        assert (PeopleNeed.objects.get().division, PeopleNeed.objects.get().where) == (None, "From anywhere")

    def test_people_of_charities_alone_work_nonpartisan(self, pima, own_partner, staff, sign_in):
        factories.make_entity(own_partner, "c3_public")
        url, client = f"/partners/{own_partner.slug}/people/offers/new/", sign_in(staff)
        answer = client.post(url, {**said(), "ticket": new_ticket(staff.pk)})
        assert answer.status_code == 422 and "its people work nonpartisan" in answer.content.decode()
        client.post(url, {**said(side="nonpartisan"), "ticket": new_ticket(staff.pk)})
        assert PeopleOffer.objects.get().side == "nonpartisan"

    def test_a_kind_that_there_is_not_is_not_found(self, own_partner, staff, sign_in):
        client = sign_in(staff)
        assert client.get(f"/partners/{own_partner.slug}/people/wishes/new/").status_code == 404
        assert client.get("/people/wishes/abcdefghjkmn/").status_code == 404


class TestChanging:
    def test_two_at_once_both_versions_are_shown(self, pima, own_partner, staff, sign_in):
        offer, client = make_hours("offers", own_partner, division=pima), sign_in(staff)
        form = client.get(offer.get_absolute_url() + "edit/").context["form"]
        PeopleOffer.objects.update(hours_a_week=99)
        facts = {**said(), "seen": form["seen"].value()}
        answer = client.post(offer.get_absolute_url() + "edit/", facts)
        assert answer.status_code == 409
        assert "99" in answer.content.decode() and "1,200" in answer.content.decode()
        facts["seen"] = answer.context["form"]["seen"].value()
        assert client.post(offer.get_absolute_url() + "edit/", facts).status_code == 302
        assert PeopleOffer.objects.get().hours_a_week == 1_200
        assert "Calling" in text_of(client, offer.get_absolute_url())

    def test_it_is_withdrawn_from_every_list_and_put_back(self, pima, own_partner, partner_rep, funder_rep, sign_in):
        offer, client = make_hours("offers", own_partner, division=pima, visibility="partners"), sign_in(partner_rep)
        other = sign_in(funder_rep)
        assert other.get(offer.get_absolute_url()).status_code == 200
        client.post(offer.get_absolute_url() + "withdraw/")
        assert "Ocotillo Votes" not in text_of(other, LIST)
        assert other.get(offer.get_absolute_url()).status_code == 404
        assert "Withdrawn" in text_of(client, offer.get_absolute_url())
        client.post(offer.get_absolute_url() + "restore/")
        assert "Ocotillo Votes" in text_of(other, LIST)

    def test_nobody_changes_what_belongs_to_others(self, own_partner, other_partner, sign_in):
        offer = make_hours("offers", own_partner, visibility="partners")
        client = sign_in(other_partner)
        assert client.get(offer.get_absolute_url()).status_code == 200
        for end in ("edit/", "withdraw/", "restore/"):
            assert client.post(offer.get_absolute_url() + end).status_code == 404, end


class TestReading:
    def test_each_sees_what_is_shared(self, own_partner, partner_rep, other_partner, funder_rep, donor, sign_in):
        host = factories.make_partner("Quiet Host", visibility="partners")
        for level in ("private", "staff", "funders", "table", "partners"):
            make_hours("offers", host, visibility=level, details=f"Of level {level}")
        seen = {
            "partner_rep": {"table", "partners"},
            "other_partner": {"partners"},
            "funder_rep": {"funders", "partners"},
        }
        for user, levels in zip((partner_rep, other_partner, funder_rep), seen.values(), strict=True):
            client = sign_in(user)
            page = client.get(LIST)
            assert {row.visibility for row in page.context["page"].rows} == levels
            assert page.context["form"].facets.of_total == len(levels)
            assert page.context["form"].tabs()[0]["count"] == len(levels)
        assert sign_in(donor).get(LIST).status_code == 404

    def test_hours_from_anywhere_lie_where_their_organization_works(self, partner_rep, viewer):
        make_hours("offers", factories.make_partner("There", visibility="partners"), is_remote=True)
        elsewhere = factories.make_partner("Elsewhere", states=("WI",), visibility="partners")
        make_hours("offers", elsewhere, is_remote=True)
        assert PeopleOffer.objects.visible_to(viewer(partner_rep)).get().partner.name == "There"

    def test_those_that_are_over_are_on_the_page_of_their_organization_alone(self, own_partner, staff, sign_in):
        make_hours("offers", own_partner, ends_on=dt.date(2028, 9, 1), starts_on=dt.date(2028, 8, 1), role="text")
        make_hours("offers", own_partner, ends_on=dt.date(2028, 8, 31), starts_on=dt.date(2028, 8, 1), role="driving")
        client = sign_in(staff)
        text = text_of(client, LIST)
        assert "Texting" in text and "Driving people to vote" not in text
        assert "Driving people to vote" in text_of(client, own_partner.get_absolute_url())

    def test_the_list_asks_the_same_number_of_queries_for_two_rows_as_for_twenty(self, staff, sign_in):
        client = sign_in(staff)
        for _ in range(2):
            make_hours()
        client.get(LIST)
        with CaptureQueriesContext(connection) as few:
            client.get(LIST)
        for n in range(20):
            make_hours("offers" if n % 2 else "needs", is_remote=n % 3 == 0)
        with CaptureQueriesContext(connection) as many:
            client.get(LIST)
        assert len(few) == len(many)

    def test_odd_addresses_are_answered(self, staff, sign_in):
        client = sign_in(staff)
        for query in ("?show=x&state=%00&role=x", "?after=nonsense", "?state=ANYWHERE&state=AZ&sort=most&q=%00"):
            assert client.get(LIST + query).status_code in {200, 302}


class TestOfAState:
    def test_hours_are_those_of_the_days_that_are_left(self, own_partner, staff, viewer):
        # 61 days from September 1: forty hours a week are 40 × 61 ÷ 7.
        offer = make_hours("offers", own_partner)
        make_hours("needs", own_partner, role="phone", is_remote=True, hours_a_week=7, ends_on=dt.date(2028, 9, 10))
        make_hours("needs", factories.make_partner("Far", states=("WI",)), is_remote=True)
        found = people_of("AZ", factories.make_cycle(), viewer(staff), today=TODAY)
        assert [(each.role, each.offered, each.needed) for each in found.roles] == [
            ("phone", 0, 10),
            ("canvass", 349, 0),
        ]
        assert (found.offered, found.needed) == (349, 10)
        assert round(hours_between(offer, dt.date(2028, 10, 25), dt.date(2029, 1, 1))) == 40
        assert hours_between(offer, dt.date(2029, 1, 1), dt.date(2029, 1, 2)) == 0

    def test_two_queries_and_nothing_hidden(self, own_partner, other_partner, viewer, django_assert_num_queries):
        for level in ("private", "staff", "table"):
            make_hours("needs", own_partner, visibility=level)
        cycle, looking = factories.make_cycle(), viewer(other_partner)
        with django_assert_num_queries(2):
            found = people_of("AZ", cycle, looking, today=TODAY)
        assert (found.roles, found.needed) == ((), 0)
