"""A contact's own way through its own space: paste rows, preview, apply, see whom the plan meets, undo."""

import re

from playwright.sync_api import expect

from .conftest import Visit
from .looking import findings

HEADER = "Row\tOrganization\tProgram\tVehicle\tType\tTactic\tWhere\tStart\tEnd\tUniverse\tAttempts"
ROW = "D-1\tDairy Bell Workers\tHarvest Doors\tc4\tGOTV\tDoors\tLa Crosse County\t8/21/28\t10/15/28\t45,000\t130,000"


def test_a_contact_pastes_rows_and_sees_at_once_whom_they_meet_and_who_works_nearby(visit: Visit):
    page = visit("partner")
    page.goto("/")
    page.get_by_role("link", name="Paste rows from a spreadsheet").click()
    page.get_by_label("Or paste rows").fill(f"{HEADER}\n{ROW}")
    page.get_by_label("State").select_option(label="Wisconsin")
    page.get_by_role("button", name="Read it and show a preview").click()
    expect(page.locator(".lead")).to_contain_text("nothing has been written yet")
    page.get_by_role("button", name=re.compile("^Apply 1 row")).click()
    expect(page.locator(".lead")).to_contain_text("this is the receipt")
    receipt = page.url
    page.get_by_role("link", name="See whom it meets, and who works nearby").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("who works nearby")
    overlaps = page.get_by_role("region", name="Overlaps")
    expect(overlaps).to_contain_text("La Crosse County")
    expect(overlaps.get_by_role("link", name="Doorbell & Thermos").first).to_be_visible()
    near = page.locator("#neighbors > li").filter(has_text="Doorbell & Thermos")
    expect(near).to_contain_text("days together")
    expect(near).to_contain_text("Bertil Okafor")  # who is shared with those at the same table
    assert list(findings(page)) == []

    page.goto(receipt)
    page.get_by_role("button", name="Undo the whole import").click()
    expect(page.locator(".lead")).to_contain_text("Undone")
