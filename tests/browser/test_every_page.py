"""Every page of ours for every role: axe finds nothing, nothing scrolls sideways, nothing speaks like a machine."""

from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page

from .conftest import Visit
from .looking import findings
from .tours import TOURS

# A page that says no is a page, too; one that fails is not.
_ANSWERS = {404, 410}


def follow(page: Page, step: str) -> str:
    """Take one step of a tour; what is wrong with it, or nothing."""
    if not step.startswith("/"):
        link = page.locator(step).first
        if not link.count():
            return f"has no link {step}"
        step = urljoin(page.url, link.get_attribute("href"))
    answer = page.goto(step)
    return "" if answer and (answer.ok or answer.status in _ANSWERS) else f"answered {answer and answer.status}"


@pytest.mark.parametrize("role", TOURS, ids=lambda role: role or "visitor")
def test_every_page_is_accessible_in_light_dark_and_on_a_phone(visit: Visit, expected_answers: set[int], role: str):
    expected_answers |= _ANSWERS
    page, wrong = visit(role), []
    for step in TOURS[role]:
        problem = follow(page, step)
        wrong += [f"{page.url} {what}" for what in ([problem] if problem else findings(page))]
    assert wrong == [], "\n".join(["", *wrong])
