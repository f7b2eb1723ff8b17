"""The library in a real browser: found while typing, shared as a file, downloaded by some, denied to others."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from .conftest import Visit

TITLE = "Thermos checklist for cold doors"


def share(page: Page, file: Path, *, seen_by: str) -> None:
    page.goto("/resources/")
    page.get_by_role("link", name="Share a resource").click()
    page.get_by_label("Kind", exact=True).select_option(label="Guide")
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Summary").fill("What to pack when it is below freezing, and when to stop.")
    page.get_by_label("File").set_input_files(file)
    page.get_by_label("Door canvass", exact=True).check()
    page.get_by_label("Seen by").select_option(label=seen_by)
    page.get_by_role("button", name="Share it").click()


def test_a_file_is_shared_downloaded_and_denied(visit: Visit, tmp_path: Path, expected_answers: set[int]):
    expected_answers |= {404, 422}
    words = tmp_path / "thermos.md"
    words.write_text("# Thermos\n\nTea, not coffee.\n", encoding="utf-8")
    wrong = tmp_path / "thermos.pdf"
    wrong.write_text("<html><script>alert(1)</script></html>", encoding="utf-8")
    partner, staff, funder, donor = (visit(role) for role in ("partner", "staff", "funder", "donor"))

    share(partner, wrong, seen_by="Staff")
    expect(partner.get_by_role("alert")).to_contain_text("it is not a PDF")
    expect(partner.get_by_label("Title")).to_have_value(TITLE)
    expect(partner.get_by_label("Door canvass", exact=True)).to_be_checked()
    partner.get_by_label("File").set_input_files(words)
    partner.get_by_role("button", name="Share it").click()
    expect(partner.get_by_role("heading", level=1)).to_have_text(TITLE)
    address = partner.url
    file = partner.get_by_role("link", name="Download").get_attribute("href")

    staff.goto("/resources/")
    staff.get_by_role("searchbox").fill("thermos")
    expect(staff.locator("#rows th a").first).to_have_text(TITLE)
    expect(staff).to_have_url(re.compile("q=thermos"))
    staff.locator("#rows th a").first.click()
    with staff.expect_download() as download:
        staff.get_by_role("link", name="Download").click()
    assert download.value.suggested_filename == "thermos.md"
    assert "Tea, not coffee." in Path(download.value.path()).read_text(encoding="utf-8")

    for other in (funder, donor):
        for hidden in (address, file):
            answer = other.goto(hidden)
            assert answer and answer.status == 404
        other.goto("/resources/?q=thermos")
        expect(other.get_by_role("main")).to_contain_text("No resource matches.")


def test_we_use_this_with_an_undo_and_a_comment(visit: Visit):
    page = visit("partner")
    page.goto("/resources/?q=heat+wave")
    page.locator("#rows th a").first.click()
    page.get_by_label("How did it go?").fill("The two-hour shifts saved our August.")
    page.get_by_role("button", name="We use this").click()
    uses = page.get_by_role("region", name="Used by")
    expect(uses).to_contain_text("The two-hour shifts saved our August.")
    page.get_by_role("button", name="Undo").click()
    expect(uses).not_to_contain_text("The two-hour shifts")
    page.get_by_role("button", name="Undo").click()
    expect(uses).to_contain_text("The two-hour shifts saved our August.")

    page.get_by_label("Your comment").fill("See https://example.org/heat for the <b>chart</b>.")
    page.get_by_role("button", name="Comment", exact=True).click()
    comments = page.get_by_role("region", name="Comments")
    expect(comments).to_contain_text("<b>chart</b>")
    expect(comments.get_by_role("link", name="https://example.org/heat")).to_be_visible()
    comments.get_by_role("button", name="Remove").click()
    expect(comments).not_to_contain_text("chart")
