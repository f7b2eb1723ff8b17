"""What a list shows is in its address: Back, Forward and reload show that, and whole pages, never a fragment."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import Visit


def _choose_state(page: Page) -> None:
    page.get_by_label("State").select_option("WI")


def _check_state(page: Page) -> None:
    page.locator("#filters").get_by_role("checkbox", name=re.compile(r"^Wisconsin \d+$")).check()


def _sort_by_partners(page: Page) -> None:
    page.get_by_role("columnheader", name="Partners").get_by_role("link").click()


def _show_settled(page: Page) -> None:
    page.get_by_role("link", name="Settled").click()


NARROWED: dict[str, Callable[[Page], None]] = {
    "/partners/": _check_state,
    "/overlaps/": _choose_state,
    "/overlaps/?state=WI": _show_settled,
    "/funding/": _check_state,
    "/recommendations/": _choose_state,
    "/states/": _sort_by_partners,
}


@pytest.mark.parametrize("address", NARROWED)
def test_back_and_forward_show_whole_pages(visit: Visit, address: str):
    page = visit("staff")
    page.goto(address)
    heading = page.get_by_role("heading", level=1).inner_text()
    results = page.locator("#results")
    before = results.inner_text()
    NARROWED[address](page)
    expect(results).not_to_have_text(before)
    page.wait_for_url(lambda now: not now.endswith(address))
    narrowed, there = results.inner_text(), page.url

    page.go_back()
    page.wait_for_url(address)
    is_whole(page, heading, results=before)
    page.go_forward()
    page.wait_for_url(there)
    is_whole(page, heading, results=narrowed)
    page.reload()
    is_whole(page, heading, results=narrowed)


def is_whole(page: Page, heading: str, *, results: str) -> None:
    expect(page.locator("#results")).to_have_text(results, use_inner_text=True)
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    expect(page.get_by_role("contentinfo")).to_be_visible()
