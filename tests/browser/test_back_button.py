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


ROWS = "#results :is(th[scope=row], h2)"


@pytest.mark.parametrize("address", NARROWED)
def test_back_and_forward_show_whole_pages(visit: Visit, address: str):
    page = visit("staff")
    page.goto(address)
    heading = page.get_by_role("heading", level=1).inner_text()
    before = shown(page)
    NARROWED[address](page)
    page.wait_for_url(lambda now: not now.endswith(address))
    expect(page.locator(ROWS)).not_to_have_text(before, use_inner_text=True)
    narrowed, there = shown(page), page.url

    page.go_back()
    page.wait_for_url(address)
    is_whole(page, heading, rows=before)
    page.go_forward()
    page.wait_for_url(there)
    is_whole(page, heading, rows=narrowed)
    page.reload()
    is_whole(page, heading, rows=narrowed)


def shown(page: Page) -> list[str]:
    """What each row is of, in order. Other cells may come a moment later, or change by a job."""
    return page.locator(ROWS).all_inner_texts()


def is_whole(page: Page, heading: str, *, rows: list[str]) -> None:
    expect(page.locator(ROWS)).to_have_text(rows, use_inner_text=True)
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    expect(page.get_by_role("contentinfo")).to_be_visible()
