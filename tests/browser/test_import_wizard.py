"""Rows pasted by a partner and by staff: columns named, previewed, applied, and taken back as a whole."""

import re

from playwright.sync_api import Page, expect

from .conftest import Visit
from .looking import findings

PEOPLE = "Gruppe\tNombre\tPuesto\tE-mail\nDairy Bell Workers\tRosa Ferris\tOrganizer\trosa@dairybell.example\n"
PARTNERS = "Name\tKind\tStates\tWebsite\nKettle Creek Neighbors\tyear-round group\tWI local\tkettle.example\n"


def paste(page: Page, kind: str, rows: str) -> None:
    page.goto("/imports/new/")
    page.get_by_role("radio", name=re.compile(f"^{kind}")).check()
    page.get_by_label("Or paste rows").fill(rows)
    page.get_by_role("button", name="Read it and show a preview").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pasted rows")


def wrong_with(other: Page, address: str) -> list[str]:
    """What a careful eye finds on the same page in another window."""
    other.goto(address)
    return list(findings(other))


def test_a_partner_pastes_people_says_what_columns_are_and_takes_it_back(visit: Visit):
    page = visit("partner")
    paste(page, "Contacts", PEOPLE)
    expect(page.get_by_role("main")).to_contain_text("No column is taken for")
    assert wrong_with(visit("partner"), page.url) == []
    page.get_by_label("Gruppe").select_option(label="Partner")
    page.get_by_label("Nombre").select_option(label="Name")
    page.get_by_label("Puesto").select_option(label="Role")
    page.get_by_role("button", name="Read it so").click()
    expect(page.get_by_role("main")).to_contain_text("Rosa Ferris")
    page.get_by_role("button", name="Apply 1 row").click()
    expect(page.get_by_role("main")).to_contain_text("this is the receipt")
    assert wrong_with(visit("partner"), page.url) == []
    page.goto("/partners/dairy-bell-workers/")
    expect(page.get_by_role("main")).to_contain_text("Rosa Ferris")
    page.go_back()
    page.get_by_role("button", name="Undo the whole import").click()
    expect(page.get_by_role("main")).to_contain_text("as it was before")
    page.goto("/partners/dairy-bell-workers/")
    expect(page.get_by_role("main")).not_to_contain_text("Rosa Ferris")
    # The same headings are known the next time.
    paste(page, "Contacts", PEOPLE)
    expect(page.get_by_role("button", name="Apply 1 row")).to_be_visible()


def test_staff_pastes_a_partner_without_javascript(visit: Visit):
    page = visit("staff", java_script_enabled=False)
    paste(page, "Partners", PARTNERS)
    page.get_by_role("button", name="Apply 1 row").click()
    for _ in range(60):
        if page.get_by_role("main").get_by_text("this is the receipt").count():
            break
        page.wait_for_timeout(1_000)
        page.get_by_role("link", name="look again").click()
    page.locator("#rows").get_by_role("link", name="Kettle Creek Neighbors").click()
    expect(page.get_by_role("main")).to_contain_text("kettle.example")
