"""The pages for what went wrong: our words, a way on, the request's id, and nothing of what failed."""

import pytest
from django.test import Client

pytestmark = [pytest.mark.urls("tests.mvp_coord.world_of_faults"), pytest.mark.django_db]

FAULTS = {
    "/faults/nonsense/": (400, "could not be understood"),
    "/faults/forbidden/": (403, "You may not do this"),
    "/faults/missing/": (404, "nothing here for you"),
    "/no/such/page/": (404, "nothing here for you"),
    "/faults/edited-by-two/": (409, "Somebody changed this in between"),
    "/faults/raise/": (500, "Something went wrong on our side"),
}


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize("address", FAULTS)
def test_each_fault_has_its_page_with_the_id_of_the_request(address, htmx, cast, sign_in):
    status, words = FAULTS[address]
    for member in ("anonymous", "staff", "outsider"):
        client = sign_in(cast[member])
        client.raise_request_exception = False
        answer = client.get(address, headers={"HX-Request": "true"} if htmx else {})
        page = answer.content.decode()
        assert (answer.status_code, words in page) == (status, True), member
        assert answer["X-Request-ID"] in page
        assert "ana@example.org" not in page and "Traceback" not in page


def test_an_act_opened_like_a_page_says_so_and_does_nothing(staff, outsider, sign_in):
    answer = sign_in(staff).get("/faults/act/")
    page = answer.content.decode()
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "This address is not a page" in page and answer["X-Request-ID"] in page
    assert sign_in(staff).post("/faults/act/").content == b"done"
    assert sign_in(outsider).get("/faults/act/").status_code == 404


def test_two_requests_have_two_ids(client):
    assert client.get("/no/such/page/")["X-Request-ID"] != client.get("/no/such/page/")["X-Request-ID"]


def test_nobody_from_outside_chooses_the_id(client):
    assert client.get("/healthz", headers={"X-Request-ID": "mine"})["X-Request-ID"] != "mine"


def test_a_conflict_names_who_and_leads_to_the_record(client):
    page = client.get("/faults/edited-by-two/").content.decode()
    assert "Sol Staff saved it two minutes ago." in page and 'href="/partners/ocotillo/"' in page


def test_an_expired_form_shows_again_what_was_typed_but_no_secrets():
    client = Client(enforce_csrf_checks=True)
    entered = {"headline": "Keep the <doors> open", "note": "two\nlines", "password": "hunter2", "login_token": "abc"}
    answer = client.post("/faults/form/", entered, headers={"Referer": "http://testserver/faults/form/?draft=1"})
    page = answer.content.decode()
    assert answer.status_code == 403 and "This form has expired" in page
    assert "Keep the &lt;doors&gt; open" in page and "two<br>lines" in page
    assert "hunter2" not in page and "abc" not in page
    assert 'href="http://testserver/faults/form/?draft=1"' in page
    assert answer["X-Request-ID"] in page


def test_an_expired_form_never_leads_to_another_site():
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/faults/form/", {}, headers={"Referer": "https://elsewhere.example/"})
    assert answer.status_code == 403 and b"elsewhere" not in answer.content


def test_error_pages_are_not_kept_by_caches(staff, sign_in):
    client = sign_in(staff)
    client.raise_request_exception = False
    for address in FAULTS:
        assert "no-store" in client.get(address)["Cache-Control"]
