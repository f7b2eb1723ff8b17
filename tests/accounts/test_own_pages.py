"""Sign-up, settings, password and theme: what people see to themselves."""

import pytest

from accounts import actions
from accounts.models import Session, User
from tests.factories import PASSWORD

NEW = "three herons on a wire"


@pytest.fixture
def link(db) -> str:
    return f"/invite/{actions.invite_user(email='ana@example.org', by=None, is_staff=True).token}/"


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ({"name": "", "new_password1": NEW, "new_password2": NEW}, "This field is required"),
        ({"name": "Ana", "new_password1": NEW, "new_password2": NEW + "s"}, "didn’t match"),
        ({"name": "Ana", "new_password1": "short", "new_password2": "short"}, "too short"),
        ({"name": "Ana", "new_password1": "ana@example.org", "new_password2": "ana@example.org"}, "too similar"),
        ({"name": "Ana", "new_password1": "1qaz2wsx3edc", "new_password2": "1qaz2wsx3edc"}, "too common"),
    ],
)
def test_a_sign_up_that_is_not_right_yet_keeps_the_link_and_the_name(client, link, entered, said):
    answer = client.post(link, entered)
    assert answer.status_code == 422
    assert said in answer.content.decode().replace("&#x27;", "’")
    assert f'value="{entered["name"]}"' in answer.content.decode() or not entered["name"]
    assert client.get(link).status_code == 200
    assert not User.objects.get().has_usable_password()


def test_a_link_opened_by_somebody_who_is_signed_in_switches_to_the_invited(link, donor, sign_in):
    client = sign_in(donor)
    assert b"donor@example.org" in client.get(link).content
    client.post(link, {"name": "Ana", "new_password1": NEW, "new_password2": NEW})
    assert b"ana@example.org" in client.get("/settings/").content


def test_the_secret_of_a_link_is_not_passed_on_to_other_sites_or_caches(client, link):
    answer = client.get(link)
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]


def test_one_changes_ones_own_name_and_shortcuts(staff, sign_in):
    client = sign_in(staff)
    assert client.post("/settings/", {"name": " Sol Rivera "}).status_code == 302
    staff.refresh_from_db()
    assert (staff.name, staff.shortcuts_on) == ("Sol Rivera", False)
    page = client.get("/settings/").content.decode()
    assert 'data-keys="off"' in page and "Sol Rivera" in page
    event = User.pgh_event_model.objects.filter(pgh_obj_id=staff.pk).latest("pgh_id")
    assert event.pgh_context.metadata == {"user": staff.pk, "verb": "changed own settings", "reason": ""}


def test_settings_cannot_give_a_role(donor, sign_in):
    sign_in(donor).post("/settings/", {"name": "Dana", "is_admin": "on", "is_staff": "on", "email": "x@example.org"})
    donor.refresh_from_db()
    assert (donor.is_admin, donor.is_staff, donor.email) == (False, False, "donor@example.org")


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(staff, sign_in):
    here, elsewhere = sign_in(staff), sign_in(staff)
    entered = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    assert here.post("/settings/password/", entered).status_code == 302
    assert here.get("/settings/").status_code == 200
    assert elsewhere.get("/settings/").status_code == 302
    assert Session.objects.filter(user=staff).count() == 1
    staff.refresh_from_db()
    assert staff.check_password(NEW)


def test_a_new_password_needs_the_old_one(staff, sign_in):
    entered = {"old_password": "a guess", "new_password1": NEW, "new_password2": NEW}
    assert sign_in(staff).post("/settings/password/", entered).status_code == 422
    staff.refresh_from_db()
    assert staff.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("theme", "shown"), [("dark", 'data-theme="dark"'), ("light", 'data-theme="light"'), ("auto", None)]
)
def test_the_theme_is_kept_in_a_cookie_that_the_server_reads(staff, sign_in, theme, shown):
    client = sign_in(staff)
    answer = client.post("/settings/theme/", {"theme": theme, "next": "/settings/?a=b"})
    assert (answer.status_code, answer.url) == (302, "/settings/?a=b")
    cookie = answer.cookies["theme"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == (theme, True, "Lax")
    page = client.get("/settings/").content.decode()
    assert shown in page if shown else "data-theme" not in page


@pytest.mark.parametrize(
    "there", ["https://elsewhere.example", "//elsewhere.example", "javascript:alert(1)", "nope", ""]
)
def test_the_theme_never_leads_elsewhere(staff, sign_in, there):
    assert sign_in(staff).post("/settings/theme/", {"theme": "dark", "next": there}).url == "/settings/"


def test_there_are_three_themes(staff, sign_in):
    answer = sign_in(staff).post("/settings/theme/", {"theme": 'dark" onload="x'})
    assert answer.status_code == 400 and "theme" not in answer.cookies


def test_a_session_knows_whose_it_is(staff, sign_in):
    sign_in(staff)
    assert Session.objects.get().user == staff
