"""Finding partners, and keeping what is known about them true."""

import re

from playwright.sync_api import Page, expect

from .conftest import Visit


def found(page: Page) -> list[str]:
    return page.locator("#rows th a:not(small a)").all_inner_texts()


def test_partners_are_found_while_one_types(visit: Visit):
    page = visit("staff")
    page.goto("/partners/")
    everybody = found(page)
    assert len(everybody) > 20
    page.get_by_role("searchbox").press_sequentially("dairy be", delay=30)
    page.wait_for_url(re.compile(r"/partners/\?.*q=dairy\+be"))
    expect(page.locator("#rows th a:not(small a)")).to_have_text(["Dairy Bell Workers"])
    # Said to those who cannot see the rows change, and the field keeps the focus for the next letter.
    expect(page.locator("#live")).to_have_text("1 partner")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.get_by_role("searchbox").fill("")
    expect(page.locator("#rows th a:not(small a)")).to_have_count(len(everybody))


def test_a_filter_narrows_the_list_and_its_address_shows_the_same_to_a_colleague(visit: Visit):
    page = visit("staff")
    page.goto("/partners/")
    page.locator("#id_state_WI").check()
    page.wait_for_url(re.compile(r"state=WI"))
    expect(page.locator(".said .part")).to_contain_text("Wisconsin")
    here = found(page)
    assert "Dairy Bell Workers" in here
    assert "Copper Thread Table" not in here
    colleague = visit("admin")
    colleague.goto(page.url)
    assert found(colleague) == here
    page.locator(".said .part").click()
    expect(page.locator("#rows th a:not(small a)", has_text="Copper Thread Table")).to_be_visible()


def test_nothing_found_says_which_filter_to_drop(visit: Visit):
    page = visit("staff")
    page.goto("/partners/?state=WI&q=saguaro")
    expect(page.get_by_role("heading", name="No partner matches.")).to_be_visible()
    page.get_by_role("link", name="saguaro").first.click()
    expect(page.locator("#rows th a:not(small a)", has_text="Dairy Bell Workers")).to_be_visible()


def test_the_back_button_after_searching_shows_whole_pages(visit: Visit):
    page = visit("staff")
    page.goto("/partners/")
    page.locator("#id_state_WI").check()
    page.wait_for_url(re.compile(r"state=WI"))
    page.locator("#rows").get_by_role("link", name="Dairy Bell Workers", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dairy Bell Workers")
    page.go_back()
    page.wait_for_url(re.compile(r"state=WI"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Who are our partners?")
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    expect(page.locator("#id_state_WI")).to_be_checked()
    page.go_back()
    page.wait_for_url("/partners/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Who are our partners?")
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    expect(page.locator("#rows th a:not(small a)", has_text="Copper Thread Table")).to_be_visible()
    page.go_forward()
    page.wait_for_url(re.compile(r"state=WI"))
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    expect(page.locator("#rows th a:not(small a)", has_text="Copper Thread Table")).to_have_count(0)


def test_more_rows_come_in_place_and_the_focus_goes_to_the_first_of_them(visit: Visit):
    page = visit("staff")
    page.goto("/partners/")
    before = found(page)
    page.get_by_role("link", name=re.compile("^Load .*more$")).click()
    expect(page.locator("#rows th a:not(small a)")).not_to_have_count(len(before))
    after = found(page)
    assert after[: len(before)] == before
    assert len(set(after)) == len(after)
    expect(page.locator("#rows th a:not(small a)").nth(len(before))).to_be_focused()


def test_a_partner_contact_corrects_its_own_profile(visit: Visit):
    page = visit("partner")
    page.goto("/partners/dairy-bell-workers/")
    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_label("Summary").fill("Dairy workers who knock on their neighbors’ doors, all year round.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Saved.")
    expect(page.get_by_role("main")).to_contain_text("knock on their neighbors’ doors, all year round")
    # The history says who and what.
    history = page.get_by_role("region", name="History")
    expect(history).to_contain_text("Marisol Teague")
    expect(history).to_contain_text("Summary")


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(visit: Visit, expected_answers: set[int]):
    expected_answers.add(422)
    page = visit("staff")
    page.goto("/partners/new/")
    page.get_by_label("Name", exact=True).fill("Harbor Light Table")
    page.get_by_label("Website").fill("not an address")
    page.get_by_role("button", name="Add the partner").click()
    problem = page.locator("#form-errors")
    expect(problem).to_be_focused()
    expect(problem).to_contain_text("Website")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Harbor Light Table")
    expect(page.get_by_label("Website")).to_have_value("not an address")
    problem.get_by_role("link").last.click()
    expect(page.get_by_label("Website")).to_be_focused()


def test_a_name_that_is_known_already_is_shown_while_one_types_it(visit: Visit):
    page = visit("staff")
    page.goto("/partners/new/")
    page.get_by_label("Name", exact=True).press_sequentially("Dairy Bel Workers", delay=20)
    expect(page.locator("#likely").get_by_role("link", name="Dairy Bell Workers")).to_be_visible()


def test_two_people_who_edit_at_once_see_both_versions_and_lose_nothing(visit: Visit, expected_answers: set[int]):
    expected_answers.add(409)
    first, second = visit("staff"), visit("admin")
    for page in (first, second):
        page.goto("/partners/peach-basket-table/edit/")
    first.get_by_label("Summary").fill("What the first of two wrote.")
    first.get_by_role("button", name="Save").click()
    expect(first.get_by_role("main")).to_contain_text("What the first of two wrote.")

    second.get_by_label("Summary").fill("What the second of two wrote.")
    second.get_by_label("Why").fill("After a call with them.")
    second.get_by_role("button", name="Save").click()
    both = second.get_by_role("alert").filter(has_text="Somebody changed this")
    expect(both).to_contain_text("What the first of two wrote.")
    expect(both).to_contain_text("What the second of two wrote.")
    expect(second.get_by_label("Summary")).to_have_value("What the second of two wrote.")
    expect(second.get_by_label("Why")).to_have_value("After a call with them.")

    second.get_by_role("button", name="Save").click()
    expect(second.get_by_role("heading", level=1)).to_have_text("Peach Basket Table")
    expect(second.get_by_role("main")).to_contain_text("What the second of two wrote.")
