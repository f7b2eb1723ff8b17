"""The cast, and the organizations that they speak for: each made when a test first asks for it.

`tests/conftest.py` makes a fixture of each; a world that is built once for many tests holds a `Company` of its own.
"""

from functools import cached_property

from accounts.models import User
from partners.models import Partner
from tests import factories

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


class Company:
    """Everybody by name, as rows of the database; None is a visitor.

    The partner of `partner_rep` is seated at Arizona's state table; the partner of `other_partner` works in Arizona
    too, but is not seated.
    """

    anonymous: None = None

    @cached_property
    def staff(self) -> User:
        return factories.make_user("staff@example.org", name="Sol Staff", is_staff=True)

    @cached_property
    def counsel(self) -> User:
        return factories.make_user("counsel@example.org", name="Cleo Counsel", is_staff=True, is_counsel=True)

    @cached_property
    def admin(self) -> User:
        return factories.make_user("admin@example.org", name="Ada Admin", is_admin=True)

    @cached_property
    def donor(self) -> User:
        """A donor whose adviser is `staff`."""
        user = factories.make_user("donor@example.org", name="Dana Donor")
        factories.make_donor(user, adviser=self.staff)
        return user

    @cached_property
    def other_donor(self) -> User:
        """A donor without an adviser."""
        user = factories.make_user("other.donor@example.org", name="Odell Donor")
        factories.make_donor(user)
        return user

    @cached_property
    def state_table(self) -> Partner:
        return factories.make_partner("Copper State Table", kind=Partner.Kind.STATE_TABLE)

    @cached_property
    def own_partner(self) -> Partner:
        """The organization of `partner_rep`: seated at Arizona's state table."""
        table, partner = self.state_table, factories.make_partner("Ocotillo Votes")
        factories.make_affiliation(partner, table)
        return partner

    @cached_property
    def partner_rep(self) -> User:
        partner, user = self.own_partner, factories.make_user("rep@example.org", name="Paz Rep")
        factories.make_member(user, partner)
        return user

    @cached_property
    def other_partner(self) -> User:
        """A contact of another organization, at no table."""
        user = factories.make_user("other.rep@example.org", name="Orin Rep")
        factories.make_member(user, factories.make_partner("Juniper Voices"))
        return user

    @cached_property
    def own_funder(self) -> Partner:
        return factories.make_partner("Tidewater Giving Circle", kind=Partner.Kind.PEER_FUNDER, states=())

    @cached_property
    def funder_rep(self) -> User:
        funder, user = self.own_funder, factories.make_user("funder@example.org", name="Fay Funder")
        factories.make_member(user, funder)
        return user

    @cached_property
    def outsider(self) -> User:
        """Signed in, but without any role."""
        return factories.make_user("outsider@example.org", name="Ollie Outsider")

    def everybody(self) -> dict[str, User | None]:
        """The whole cast, by name."""
        return {name: getattr(self, name) for name in CAST}
