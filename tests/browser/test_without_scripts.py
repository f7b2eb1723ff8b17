"""The main work with JavaScript switched off: every link a link, every form a form."""

import re

import pytest
from playwright.sync_api import Page, expect

from .conftest import DEMO_PASSWORD, Visit
from .looking import PHONE


@pytest.fixture
def plain(visit: Visit) -> Page:
    """A staff member's page in a browser without JavaScript, signed in by hand."""
    page = visit(java_script_enabled=False)
    page.goto("/")
    page.get_by_label("Email").fill("staff@demo.example")
    page.get_by_label("Password").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What needs you today?")
    return page


def test_partners_are_filtered_by_a_form(plain: Page):
    plain.goto("/partners/")
    plain.get_by_role("searchbox").fill("workers")
    plain.locator("#id_state_WI").check()
    plain.get_by_role("button", name="Search").click()
    assert re.search(r"q=workers", plain.url)
    assert re.search(r"state=WI", plain.url)
    expect(plain.locator("#rows th a:not(small a)").first).to_have_text("Dairy Bell Workers")
    expect(plain.locator("#rows th a:not(small a)", has_text="Three Wells Workers")).to_have_count(0)
    expect(plain.locator(".said")).to_contain_text("Wisconsin")


def test_more_rows_are_a_page_away(plain: Page):
    plain.goto("/partners/")
    before = plain.locator("#rows th a:not(small a)").all_inner_texts()
    plain.get_by_role("link", name=re.compile("^Load .*more$")).click()
    after = plain.locator("#rows th a:not(small a)").all_inner_texts()
    assert after
    assert not set(before) & set(after)


def test_a_partner_is_edited(plain: Page):
    plain.goto("/partners/cherry-pit-youth/edit/")
    plain.get_by_label("Founded in").fill("2015")
    plain.get_by_role("button", name="Save").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Cherry Pit Youth")
    expect(plain.get_by_role("main")).to_contain_text("2015")


def test_another_row_of_a_form_keeps_what_was_typed(plain: Page):
    plain.goto("/partners/new/")
    plain.get_by_label("Name", exact=True).fill("Harbor Light Table")
    rows = plain.get_by_label("What it does there")
    before = rows.count()
    plain.get_by_role("button", name="Add a row").click()
    expect(rows).to_have_count(before + 1)
    expect(plain.get_by_label("Name", exact=True)).to_have_value("Harbor Light Table")


def test_a_case_is_opened_from_the_list_and_settled(plain: Page):
    plain.goto("/overlaps/")
    plain.get_by_label("State").select_option("NC")
    plain.get_by_role("button", name="Show").click()
    plain.locator("#rows").get_by_role("link", name="Site-based in Durham County, NC").click()
    plain.get_by_label("What was agreed", exact=True).select_option(index=1)
    plain.get_by_label("Why").fill("Cornbread & Ballots takes the weekends.")
    plain.get_by_role("button", name="Settle this case").click()
    expect(plain.get_by_role("main")).to_contain_text("Cornbread & Ballots takes the weekends.")
    expect(plain.get_by_role("button", name="Settle this case")).to_have_count(0)


def test_the_menus_of_a_phone_are_there(visit: Visit):
    page = visit("staff", java_script_enabled=False, size=PHONE)
    page.goto("/partners/")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="Overlaps", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where do plans overlap?")


def test_one_leaves_with_a_button(plain: Page):
    plain.locator("details.account summary").click()
    plain.get_by_role("button", name="Sign out").click()
    expect(plain.get_by_role("heading", name="Sign in")).to_be_visible()
