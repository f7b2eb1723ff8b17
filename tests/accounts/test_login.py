"""Signing in and out, and a new password by mail: for those who were invited, telling nobody who has an account."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts import actions
from accounts.models import Session, User
from tests.factories import PASSWORD

LOGIN = "/accounts/login/"
RESET = "/accounts/password/reset/"
NEW = "three herons on a wire"


def sign_in_by_form(client: Client, email: str, password: str = PASSWORD, **more: str):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def ask_for_link(client: Client, email: str) -> str:
    """The path of the reset link that comes by mail; "" where none comes."""
    mail.outbox.clear()
    answer = client.post(RESET, {"email": email})
    assert (answer.status_code, answer.url) == (302, f"{RESET}done/")
    return re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1] if mail.outbox else ""


def choose(client: Client, link: str, password: str = NEW):
    form = client.get(link)
    if form.status_code == 302:  # the secret moves from the address to the session
        link = form.url
    return client.post(link, {"password1": password, "password2": password})


def words(answer) -> str:
    """A page's text without what differs by the address typed, the minute and the browser."""
    differs = r'name="csrfmiddlewaretoken" value="\w+"|[\w.]+@example\.org|[0-9a-f-]{36}'
    return re.sub(differs, "", answer.content.decode())


def test_a_person_signs_in_by_address_in_any_case(staff, client):
    answer = sign_in_by_form(client, "Staff@Example.ORG")
    assert (answer.status_code, answer.url) == (302, "/")
    assert client.get("/settings/").status_code == 200


@pytest.mark.parametrize(
    ("there", "arrives"),
    [
        ("/settings/?a=b", "/settings/?a=b"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        (r"/\elsewhere.example", "/"),
    ],
)
def test_after_the_login_one_comes_back_but_never_to_another_site(staff, client, there, arrives):
    assert sign_in_by_form(client, staff.email, next=there).url == arrives


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(staff, client):
    wrong = sign_in_by_form(client, staff.email, "not the password")
    unknown = sign_in_by_form(client, "nobody@example.org", "not the password")
    assert wrong.status_code == unknown.status_code == 200
    assert words(wrong) == words(unknown)


def test_a_closed_account_does_not_sign_in(staff, client):
    actions.deactivate_user(user=staff, by=None)
    sign_in_by_form(client, staff.email)
    assert client.get("/settings/").status_code == 302


def test_somebody_invited_does_not_sign_in_without_a_password(db, client):
    actions.invite_user(email="ana@example.org", by=None, is_staff=True)
    for password in ("", "!", PASSWORD):
        sign_in_by_form(client, "ana@example.org", password)
        assert client.get("/settings/").status_code == 302


def test_guessing_is_slowed_down_even_for_the_right_password(staff, client):
    for _ in range(5):
        sign_in_by_form(client, staff.email, "a guess")
    answer = sign_in_by_form(client, staff.email)
    assert "Too many failed login attempts" in answer.content.decode()
    assert client.get("/settings/").status_code == 302
    cache.clear()
    assert sign_in_by_form(client, staff.email).status_code == 302


def test_signing_in_from_one_address_has_its_limit_and_a_page_that_says_so(staff, client):
    answers = [sign_in_by_form(client, f"person{n}@example.org") for n in range(31)]
    assert answers[-1].status_code == 429 and b"Too many attempts" in answers[-1].content


def test_signing_out_is_a_post(staff, sign_in):
    client = sign_in(staff)
    assert client.get("/accounts/logout/").status_code == 200
    assert client.get("/settings/").status_code == 200
    assert client.post("/accounts/logout/").status_code == 302
    assert client.get("/settings/").status_code == 302
    assert not Session.objects.filter(user=staff).exists()


def test_a_reset_link_works_once(staff, client):
    link = ask_for_link(client, "STAFF@example.org")
    assert choose(client, link).url == "/accounts/password/reset/key/done/"
    staff.refresh_from_db()
    assert staff.check_password(NEW)
    assert b"no longer works" in Client().get(link).content
    choose(Client(), link, "quite another one of mine")
    staff.refresh_from_db()
    assert staff.check_password(NEW)


def test_a_reset_ends_the_open_sessions(staff, sign_in, client):
    elsewhere = sign_in(staff)
    choose(client, ask_for_link(client, staff.email))
    assert elsewhere.get("/settings/").status_code == 302


def test_a_reset_link_ends_after_one_hour(staff, client, time_machine):
    time_machine.move_to("2027-01-04 12:00:00Z", tick=False)
    link = ask_for_link(client, staff.email)
    time_machine.shift(timedelta(minutes=59))
    assert Client().get(link).status_code == 302
    time_machine.shift(timedelta(minutes=2))
    assert b"no longer works" in Client().get(link).content


def test_a_reset_says_the_same_whether_there_is_an_account_or_not(staff, client):
    known, unknown = (client.post(RESET, {"email": email}, follow=True) for email in (staff.email, "no@example.org"))
    assert words(known) == words(unknown)
    assert [message.to for message in mail.outbox] == [[staff.email]]


def test_no_reset_for_closed_accounts_or_instead_of_an_invitation(staff, client):
    actions.deactivate_user(user=staff, by=None)
    actions.invite_user(email="ana@example.org", by=None)
    assert [ask_for_link(client, email) for email in (staff.email, "ana@example.org")] == ["", ""]


def test_a_reset_leaves_everything_but_the_password_alone(staff, client):
    link = client.get(ask_for_link(client, staff.email)).url
    client.get(link)
    User.objects.filter(pk=staff.pk).update(is_staff=False)
    client.post(link, {"password1": NEW, "password2": NEW})
    staff.refresh_from_db()
    assert not staff.is_staff and staff.check_password(NEW)


@pytest.mark.parametrize(
    "name",
    ["account_signup", "account_email", "account_change_password", "account_set_password", "account_reauthenticate"],
)
def test_there_is_no_page_for_what_we_do_not_offer(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_nobody_signs_up_without_an_invitation(db, client):
    assert client.get("/accounts/signup/").status_code == 404
    entered = {"email": "eve@example.org", "password1": NEW, "password2": NEW}
    assert client.post("/accounts/signup/", entered).status_code == 404
    assert not User.objects.exists()
