"""A real Chromium against the real thing: web, worker and schedule, started once with the demo by `manage.py up`.

The browser is the system's own (`chromium`, or named by MVP_CHROMIUM). Where there is none these tests are
skipped on a person's machine, and fail where CI is set. Every test fails on an error in the console.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

CHECKOUT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("MVP_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
DEMO_PASSWORD = "coordinate-demo"
SECONDS_TO_START = 180


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of them on one worker, which starts the site once."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session", autouse=True)
def chromium() -> str:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs a Chromium: .ci/run installs it.")
        pytest.skip("No Chromium here: install the package chromium, or name one in MVP_CHROMIUM.")
    return CHROMIUM


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict, chromium: str) -> dict:
    quiet = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
    # Chromium's own sandbox does not work for root; the pages here are our own.
    unboxed = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": chromium, "args": [*quiet, *unboxed]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict, site: str) -> dict:
    return {
        **browser_context_args,
        "base_url": site,
        "viewport": {"width": 1360, "height": 900},
        "reduced_motion": "reduce",
        "locale": "en-US",
    }


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[str]:
    """The address of a demo instance of its own, stopped in order at the end."""
    home = tmp_path_factory.mktemp("site")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    ours = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "MVP_DB_ROLE", "SECRET_KEY", "EMAIL_URL")
    env = {name: value for name, value in os.environ.items() if name not in ours}
    env |= {"MVP_HOME": str(home), "DJANGO_SETTINGS_MODULE": "mvp_coord.settings", "PYTHONUNBUFFERED": "1"}
    with (home / "up.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "up", "--port", str(port)],
            cwd=CHECKOUT,
            env=env,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_until_ready(f"http://127.0.0.1:{port}", process, home / "up.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def _wait_until_ready(address: str, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            pass
        time.sleep(0.3)
    pytest.fail(f"The site did not become ready. It said:\n{log.read_text()[-3000:]}")


@pytest.fixture(autouse=True)
def nothing_goes_wrong_unseen(context: BrowserContext) -> Iterator[list[str]]:
    """Collects errors of every page of the test's context; a test may take out those that it provoked."""
    seen: list[str] = []

    def watch(page: Page) -> None:
        page.on("console", lambda said: seen.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: seen.append(str(error)))

    context.on("page", watch)
    yield seen
    assert seen == []


@pytest.fixture
def signed_in(page: Page) -> Callable[[str], Page]:
    """`signed_in("staff")` is a page on which the demo's staff member has just signed in."""

    def sign_in(role: str) -> Page:
        page.goto("/accounts/login/")
        page.get_by_label("Email").fill(f"{role}@demo.example")
        page.get_by_label("Password").fill(DEMO_PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("/")
        return page

    return sign_in
