"""What every answer tells the browser: what it may load, what it may keep, what it passes on."""

import pytest

CSP = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}
PAGES = ("/settings/", "/outbox/", "/no/such/page/", "/accounts/logout/")


@pytest.mark.parametrize("address", [*PAGES, "/accounts/login/", "/healthz"])
def test_the_content_security_policy_is_exactly_ours(address, staff, sign_in, client):
    for browser in (client, sign_in(staff)):
        policy = browser.get(address)["Content-Security-Policy"]
        assert {part.strip() for part in policy.split(";")} == CSP


@pytest.mark.parametrize("address", PAGES)
def test_no_page_of_somebody_signed_in_is_kept(address, staff, sign_in):
    assert "no-store" in sign_in(staff).get(address)["Cache-Control"]


@pytest.mark.parametrize("address", ["/settings/", "/settings/password/", "/outbox/", "/no/such/page/"])
def test_caches_tell_parts_from_pages(address, staff, sign_in, client):
    assert "HX-Request" in sign_in(staff).get(address)["Vary"]
    assert "HX-Request" in client.get(address)["Vary"]


def test_answers_are_closed_to_other_sites(client, db):
    answer = client.get("/accounts/login/")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]


def test_cookies_are_closed_to_scripts_and_other_sites(client, staff):
    client.get("/accounts/login/")
    answer = client.post("/accounts/login/", {"login": staff.email, "password": "a long enough password"})
    session = answer.cookies["sessionid"]
    assert (session["httponly"], session["samesite"]) == (True, "Lax")
    assert client.cookies["csrftoken"]["samesite"] == "Lax"


def test_htmx_is_told_to_stay_inside_the_policy(staff, sign_in):
    page = sign_in(staff).get("/settings/").content.decode()
    for word in (
        '"includeIndicatorStyles":false',
        '"allowEval":false',
        '"allowScriptTags":false',
        '"selfRequestsOnly":true',
        '"disableInheritance":true',
        '"historyCacheSize":0',
        '"historyRestoreAsHxRequest":false',
    ):
        assert word in page
