"""Two records of one organization: compared, merged, found at the old address, and taken apart again."""

from playwright.sync_api import expect

from .conftest import Visit

TWIN, OTHER = "Monsoon Season Youth Group", "Monsoon Season Youth"


def test_two_records_are_merged_and_the_merge_is_undone(visit: Visit):
    page = visit("staff")
    page.goto("/partners/duplicates/")
    row = page.locator("#rows tr").filter(has_text=TWIN)
    row.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Are these one organization?")
    addresses = page.locator("thead a").evaluate_all("links => links.map(each => each.pathname)")
    names = page.locator("thead a").all_inner_texts()
    gone = addresses[names.index(TWIN)]

    # Field by field: the address of the older record stays, the name is the one that people use.
    page.get_by_role("radio", name="Address that stays").nth(1 - names.index(TWIN)).check()
    page.get_by_label("Why").fill("Their director says that it is one group.")
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.get_by_text("is now part of")).to_be_visible()
    stays = page.url
    assert not page.url.endswith(gone)
    page.goto(gone)
    assert page.url == stays, "the old address leads to the record that stays"
    page.goto("/partners/?q=monsoon+season")
    expect(page.locator("#rows").get_by_role("link", name=OTHER, exact=True)).to_be_visible()
    expect(page.locator("#rows").get_by_role("link", name=TWIN, exact=True)).to_have_count(0)

    page.goto("/partners/duplicates/")
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_text("a partner of its own again")).to_be_visible()
    page.goto("/partners/?q=monsoon+season")
    expect(page.locator("#rows").get_by_role("link", name=OTHER, exact=True)).to_be_visible()
    expect(page.locator("#rows").get_by_role("link", name=TWIN, exact=True)).to_be_visible()
    page.goto(gone)
    expect(page.get_by_role("heading", level=1)).to_have_text(TWIN)
