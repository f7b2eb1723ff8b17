"""What people do with donors: make somebody a donor, and say who advises him or her."""

from accounts.history import change
from accounts.models import User

from .models import Donor


class DonorRefused(Exception):
    """The donor stays as it is; the text says why, to the person who asked."""


class AdviserIsNoStaff(DonorRefused):
    """Only a colleague may read about a donor."""


def add_donor(*, user: User, by: User | None, adviser: User | None = None, reason: str = "") -> Donor:
    """Make somebody a donor. Twice is the same as once: an adviser that is set already stays."""
    _must_be_staff(adviser)
    with change(by=by, verb="added as a donor", reason=reason):
        return Donor.objects.get_or_create(user=user, defaults={"adviser": adviser})[0]


def assign_adviser(*, donor: Donor, adviser: User | None, by: User | None, reason: str = "") -> Donor:
    """Say who advises this donor, and so alone may read about him or her; nobody, with None."""
    _must_be_staff(adviser)
    with change(by=by, verb="assigned an adviser", reason=reason):
        donor = Donor.objects.select_for_update().get(pk=donor.pk)
        donor.adviser = adviser
        donor.save(update_fields=["adviser"])
    return donor


def _must_be_staff(adviser: User | None) -> None:
    if adviser is not None and not (adviser.is_staff and adviser.is_active):
        raise AdviserIsNoStaff(f"{adviser} is not on the staff, so cannot advise donors.")
