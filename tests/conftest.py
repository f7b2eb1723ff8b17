"""The cast, and what every test may ask for.

Each member of the cast is a fixture that gives the `User` (None for anonymous). `sign_in(user)` gives a
client, `viewer(user)` the `Viewer` that the pages would see. The partner of `partner_rep` is seated at
Arizona's state table; the partner of `other_partner` works in Arizona too, but is not seated.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from accounts.models import User
from accounts.visibility import Viewer
from mvp_coord.middleware import viewer_now
from partners.models import Partner
from tests import factories

pytest_plugins = ["tests.plugin"]

CAST = (
    "anonymous",
    "staff",
    "counsel",
    "admin",
    "donor",
    "other_donor",
    "partner_rep",
    "other_partner",
    "funder_rep",
    "outsider",
)


@pytest.fixture
def anonymous() -> None:
    return None


@pytest.fixture
def staff(db) -> User:
    return factories.make_user("staff@example.org", name="Sol Staff", is_staff=True)


@pytest.fixture
def counsel(db) -> User:
    return factories.make_user("counsel@example.org", name="Cleo Counsel", is_staff=True, is_counsel=True)


@pytest.fixture
def admin(db) -> User:
    return factories.make_user("admin@example.org", name="Ada Admin", is_admin=True)


@pytest.fixture
def donor(db, staff) -> User:
    """A donor whose adviser is `staff`."""
    user = factories.make_user("donor@example.org", name="Dana Donor")
    factories.make_donor(user, adviser=staff)
    return user


@pytest.fixture
def other_donor(db) -> User:
    """A donor without an adviser."""
    user = factories.make_user("other.donor@example.org", name="Odell Donor")
    factories.make_donor(user)
    return user


@pytest.fixture
def state_table(db) -> Partner:
    return factories.make_partner("Copper State Table", kind=Partner.Kind.STATE_TABLE)


@pytest.fixture
def own_partner(db, state_table) -> Partner:
    """The organization of `partner_rep`: seated at Arizona's state table."""
    partner = factories.make_partner("Ocotillo Votes")
    factories.make_affiliation(partner, state_table)
    return partner


@pytest.fixture
def partner_rep(own_partner) -> User:
    user = factories.make_user("rep@example.org", name="Paz Rep")
    factories.make_member(user, own_partner)
    return user


@pytest.fixture
def other_partner(db) -> User:
    """A contact of another organization, at no table."""
    user = factories.make_user("other.rep@example.org", name="Orin Rep")
    factories.make_member(user, factories.make_partner("Juniper Voices"))
    return user


@pytest.fixture
def own_funder(db) -> Partner:
    return factories.make_partner("Tidewater Giving Circle", kind=Partner.Kind.PEER_FUNDER, states=())


@pytest.fixture
def funder_rep(own_funder) -> User:
    user = factories.make_user("funder@example.org", name="Fay Funder")
    factories.make_member(user, own_funder)
    return user


@pytest.fixture
def outsider(db) -> User:
    """Signed in, but without any role."""
    return factories.make_user("outsider@example.org", name="Ollie Outsider")


@pytest.fixture
def cast(request) -> dict[str, User | None]:
    """Everybody, by name."""
    return {name: request.getfixturevalue(name) for name in CAST}


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
