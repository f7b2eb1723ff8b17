"""An award from the thought to the payment: two people of our own, on the pages alone, one of them on a phone."""

import re

from playwright.sync_api import Page, expect

from .conftest import Visit
from .looking import PHONE

WHO, AMOUNT = "Monsoon Season Youth", "25,000"


def step(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def stands_at(page: Page, status: str) -> None:
    expect(page.locator(".road [aria-current=step]")).to_have_text(status)


def look_into(page: Page, side: str, note: str) -> None:
    page.get_by_label("For", exact=True).select_option(label=side)
    page.get_by_role("radio", name="Nothing stands against it").check()
    page.get_by_label("What you looked at").fill(note)
    step(page, "Keep this review")
    expect(page.get_by_text(note)).to_be_visible()


def test_an_award_goes_from_a_thought_to_the_payment_and_takes_two_people(visit: Visit, expected_answers):
    staff, counsel = visit("staff"), visit("counsel", size=PHONE)
    staff.goto("/funding/add/")
    staff.get_by_role("searchbox").fill(WHO)
    expect(staff).to_have_url(re.compile(r"\?q=Monsoon"))  # a click before the answer would meet another row
    staff.wait_for_load_state("networkidle")  # and one while another answer comes none at all
    staff.locator("#results a.name").filter(has_text=WHO).first.click()
    fund = staff.get_by_label("Out of which fund")
    fund.select_option(fund.locator("option").filter(has_text="Ladder Commons").first.get_attribute("value"))
    staff.get_by_label("Amount", exact=True).fill(AMOUNT)
    staff.get_by_label("What for").fill("Doors in two counties")
    step(staff, "Propose it")
    stands_at(staff, "Exploring")
    for label, status in (("Recommend", "Recommended"), ("Send to review", "In review")):
        step(staff, label)
        stands_at(staff, status)
    look_into(staff, "Operations", "The EIN is active")
    award = staff.url

    # Above the limit whoever recommended it does not approve it; what was written stays.
    expected_answers.add(422)
    step(staff, "Approve")
    expect(staff.get_by_text("Legal has not reviewed it yet.").first).to_be_visible()
    counsel.goto(award)
    look_into(counsel, "Legal", "Nonpartisan, and in writing")
    staff.goto(award)
    step(staff, "Approve")
    expect(staff.get_by_text("another person than the one who recommended it").first).to_be_visible()
    counsel.goto(award)
    step(counsel, "Approve")
    stands_at(counsel, "Approved")
    assert counsel.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    staff.goto(award)
    step(staff, "Commit")
    stands_at(staff, "Committed")
    step(staff, "Mark as paid")
    stands_at(staff, "Paid")
    postings = staff.get_by_role("region", name="In the ledger")
    expect(postings.get_by_text("$25,000").first).to_be_visible()
    staff.goto("/funding/books/")
    staff.get_by_role("link", name=re.compile("Ladder Commons")).click()
    newest = staff.locator("tbody tr").first
    expect(newest).to_contain_text("Paid")
    expect(newest).to_contain_text("$25,000")
