"""The public directory for other programs: what is in it, for whom, and when it is sent again."""

import json
from threading import Event, Thread

import pytest
from django.db import connections, transaction
from django.urls import reverse

from partners.exports.hsds import public_directory
from partners.models import Partner, Program
from partners.views.machines import key_of
from tests import factories

pytestmark = pytest.mark.django_db
HERE = reverse("partners:hsds")


def document() -> list[dict]:
    return json.loads(public_directory()[1])["contents"]


def by_key(user) -> str:
    return reverse("partners:hsds-by-key", args=[key_of(user)])


@pytest.fixture
def public(db) -> Partner:
    facts = {"website": "https://ocotillo.example/", "founded_year": 2009, "other_names": "OV"}
    return factories.make_partner("Ocotillo Votes", slug="ocotillo", visibility="public", summary="Doors.", **facts)


def test_a_partner_is_an_organization_with_services_and_locations(public):
    public.constituencies.add(factories.make_constituency("rural", "Rural people"))
    factories.make_entity(public, "c3_public", ein="012345678")
    program = factories.make_program(public, "Long Summer", visibility="public", status="under_way")
    factories.make_activity(program, constituencies=[factories.make_constituency("youth", "Young people")])
    (one,) = document()
    assert (one["name"], one["alternate_name"], one["year_incorporated"]) == ("Ocotillo Votes", "OV", 2009)
    assert one["organization_identifiers"][0]["identifier"] == "01-2345678"
    assert [term["label"] for term in one["attributes"]] == ["Year-round organizing group", "Rural people"]
    (place,) = one["locations"]
    assert (place["name"], place["external_identifier"]) == ("Arizona", "ocd-division/country:us/state:az")
    (service,) = one["services"]
    assert (service["name"], service["status"], service["organization_id"]) == ("Long Summer", "active", one["id"])
    assert service["service_areas"][0]["extent"] == "ocd-division/country:us/state:az/county:pima"
    assert service["eligibility_description"] == "Young people"
    assert (service["schedules"][0]["valid_from"], service["schedules"][0]["valid_to"]) == (
        "2027-08-02",
        "2027-09-26",
    )


def test_only_what_is_shared_with_everybody_is_in_it(public):
    secret = {"name": "XYSECRET", "budget_usd": "4711"}
    for level in ("private", "staff", "funders", "table", "partners"):
        factories.make_activity(factories.make_program(public, visibility=level, **secret))
        hidden = factories.make_partner(f"XYSECRET {level}", visibility=level)
        factories.make_activity(factories.make_program(hidden, "XYSECRET", visibility="public"))
    factories.make_contact(public, "XYSECRET", visibility="public")
    factories.make_program(public, "XYSECRET", visibility="public", status="cancelled")
    Partner.objects.filter(pk=public.pk).update(source="XYSECRET")
    factories.make_partner("XYSECRET closed", visibility="public", status="closed")
    assert [one["name"] for one in document()] == ["Ocotillo Votes"]
    assert b"XYSECRET" not in public_directory()[1] and b"4711" not in public_directory()[1]


def test_it_is_the_same_for_everybody_and_404_for_whoever_has_no_role(public, cast, sign_in):
    bodies = set()
    for name, user in cast.items():
        response = sign_in(user).get(HERE)
        if name in {"anonymous", "outsider"}:
            assert response.status_code == {"anonymous": 302, "outsider": 404}[name]
        else:
            bodies.add(response.content)
    assert len(bodies) == 1


def test_a_program_reads_it_by_a_key_until_its_person_loses_access(public, partner_rep, outsider, client):
    address = by_key(partner_rep)
    assert client.get(address).json()["contents"][0]["name"] == "Ocotillo Votes"
    assert client.get(by_key(outsider)).status_code == 404
    assert client.get(address.replace("json", "jso")).status_code == 404
    assert client.get(reverse("partners:hsds-by-key", args=["made-up"])).status_code == 404
    assert client.post(address).status_code == 405
    partner_rep.set_password("another long password")
    partner_rep.save()
    assert client.get(address).status_code == 404
    address = by_key(partner_rep)
    partner_rep.memberships.all().delete()
    assert client.get(address).status_code == 404


def test_what_has_not_changed_is_not_sent_again(public, partner_rep, client):
    first = client.get(by_key(partner_rep))
    again = client.get(by_key(partner_rep), headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    factories.make_program(public, "Short Fall", visibility="public")
    changed = client.get(by_key(partner_rep), headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200 and b"Short Fall" in changed.content


def test_hiding_a_record_takes_it_out_at_once(public):
    program = factories.make_program(public, "Short Fall", visibility="public")
    assert b"Short Fall" in public_directory()[1]
    Program.objects.filter(pk=program.pk).update(visibility="staff")
    assert b"Short Fall" not in public_directory()[1]


@pytest.mark.django_db(transaction=True)
def test_what_is_hidden_by_a_change_that_others_overtake_is_out_once_it_is_done():
    partner = factories.make_partner(visibility="public")
    program = factories.make_program(partner, "Short Fall", visibility="public")
    begun, go_on = Event(), Event()

    def hide() -> None:
        with transaction.atomic():
            Program.objects.filter(pk=program.pk).update(visibility="staff")
            begun.set()
            go_on.wait(20)
        connections.close_all()

    slow = Thread(target=hide)
    slow.start()
    assert begun.wait(20)
    factories.make_program(partner, "Overtaking", visibility="public")
    body = public_directory()[1]
    go_on.set()
    slow.join(20)
    assert b"Overtaking" in body and b"Short Fall" in body, "it is not hidden yet"
    assert b"Short Fall" not in public_directory()[1]


def test_a_change_of_a_hidden_record_cannot_be_told_from_outside(public):
    etag = public_directory()[0]
    factories.make_program(public, "Short Fall", visibility="staff")
    assert public_directory()[0] == etag


def test_it_comes_page_by_page_and_each_says_where_it_stands(public, partner_rep, client):
    for number in range(3):
        factories.make_partner(f"Saguaro {number}", visibility="public")
    address = by_key(partner_rep)
    pages = [client.get(f"{address}?per_page=3&page={number}").json() for number in (1, 2)]
    assert [len(page["contents"]) for page in pages] == [3, 1]
    assert [(page["total_items"], page["total_pages"], page["last_page"]) for page in pages] == [
        (4, 2, False),
        (4, 2, True),
    ]
    names = [one["name"] for page in pages for one in page["contents"]]
    assert names == ["Ocotillo Votes", "Saguaro 0", "Saguaro 1", "Saguaro 2"]
    assert client.get(f"{address}?per_page=3&page=3").status_code == 404
    for nonsense in ("page=0", "page=-1", "page=x", "per_page=0", "per_page=99999999999"):
        assert client.get(f"{address}?{nonsense}").status_code == 200, nonsense


def test_a_directory_without_a_public_record_is_one_empty_page(db):
    assert json.loads(public_directory()[1])["empty"] is True


def test_it_takes_as_many_queries_for_many(public, django_assert_num_queries):
    for number in (2, 20):
        for _ in range(number):
            partner = factories.make_partner(visibility="public")
            youth = factories.make_constituency("youth")
            factories.make_activity(factories.make_program(partner, visibility="public"), constituencies=[youth])
        with django_assert_num_queries(9):
            public_directory()
