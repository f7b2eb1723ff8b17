"""What a donor reads: recommendations with their reasons, and nothing that was not shared with donors."""

import re

import pytest
from playwright.sync_api import expect

from .conftest import Visit


def test_a_donor_reads_why_what_is_left_and_where_to_give(visit: Visit):
    page = visit("donor")
    page.goto("/")
    page.get_by_role("navigation").get_by_role("link", name="Recommendations").click()
    first = page.locator("article.rec").first
    headline = first.get_by_role("heading").inner_text()
    for fact in ("Need left", "Vehicle", "Tax deduction", "Last checked"):
        expect(first.locator(".rec-facts")).to_contain_text(fact)
    first.get_by_role("heading").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(headline)
    expect(page.get_by_role("heading", name="Why this group, here, now")).to_be_visible()
    give = page.get_by_role("link", name="Give directly")
    assert re.match(r"https://", give.get_attribute("href") or "")
    assert "noopener" in (give.get_attribute("rel") or "")


def test_donors_and_staff_are_shown_their_own_share(visit: Visit):
    donor, staff = visit("donor"), visit("staff")
    for page in (donor, staff):
        page.goto("/recommendations/")
    headlines = "article.rec h2"
    assert set(donor.locator(headlines).all_inner_texts()) <= set(staff.locator(headlines).all_inner_texts())
    # Drafts, and what staff note beside a recommendation, are theirs.
    expect(staff.get_by_role("link", name=re.compile("^Drafts"))).to_be_visible()
    expect(donor.get_by_role("link", name=re.compile("^Drafts"))).to_have_count(0)
    expect(donor.get_by_text("Donors see")).to_have_count(0)
    donor.goto("/partners/")
    expect(donor.locator("#rows")).to_be_visible()
    expect(donor.get_by_role("columnheader", name="Open overlaps, all cycles")).to_have_count(0)
    expect(donor.get_by_role("columnheader", name="dollars")).to_have_count(0)


@pytest.mark.parametrize("address", ["/overlaps/", "/funding/", "/imports/", "/jobs/", "/outbox/", "/partners/new/"])
def test_what_is_not_for_donors_looks_as_if_it_were_not_there(visit: Visit, expected_answers: set[int], address: str):
    expected_answers.add(404)
    page = visit("donor")
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("There is nothing here for you")
    expect(page.locator(f"nav a[href='{address}']")).to_have_count(0)
