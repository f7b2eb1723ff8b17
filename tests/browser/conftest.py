"""A real Chromium against the real thing: web, worker and schedule, started once with the demo by `manage.py up`.

The browser is the system's own (`chromium`, or named by MVP_CHROMIUM). Where there is none these tests are
skipped on a person's machine, and fail where CI is set. They know the site by its pages alone. Every test fails
on an error in the console, and on an answer of 400 and above that it did not expect.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, ViewportSize, expect

from .looking import WIDE
from .site import Site, running_demo

CHROMIUM = os.environ.get("MVP_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
DEMO_PASSWORD = "coordinate-demo"
# What a person would wait on a busy machine; a page that is ready sooner is not waited for.
PATIENCE_MS = int(os.environ.get("MVP_PATIENCE_MS", 20_000))

Visit = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's program."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs a Chromium: .ci/run installs it.")
        pytest.skip("No Chromium here: install the package chromium, or name one in MVP_CHROMIUM.")
    return CHROMIUM


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[Site]:
    """A demo instance of its own, stopped in order at the end."""
    with running_demo(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture(scope="session")
def base_url(site: Site) -> str:
    """In place of the one that pytest-base-url takes from the command line."""
    return site.address


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict, chromium: str) -> Iterator[dict]:
    quiet = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
    # Playwright keeps an event loop in this thread until the run ends; Django would take the database of all
    # later tests of this worker for one used from asynchronous code, and refuse.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield {**browser_type_launch_args, "executable_path": chromium, "args": quiet}
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict, base_url: str) -> dict:
    expect.set_options(timeout=PATIENCE_MS)
    return {
        **browser_context_args,
        "base_url": base_url,
        "viewport": WIDE,
        "reduced_motion": "reduce",
        "locale": "en-US",
    }


@pytest.fixture
def expected_answers() -> set[int]:
    """The statuses above 399 that a test brings about: it adds them."""
    return set()


@pytest.fixture(autouse=True)
def nothing_goes_wrong_unseen(expected_answers: set[int]) -> Iterator[list[str]]:
    """What the console and the network of every page of this test complain of: nothing."""
    seen: list[str] = []
    yield seen
    assert seen == []


def _listen(context: BrowserContext, seen: list[str], expected: set[int]) -> None:
    def answered(response: Response) -> None:
        if response.status >= 400 and response.status not in expected:
            seen.append(f"{response.status} {response.request.method} {response.url}")

    def watch(page: Page) -> None:
        page.on(
            "console",
            lambda said: (
                seen.append(f"{page.url}: {said.text}")
                # What the browser says of an answer of 400 and above is known from the answer itself.
                if said.type in {"error", "warning"} and "the server responded with a status of" not in said.text
                else None
            ),
        )
        page.on("pageerror", lambda error: seen.append(f"{page.url}: {error}"))
        page.on("response", answered)

    context.on("page", watch)


@pytest.fixture(scope="session")
def cookies_of(browser: Browser, site: Site) -> Callable[[str], list]:
    """The cookies of a demo account's session, signed in once for all tests that do not end it."""
    known: dict[str, list] = {}

    def cookies(role: str) -> list:
        if role not in known:
            context = browser.new_context(base_url=site.address)
            sign_in(context.new_page(), role)
            known[role] = context.cookies()
            context.close()
        return known[role]

    return cookies


@pytest.fixture
def visit(
    new_context: Callable[..., BrowserContext],
    cookies_of: Callable[[str], list],
    nothing_goes_wrong_unseen: list[str],
    expected_answers: set[int],
) -> Visit:
    """`visit("staff")` is an empty page of a window of its own, signed in as the demo's staff member.

    Without a role nobody is signed in. Further arguments shape the window: `size=PHONE`, `java_script_enabled=False`.
    """

    def open_window(role: str = "", *, size: ViewportSize | None = None, **window) -> Page:
        context = new_context(**window)
        context.set_default_timeout(PATIENCE_MS)
        if role:
            context.add_cookies(cookies_of(role))
        _listen(context, nothing_goes_wrong_unseen, expected_answers)
        page = context.new_page()
        if size:
            page.set_viewport_size(size)
        return page

    return open_window


def sign_in(page: Page, role: str, password: str = DEMO_PASSWORD) -> None:
    """As a person does it."""
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(f"{role}@demo.example")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("/")
