"""Getting in: by password, by a new password, by invitation; and out again."""

import re

from playwright.sync_api import Page, expect

from .conftest import DEMO_PASSWORD, Visit, sign_in
from .looking import findings
from .site import Site

LONG_ENOUGH = "seven quiet herons wade"


def try_to_sign_in(page: Page, email: str, password: str) -> None:
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_wrong_password_is_refused_in_words_and_the_right_one_leads_where_one_wanted_to_go(visit: Visit):
    page = visit()
    page.goto("/overlaps/?state=AZ")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    try_to_sign_in(page, "staff@demo.example", "not the password")
    problem = page.get_by_role("alert")
    expect(problem).to_contain_text("password")
    expect(problem).to_be_focused()
    expect(page.get_by_label("Email")).to_have_value("staff@demo.example")
    assert page.title().startswith("Error: ")
    try_to_sign_in(page, "staff@demo.example", DEMO_PASSWORD)
    page.wait_for_url("/overlaps/?state=AZ")
    expect(page.get_by_role("heading", level=1)).to_have_text("Where do plans overlap?")


def test_the_demo_lets_one_look_around_as_any_role_with_one_click(visit: Visit):
    page = visit()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="donor@demo.example").click()
    page.wait_for_url("/")
    expect(page.locator("details.account summary")).to_contain_text("Donor")


def test_after_signing_out_the_back_button_shows_nothing(visit: Visit):
    page = visit()
    sign_in(page, "funder")
    page.goto("/partners/")
    page.locator("details.account summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(page.get_by_role("table")).to_have_count(0)


def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(visit: Visit):
    page = visit()
    page.goto("/accounts/login/")
    page.get_by_role("link", name="Forgotten your password?").click()
    page.get_by_label("Email").fill("counsel@demo.example")
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look in your mail")

    link = link_in_the_newest_mail(visit("admin"), to="counsel@demo.example")
    choose_a_password(page, link, LONG_ENOUGH)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your password is changed")
    sign_in(page, "counsel", LONG_ENOUGH)
    expect(page.locator("details.account summary")).to_contain_text("Counsel")

    again = visit()
    again.goto(link)
    expect(again.get_by_role("heading", level=1)).to_have_text("This link no longer works")


def link_in_the_newest_mail(reader: Page, *, to: str) -> str:
    """Where no mail server is set, insiders pass mail on by hand."""
    reader.goto("/outbox/")
    reader.get_by_role("row").filter(has_text=to).get_by_role("link", name="Your way to a new password").first.click()
    link = reader.get_by_role("main").locator("a[href*='/password/reset/key/']").get_attribute("href")
    assert list(findings(reader)) == []
    return link or ""


def choose_a_password(page: Page, link: str, password: str) -> None:
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose a new password")
    assert list(findings(page)) == []
    for field in page.locator("input[type=password]").all():
        field.fill(password)
    page.get_by_role("button", name="Save the password").click()


def test_an_address_without_an_account_is_told_the_same(visit: Visit):
    page = visit()
    page.goto("/accounts/password/reset/")
    page.get_by_label("Email").fill("nobody@example.org")
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look in your mail")
    reader = visit("admin")
    reader.goto("/outbox/")
    expect(reader.get_by_text("nobody@example.org")).to_have_count(0)


def test_an_invitation_lets_somebody_in_once(visit: Visit, site: Site, expected_answers: set[int]):
    expected_answers.add(410)
    printed = site.command("invite", "newcomer@example.org", "--partner", "dairy-bell-workers")
    link = re.sub(r"^https?://[^/]+", "", printed.strip())
    page = visit()
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Welcome")
    assert list(findings(page)) == []
    page.get_by_label("Your name").fill("Noor Newcomer")
    page.get_by_label("Password", exact=True).fill(LONG_ENOUGH)
    page.get_by_label("The same password again").fill(LONG_ENOUGH)
    page.get_by_role("button", name="Create my account").click()
    page.wait_for_url("/")
    expect(page.locator("details.account summary")).to_contain_text("Noor Newcomer")
    late = visit()
    late.goto(link)
    expect(late.get_by_role("main")).to_contain_text("no longer")
    expect(late.locator("input[type=password]")).to_have_count(0)


def test_a_form_that_waited_too_long_is_shown_again_with_what_was_typed(visit: Visit, expected_answers: set[int]):
    expected_answers.add(403)
    page = visit("staff")
    page.goto("/partners/sagebrush-supper-table/edit/")
    page.get_by_label("Summary").fill("Dinner first, then the walk list.")
    page.context.clear_cookies(name="csrftoken")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main")).to_contain_text("Dinner first, then the walk list.")
    assert list(findings(page)) == []
