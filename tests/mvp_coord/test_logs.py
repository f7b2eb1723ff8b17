"""The log: one line for each request, with its id and who asked; no secret of a link, nothing about people."""

import json
import logging

import pytest

from mvp_coord.logs import logging_settings, without_secrets


@pytest.fixture
def lines(caplog):
    """The lines that production would write, as JSON."""
    formatter = logging_settings(production=True, level="INFO")["formatters"]["lines"]
    kind = formatter.pop("()")
    caplog.handler.setFormatter(kind(**formatter))
    caplog.set_level(logging.INFO)
    return lambda: [json.loads(line) for line in caplog.handler.stream.getvalue().splitlines() if line]


def test_a_request_is_one_line_with_its_id_and_who_asked(staff, sign_in, lines):
    answer = sign_in(staff).get("/settings/?q=rosa+canyon")
    [line] = [each for each in lines() if each["event"].startswith("request")]
    assert line["event"] == "request_finished" and line["code"] == 200
    assert line["request_id"] == answer["X-Request-ID"]
    assert line["user_id"] == staff.pk
    assert line["request"] == "GET /settings/"


def test_nothing_of_a_person_or_a_link_is_in_the_log(staff, client, lines, caplog):
    client.post("/accounts/login/", {"login": staff.email, "password": "not the password"})
    client.get("/invite/a-secret-link/")
    client.get("/accounts/password/reset/key/1-a-secret-key/")
    client.get("/no/such/page/?name=rosa")
    text = caplog.handler.stream.getvalue()
    assert lines()
    for word in (staff.email, "not the password", "a-secret", "rosa", "127.0.0.1"):
        assert word not in text


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Gone: /invite/abc_DEF-1/", "Gone: /invite/…"),
        ("GET /directory/hsds/abc:DEF-1/organizations.json", "GET /directory/hsds/…"),
        ("GET /accounts/password/reset/key/1-abc/ 200", "GET /accounts/password/reset/key/… 200"),
        ("GET /still-true/letters/abc-1/ 410", "GET /still-true/letters/… 410"),
        ("GET /overlaps/letters/abc-1/ 200", "GET /overlaps/letters/… 200"),
        ("GET /partners/ocotillo/", "GET /partners/ocotillo/"),
        (
            "duplicate key\nDETAIL:  Key (email)=(ana@example.org) already exists.\nat 3",
            "duplicate key\nDETAIL: left out\nat 3",
        ),
    ],
)
def test_secrets_are_left_out_of_what_is_said(said, kept):
    assert without_secrets(said) == kept
