"""A state table's sheet: sent, previewed, applied by the worker, and what it brings to light."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import Visit
from .looking import findings

HEADER = "Row,Organization,Program,Vehicle,Type,Tactic,Where,Start,End,Who for,Universe,Planned attempts,Budget"
# The schedule looks for due checks of overlaps every 20 seconds.
UNTIL_CHECKED_MS = 90_000


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """Two groups at the same doors of Washoe County, one row that nobody can place, and a total."""
    rows = [
        "Nevada table: plan for the fall,,,,,,,,,,,,",
        HEADER,
        'NV-1,Quartz Hill Canvassers,Fall Doors,c4,GOTV,Doors,Washoe County,9/4/28,10/1/28,,60000,120000,"$300,000"',
        "NV-2,Late Shift Lantern,Night Doors,C4,turnout,door-to-door,WASHOE CO.,2028-09-04,10/1/2028,,55k,110k,250k",
        "NV-3,Late Shift Lanterns,Night Doors,c4,GOTV,Doors,Atlantis County,9/4/28,10/1/28,,9000,18000,20000",
        ",Total,,,,,,,,,115000,230000,",
    ]
    path = tmp_path / "nevada-fall.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def send(page: Page, sheet: Path, *, state: str) -> None:
    page.goto("/imports/")
    page.get_by_role("link", name=re.compile("^Send")).first.click()
    page.get_by_label("Sheets").set_input_files(sheet)
    page.get_by_label("State").select_option(label=state)
    page.get_by_role("button", name="Read it and show a preview").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(sheet.name)


def wrong_with(other: Page, address: str) -> list[str]:
    """What a careful eye finds on the same page in another window."""
    other.goto(address)
    return list(findings(other))


def tab(page: Page, label: str) -> str:
    return page.get_by_role("navigation", name="Rows by outcome").get_by_role("link", name=label).inner_text()


def test_a_sheet_is_previewed_applied_by_the_worker_and_its_overlap_comes_to_light(visit: Visit, sheet: Path):
    page = visit("staff")
    page.goto("/overlaps/?state=NV")
    expect(page.get_by_role("link", name="Door in Washoe County, NV")).to_have_count(0)
    send(page, sheet, state="Nevada")
    expect(page.locator(".lead")).to_contain_text("nothing has been written yet")
    # What cannot be read is named with its line, the value and what to do.
    rejected = page.get_by_role("row").filter(has_text="Rejected")
    expect(rejected).to_contain_text("Atlantis County")
    expect(rejected.get_by_role("rowheader")).to_contain_text("5")
    assert wrong_with(visit("staff"), page.url) == []
    # A name that is nearly one of the directory is asked for, never guessed.
    asked = page.get_by_role("group", name="Late Shift Lantern")
    asked.get_by_label("It is Late Shift Lanterns").check()
    page.get_by_role("button", name="Use these answers").click()
    expect(page.get_by_role("main")).to_contain_text("all answered")
    page.get_by_role("button", name=re.compile("^Apply 2 rows")).click()
    # The worker applies it; the page follows by itself.
    expect(page.locator(".lead")).to_contain_text("this is the receipt")
    assert tab(page, "New").split() == ["New", "2"]
    assert tab(page, "Rejected").split() == ["Rejected", "1"]
    assert tab(page, "Skipped").split() == ["Skipped", "1"]
    page.get_by_text("1 organization came into the directory, unconfirmed").click()
    expect(page.get_by_role("link", name="Quartz Hill Canvassers").first).to_be_visible()
    assert wrong_with(visit("staff"), page.url) == []

    page.goto("/imports/")
    row = page.get_by_role("row").filter(has_text=sheet.name)
    expect(row).to_contain_text("Applied")
    case = page.get_by_role("link", name="Door in Washoe County, NV")
    wait_for_case(page, "/overlaps/?state=NV")
    case.click()
    for member in ("Quartz Hill Canvassers", "Late Shift Lanterns"):
        expect(page.get_by_role("region", name="Who works there")).to_contain_text(member)


def wait_for_case(page: Page, address: str) -> None:
    """Look again until the schedule has checked, as a person would."""
    for _ in range(UNTIL_CHECKED_MS // 1000):
        page.goto(address)
        if page.locator("#rows th a").count():
            return
        page.wait_for_timeout(1000)
    pytest.fail(f"No case came to {address} in {UNTIL_CHECKED_MS // 1000} seconds.")


def test_the_same_sheet_again_changes_nothing(visit: Visit, tmp_path: Path):
    path = tmp_path / "twice.csv"
    path.write_text(
        f"{HEADER}\nGA-1,Peach Basket Table,Desk,c3,GOTV,Phone,Bibb County,3/1/28,4/1/28,,900,1800,9000\n"
    )
    page = visit("staff")
    send(page, path, state="Georgia")
    page.get_by_role("button", name=re.compile("^Apply 1 row")).click()
    expect(page.locator(".lead")).to_contain_text("this is the receipt")
    send(page, path, state="Georgia")
    assert tab(page, "Unchanged").split() == ["Unchanged", "1"]
    expect(page.get_by_role("button", name=re.compile("^Apply"))).to_have_count(0)
    page.get_by_role("button", name="Discard").click()
    expect(page.locator(".lead")).to_contain_text("Discarded: nothing of it was written.")


def test_without_javascript_a_sheet_is_sent_applied_and_looked_at_again(visit: Visit, tmp_path: Path):
    path = tmp_path / "plain.csv"
    path.write_text(
        f"{HEADER}\nMI-1,Dune Grass Neighbors,Rides,c4,GOTV,Phone,Kent County,9/4/28,10/1/28,,900,1800,\n"
    )
    page = visit("staff", java_script_enabled=False)
    send(page, path, state="Michigan")
    page.get_by_role("button", name=re.compile("^Apply 1 row")).click()
    for _ in range(40):
        if "this is the receipt" in page.locator(".lead").inner_text():
            break
        page.wait_for_timeout(500)
        page.get_by_role("link", name="look again").click()
    expect(page.locator(".lead")).to_contain_text("this is the receipt")
    page.locator("#rows").get_by_role("link", name="Dune Grass Neighbors").click()
    expect(page.get_by_role("main")).to_contain_text("Kent County")


def test_a_file_that_is_no_sheet_is_refused_with_a_sentence(visit: Visit, expected_answers: set[int], tmp_path: Path):
    expected_answers.add(422)
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    page = visit("staff")
    page.goto("/imports/new/")
    page.get_by_label("Sheets").set_input_files(path)
    page.get_by_label("State").select_option(label="Nevada")
    page.get_by_role("button", name="Read it and show a preview").click()
    expect(page.locator("#form-errors")).to_contain_text("plan.xlsx")
    expect(page.get_by_label("State")).to_have_value(re.compile(".+"))
