"""Acting on rows of the directory in a real browser: many at once, one in place, some put back, all as a file."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from .conftest import Visit
from .looking import findings


def tick_and_open(page: Page, *names: str) -> None:
    page.goto("/partners/?state=WI")
    for name in names:
        page.get_by_role("checkbox", name=f"Choose {name}", exact=True).check()
    page.get_by_role("button", name="Change the ticked ones").click()


def change_status(page: Page, status: str) -> None:
    page.get_by_label("Status").select_option(label=status)
    page.get_by_role("button", name="Show what would change").click()


def names_listed(page: Page) -> list[str]:
    page.goto("/partners/?state=WI")
    return list(page.locator("#rows th > a").all_inner_texts()[:2])


def test_rows_are_ticked_changed_as_one_and_undone_as_one(visit: Visit):
    page = visit("staff")
    first, second = names_listed(page)
    tick_and_open(page, first, second)
    assert list(findings(page)) == []
    tick_and_open(page, first, second)
    change_status(page, "Dormant")
    expect(page.get_by_role("heading", name="2 partners would change")).to_be_visible()
    address = page.url
    assert list(findings(page)) == []
    page.goto(address)
    page.get_by_role("button", name="Change 2 partners").click()
    expect(page.get_by_role("status").filter(has_text="2 partners changed.")).to_be_visible()
    page.get_by_role("link", name=first, exact=True).first.click()
    expect(page.get_by_role("main")).to_contain_text("Dormant")
    page.goto(address)
    page.get_by_role("button", name="Undo all of it").click()
    expect(page.get_by_role("status").filter(has_text="Undone")).to_be_visible()
    page.get_by_role("link", name=first, exact=True).first.click()
    expect(page.locator(".head .tag", has_text="Dormant")).to_have_count(0)


def test_all_of_it_works_without_scripts(visit: Visit):
    page = visit("staff", java_script_enabled=False)
    first, second = names_listed(page)
    tick_and_open(page, first, second)
    change_status(page, "Dormant")
    page.get_by_role("button", name="Change 2 partners").click()
    page.get_by_role("button", name="Undo all of it").click()
    expect(page.get_by_role("main")).to_contain_text("Undone")
    page.goto("/partners/?state=WI")
    page.get_by_role("link", name=f"Edit {first} here").click()
    expect(page.get_by_label("Name")).to_have_value(first)


def test_a_line_is_edited_by_keyboard_and_a_conflict_shows_both(visit: Visit, expected_answers: set[int]):
    expected_answers.add(409)
    page, other = visit("staff"), visit("admin")
    name = names_listed(page)[0]
    page.goto("/partners/?state=WI")
    page.keyboard.press("j")
    page.keyboard.press("e")
    field = page.locator("tr.editing").get_by_label("Name")
    expect(field).to_be_focused()
    field.fill(f"{name} of Wisconsin")
    other.goto("/partners/?state=WI")
    other.get_by_role("link", name=f"Edit {name} here").click()
    other.locator("tr.editing").get_by_label("Name").fill(f"{name} for Wisconsin")
    other.locator("tr.editing").get_by_role("button", name="Save").click()
    expect(other.locator("tr.editing")).to_have_count(0)
    expect(other.locator("#rows th > a").first).to_have_text(f"{name} for Wisconsin")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text(f"{name} for Wisconsin")
    expect(page.locator("tr.editing").get_by_label("Name")).to_have_value(f"{name} of Wisconsin")
    assert list(findings(page)) == []
    page.get_by_role("button", name="Keep theirs").click()
    expect(page.locator("tr.editing")).to_have_count(0)
    other.locator("#rows th > a").first.click()
    other.get_by_role("link", name="Put back…").first.click()
    assert list(findings(other)) == []
    other.get_by_role("button", name="Put back what is ticked").click()
    expect(other.get_by_role("heading", level=1)).to_have_text(name)


def test_what_the_list_shows_is_taken_along_as_a_file(visit: Visit):
    page = visit("staff")
    page.goto("/partners/?state=WI&kind=year_round")
    said = page.locator(".said b").inner_text()
    page.get_by_role("main").get_by_role("link", name=re.compile("^Export")).click()
    page.get_by_role("button", name="Make the file").click()
    take = page.get_by_role("link", name="Take the file")
    expect(take).to_be_visible()
    assert list(findings(page)) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Take the file").click()
    lines = Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len([line for line in lines[2:] if not line.startswith('"')]) >= int(said), "a row for each of them"
