"""Priorities: which places matter, who reads of them, their reasons and history; and races under their tiers."""

import pytest
from django.urls import reverse

from states.models import Priority
from states.reports.priorities import races_by_tier
from tests import calendar_factories as calendar
from tests import factories
from tests.addresses import EVERYBODY, INSIDERS, MEMBERS

pytestmark = pytest.mark.django_db
LIST = "/priorities/?tier="
READERS = {
    "staff": INSIDERS,
    "funders": INSIDERS | {"funder_rep"},
    "table": INSIDERS | {"partner_rep"},
    "partners": INSIDERS | MEMBERS,
}


@pytest.fixture(autouse=True)
def cycle(db):
    return factories.make_cycle()


def form_of(answer) -> dict[str, str]:
    form = answer.context["form"]
    return {name: form[name].value() or "" for name in form.fields}


@pytest.mark.parametrize("level", sorted(READERS))
def test_a_priority_is_read_on_every_page_by_those_it_is_shared_with_alone(cast, sign_in, level):
    calendar.make_race(division=(pima := factories.make_county("Pima County")))
    priority = calendar.make_priority(pima, visibility=level, rationale="Canary of the tier", tier=3)
    for name in EVERYBODY - {"anonymous", "outsider"}:
        client = sign_in(cast[name])
        reads = name in READERS[level]
        listed, page = client.get("/priorities/"), client.get("/states/az/").content.decode()
        own = client.get(priority.get_absolute_url())
        assert own.status_code == (200 if reads else 404), name
        if listed.status_code == 200:
            assert listed.context["form"].facets.of_total == int(reads), name
            assert ("Pima County" in listed.content.decode()) == reads, name
        assert ("Tier 3: worth building" in page) == reads, name
        assert ("Canary" in own.content.decode()) == reads


def test_what_was_written_before_it_was_shared_stays_with_staff(sign_in, staff, funder_rep):
    priority = calendar.make_priority(rationale="Not for others yet")
    address = reverse("states:edit-priority", args=[priority.public_id])
    client = sign_in(staff)
    client.post(address, form_of(client.get(address)) | {"visibility": "funders", "rationale": "For all to read"})
    client.post(address, form_of(client.get(address)) | {"tier": "2"})
    theirs = sign_in(funder_rep).get(priority.get_absolute_url()).content.decode()
    assert "For all to read" in theirs and "Not for others yet" not in theirs
    assert [each.label for each in _versions(sign_in(funder_rep), priority)[0].changes][:1] == ["Tier"]
    assert len(_versions(client, priority)) == 3


def _versions(client, priority):
    return client.get(priority.get_absolute_url()).context["history"]


def test_staff_set_a_priority_of_a_place_once(sign_in, staff, cycle):
    factories.make_county("Pima County")
    client, address = sign_in(staff), reverse("states:add-priority", args=["az"])
    sent = form_of(client.get(address))
    assert sent["cycle"] == cycle.pk
    sent |= {"place": "Pima", "tier": "1", "rationale": "It decides.", "investment_target_usd": "250k"}
    for _ in range(2):
        assert client.post(address, sent).status_code == 302
    priority = Priority.objects.get()
    assert (priority.division.name, priority.set_by, priority.investment_target_usd) == (
        "Pima County",
        staff,
        250_000,
    )
    again = client.post(
        address, form_of(client.get(address)) | {**sent, "ticket": form_of(client.get(address))["ticket"]}
    )
    assert again.status_code == 422
    assert "has a priority in this cycle already" in again.content.decode()


def test_staff_set_and_change_a_priority_of_the_whole_country(sign_in, staff, partner_rep, cycle):
    country = factories.make_country()
    calendar.make_priority(factories.make_county("Gila County", electorate=9_000))
    client, address = sign_in(staff), reverse("states:add-national-priority")
    assert address in client.get("/priorities/").content.decode()
    assert address not in sign_in(partner_rep).get("/priorities/").content.decode()
    sent = form_of(client.get(address))
    assert "place" not in sent
    sent |= {"tier": "1", "rationale": "Everywhere.", "visibility": "partners", "place": "Pima County"}
    for _ in range(2):
        assert client.post(address, sent).status_code == 302
    priority = Priority.objects.get(division=country)
    assert (priority.division, priority.cycle, priority.set_by) == (country, cycle, staff)
    again = client.post(address, sent | {"ticket": form_of(client.get(address))["ticket"]})
    assert again.status_code == 422
    assert "has a priority in this cycle already" in again.content.decode()
    edit = reverse("states:edit-priority", args=[priority.public_id])
    assert edit in client.get(priority.get_absolute_url()).content.decode()
    assert client.post(edit, form_of(client.get(edit)) | {"tier": "2"}).status_code == 302
    priority.refresh_from_db()
    assert (priority.tier, priority.division) == (2, country)
    assert country.name in sign_in(partner_rep).get("/priorities/?tier=2").content.decode()
    listed = client.get("/priorities/").context
    assert {each.division.name for each in listed["page"].rows} == {country.name, "Gila County"}
    (states,) = (each["options"] for each in listed["form"].rail() if each["name"] == "state")
    assert [option.value for option in states] == ["AZ"]
    for page in ("/", "/gaps/", "/states/", "/states/az/", "/states/?measure=gaps"):
        assert client.get(page).status_code == 200, page


def test_the_list_narrows_by_tier_state_and_for_whom_and_counts_what_it_shows(sign_in, staff):
    for number, code in enumerate(("AZ", "WI", "WI")):
        county = factories.make_county(f"County {number}", code)
        calendar.make_priority(county, tier=number + 1)
    youth = factories.make_constituency()
    calendar.make_priority(factories.make_county("County 0"), constituency=youth, tier=2)
    client = sign_in(staff)

    def shown(query: str) -> list[str]:
        return [str(each.division) for each in client.get(f"/priorities/?{query}").context["page"].rows]

    assert shown("") == ["County 0", "County 0", "County 1", "County 2"]
    assert shown("tier=2") == ["County 0", "County 1"]
    assert shown("state=WI") == ["County 1", "County 2"]
    assert shown("constituency=youth") == ["County 0"]
    assert shown("q=county+2") == ["County 2"]
    for facet in client.get("/priorities/").context["form"].rail():
        for option in facet["options"]:
            assert len(shown(f"{facet['name']}={option.value}")) == option.count


@pytest.mark.parametrize("many", [2, 20])
def test_the_list_asks_as_few_questions_for_many_as_for_few(sign_in, staff, many, django_assert_max_num_queries):
    for number in range(many):
        calendar.make_priority(factories.make_county(f"County {number}"))
    client = sign_in(staff)
    with django_assert_max_num_queries(8):
        client.get("/priorities/")


def test_races_stand_under_the_tier_of_the_place_that_decides_them(viewer, staff, donor, cycle):
    pima, gila = factories.make_county("Pima County"), factories.make_county("Gila County")
    calendar.make_priority(pima, tier=2)
    calendar.make_priority(gila, tier=1, constituency=factories.make_constituency())
    for place in (pima, gila):
        calendar.make_race(division=place, name=f"Sheriff of {place}")
    calendar.make_race(calendar.make_election("WI"))
    calendar.make_race(calendar.make_election(held_on="2026-11-03"), name="An old one")

    def found(person):
        rows = races_by_tier(viewer(person), "AZ", cycle)
        return [(tier, [race.name for race in races]) for tier, races in rows]

    assert found(staff) == [(2, ["Sheriff of Pima County"]), (None, ["Sheriff of Gila County"])]
    assert found(donor) == [(None, ["Sheriff of Gila County", "Sheriff of Pima County"])]


def test_how_staff_rate_a_race_and_why_is_for_staff(sign_in, cast):
    race = calendar.make_rated(rating_reason="Canary of the rating")
    for name in EVERYBODY - {"anonymous", "outsider"}:
        page = sign_in(cast[name]).get("/states/az/").content.decode()
        assert race.name in page
        assert ("Canary" in page) == (name in INSIDERS), name
        assert ("Rating by staff" in page) == (name in INSIDERS), name


def test_a_race_says_its_office_and_a_rating_its_reason(sign_in, staff):
    client = sign_in(staff)
    address = reverse("states:add-race", args=[calendar.make_election().public_id])
    wrong = form_of(client.get(address)) | {"kind": "candidate", "name": "Governor", "rating": "close"}
    answer = client.post(address, wrong)
    assert set(answer.context["form"].errors) == {"office", "rating_reason"}
    right = wrong | {"office": "Governor", "rating_reason": "The last two were."}
    assert client.post(address, right).status_code == 302
    assert Priority.objects.count() == 0
