"""The cast, and what every test may ask for.

Each member of the cast (tests/cast.py) is a fixture that gives the `User` (None for anonymous), and so are the
organizations that they speak for. `sign_in(user)` gives a client, `viewer(user)` the `Viewer` that the pages would
see.

A world that many tests of a file only read is built once for all of them: `for_all_tests(build)`, in tests/plugin.py.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from accounts.models import User
from accounts.visibility import Viewer
from mvp_coord.middleware import viewer_now
from tests.cast import CAST, Company

pytest_plugins = ["tests.plugin"]


@pytest.fixture
def company(db) -> Company:
    """The cast and their organizations, each made when it is first asked for."""
    return Company()


def _of_company(name: str) -> Callable[..., object]:
    def of_company(company):
        return getattr(company, name)

    return pytest.fixture(of_company, name=name)


# "staff", "own_partner" and the others, each a fixture.
globals().update({name: _of_company(name) for name in (*CAST, "state_table", "own_partner", "own_funder")})


@pytest.fixture
def cast(company) -> dict[str, User | None]:
    """Everybody, by name."""
    return company.everybody()


@pytest.fixture
def sign_in() -> Callable[[User | None], Client]:
    """A client signed in as this user; None is a visitor."""

    def signed_in(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def viewer() -> Callable[[User | None], Viewer]:
    """The `Viewer` that the pages would make of this user."""

    def look(user: User | None) -> Viewer:
        return viewer_now(user)

    return look


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real sample files, beside the checkout or named by MVP_SHARED; skips where it is absent."""
    folder = Path(os.environ.get("MVP_SHARED", Path(__file__).parent.parent.parent / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip("The folder of sample files is not here: set MVP_SHARED to the folder that holds data/.")
    return folder
