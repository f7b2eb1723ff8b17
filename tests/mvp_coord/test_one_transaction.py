"""One transaction around each request: what fails leaves nothing, and a page is rendered inside it."""

import pytest
from django.db import connection, connections
from django.http import HttpResponse
from django.test import Client

from accounts.models import OutboxMessage
from mvp_coord.middleware import OneTransaction

pytestmark = [pytest.mark.urls("tests.mvp_coord.world_of_faults")]


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def kept() -> list[str]:
    return list(OutboxMessage.objects.values_list("subject", flat=True))


@pytest.mark.parametrize(
    ("how", "status", "stays"),
    [
        ("200", 200, True),
        ("302", 302, True),
        ("404", 404, True),
        ("409", 409, True),
        ("422", 422, True),
        ("missing", 404, True),
        ("forbidden", 403, True),
        ("nonsense", 400, True),
        ("500", 500, False),
        ("503", 503, False),
        ("raise", 500, False),
        ("broken", 500, False),
    ],
)
def test_only_what_failed_on_our_side_is_undone(db, client, how, status, stays):
    assert client.get(f"/faults/{how}/").status_code == status
    assert kept() == ([how] if stays else [])


@pytest.mark.django_db(transaction=True)
def test_a_fault_at_the_commit_is_our_error_page_and_leaves_nothing(client):
    answer = client.get("/faults/at-commit/")
    assert answer.status_code == 500
    assert b"Something went wrong on our side" in answer.content
    assert answer["X-Request-ID"] in answer.content.decode()
    assert kept() == []


@pytest.mark.django_db(transaction=True)
def test_what_is_answered_is_committed(client):
    client.get("/faults/200/")
    connections.close_all()
    assert kept() == ["200"]


def test_a_page_is_rendered_inside_the_transaction(db, client):
    assert b"[written after the query was made]" in client.get("/faults/lazy/").content


def test_a_fault_while_rendering_undoes_the_writes(db, client):
    assert client.get("/faults/lazy/?fail").status_code == 500
    assert kept() == []


def test_nothing_streams(db, client):
    assert client.get("/faults/stream/").status_code == 500
    assert kept() == []


def test_the_whole_request_is_in_the_transaction_sessions_and_all(db, rf):
    seen = []

    def page(request):
        seen.append(connection.in_atomic_block and len(connection.savepoint_ids))
        return HttpResponse()

    before = len(connection.savepoint_ids)
    OneTransaction(page)(rf.get("/partners/"))
    OneTransaction(page)(rf.get("/healthz"))
    assert seen == [before + 1, before]


@pytest.fixture
def no_database():
    """PostgreSQL is away: nobody listens where the product looks for it."""
    there = connection.settings_dict["HOST"]
    connections.close_all()
    connection.settings_dict["HOST"] = "/nowhere"
    yield
    connections.close_all()
    connection.settings_dict["HOST"] = there


@pytest.mark.django_db(transaction=True)
def test_without_a_database_people_get_our_error_page_and_the_watching_machines_an_answer(no_database, client):
    client.cookies["sessionid"] = "of-somebody-who-was-signed-in-before"
    for path in ("/", "/accounts/login/", "/no-such-page/"):
        answer = client.get(path)
        assert answer.status_code == 500
        assert b"Something went wrong on our side" in answer.content and answer["X-Request-ID"]
    assert client.get("/healthz").status_code == 200


def test_a_strange_host_gets_our_page_too(db, client):
    answer = client.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400 and b"could not be understood" in answer.content
