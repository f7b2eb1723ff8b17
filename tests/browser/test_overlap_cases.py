"""Settling an overlap: read why, decide with a reason, open it again."""

from playwright.sync_api import expect

from .conftest import Visit

REASON = "We talked on Monday: Red Clay calls the south side, Peanut Row the north."


def test_a_case_is_taken_settled_with_a_reason_and_opened_again(visit: Visit, expected_answers: set[int]):
    expected_answers.add(422)
    page = visit("staff")
    page.goto("/overlaps/?state=GA")
    page.locator("#rows").get_by_role("link", name="Phone in Gwinnett County, GA").click()
    expect(page.locator(".why")).to_contain_text("Two phone programs work Gwinnett County")
    address = page.url
    page.get_by_role("button", name="Look after this case").click()
    expect(page.get_by_role("main")).to_contain_text("Looked after by Hollis Farrow")

    # Without an agreement nothing is settled, and what was written stays.
    page.get_by_label("Why").fill(REASON)
    page.get_by_role("button", name="Settle this case").click()
    expect(page.locator("#form-errors")).to_be_visible()
    expect(page.get_by_label("Why")).to_have_value(REASON)
    agreed = page.get_by_label("What was agreed", exact=True)
    agreed.select_option(index=1)
    decision = agreed.locator("option:checked").inner_text()
    page.get_by_role("button", name="Settle this case").click()
    expect(page.get_by_role("heading", name=decision, exact=True)).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(REASON)

    page.goto("/overlaps/?state=GA")
    expect(page.get_by_role("link", name="Phone in Gwinnett County, GA")).to_have_count(0)
    page.goto("/overlaps/?show=settled")
    expect(page.get_by_role("link", name="Phone in Gwinnett County, GA")).to_be_visible()

    page.goto(address)
    page.get_by_text("Open it again").first.click()
    page.get_by_label("Why").fill("Their plan has changed.")
    page.get_by_role("button", name="Open it again").click()
    page.goto("/overlaps/?state=GA")
    expect(page.get_by_role("link", name="Phone in Gwinnett County, GA")).to_be_visible()


def test_the_figures_of_a_case_are_those_of_its_row(visit: Visit):
    page = visit("staff")
    page.goto("/overlaps/?state=WI")
    row = page.locator("#rows tr").filter(has_text="Door in Rock County, WI")
    people = row.locator("td").nth(1).inner_text()
    row.get_by_role("link").first.click()
    expect(page.locator(".kpis")).to_contain_text(people)


def test_choosing_a_state_changes_the_list_its_address_and_nothing_else(visit: Visit):
    page = visit("staff")
    page.goto("/overlaps/")
    page.get_by_label("State").select_option("AZ")
    page.wait_for_url(lambda address: "state=AZ" in address)
    expect(page.locator("#rows th a")).to_have_text(["Text in Maricopa County, AZ"])
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Where do plans overlap?")
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    expect(page.locator("#rows th a", has_text="Door in Rock County, WI")).to_be_visible()


def test_a_contact_reads_its_own_case_and_cannot_settle_it(visit: Visit):
    page = visit("partner")
    page.goto("/overlaps/")
    page.locator("#rows").get_by_role("link", name="Door in Rock County, WI").click()
    expect(page.locator(".why")).to_contain_text("door programs")
    expect(page.get_by_role("button", name="Settle this case")).to_have_count(0)
