"""The first page after signing in: for each role that a person holds, what that role should look at first.

These modules read from all the apps and write nothing; each gives one frozen dataclass for its part of the page.
"""

import datetime as dt
from dataclasses import dataclass

from accounts.visibility import Viewer
from partners.reports.library import Shelved, newest
from states.models import Cycle

from .admin import AdminDesk, admin_desk
from .donor import DonorDesk, donor_desk
from .funder import FunderDesk, funder_desk
from .partner import PartnerDesk, partner_desk
from .staff import StaffDesk, staff_desk

__all__ = ["Home", "home_of"]


@dataclass(frozen=True)
class Home:
    """One part for each role; None for the roles that the viewer does not hold. All None: somebody without a role.

    `shelf` is what has come into the library last, for everybody with a role.
    """

    staff: StaffDesk | None = None
    admin: AdminDesk | None = None
    partner: PartnerDesk | None = None
    funder: FunderDesk | None = None
    donor: DonorDesk | None = None
    shelf: tuple[Shelved, ...] = ()


def home_of(viewer: Viewer, *, today: dt.date, cycle: Cycle | None = None) -> Home:
    """The page for this viewer, money for staff that of a cycle.

    At most 20 queries for a person with one role, those of the session included; for counsel a dozen more.
    """
    return Home(
        staff=staff_desk(viewer, today=today, cycle=cycle) if viewer.is_staff else None,
        admin=admin_desk() if viewer.is_admin else None,
        partner=partner_desk(viewer, today=today) if viewer.is_partner else None,
        funder=funder_desk(viewer, today=today) if viewer.is_funder else None,
        donor=donor_desk(viewer, today=today) if viewer.is_donor else None,
        shelf=tuple(newest(viewer, today=today)) if viewer.has_role else (),
    )
