"""A view of the directory is saved, opened again, and left by Back."""

import re

from playwright.sync_api import expect

from .conftest import Visit


def test_a_view_is_saved_and_opened_and_back_shows_whole_pages(visit: Visit):
    page = visit("staff")
    page.goto("/partners/")
    page.locator("#id_state_WI").check()
    page.wait_for_url(re.compile(r"state=WI"))
    page.locator("#filters label.not", has_text="State table").click()
    page.wait_for_url(re.compile(r"not_kind=state_table"))
    shown = page.locator("#rows th a:not(small a)").all_inner_texts()
    page.get_by_role("link", name="Save this view").click()
    page.get_by_label("Name", exact=True).fill("Wisconsin without tables")
    page.get_by_role("button", name="Save the view").click()
    views = page.get_by_role("navigation", name="Saved views")
    expect(views.get_by_role("link", name="Wisconsin without tables")).to_have_attribute("aria-current", "true")

    page.goto("/partners/")
    views.get_by_role("link", name="Wisconsin without tables").click()
    page.wait_for_url(re.compile(r"state=WI&not_kind=state_table"))
    expect(page.locator("#rows th a:not(small a)")).to_have_text(shown, use_inner_text=True)
    page.go_back()
    page.wait_for_url("/partners/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Who are our partners?")
    expect(page.locator("#id_state_WI")).not_to_be_checked()
    page.go_forward()
    expect(page.locator("#id_state_WI")).to_be_checked()
    expect(page.locator("#id_not_kind_state_table")).to_be_checked()

    page.goto("/views/")
    page.get_by_role("row", name=re.compile("Wisconsin without tables")).get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="Wisconsin without tables", exact=True)).to_be_visible()
