"""What entities need, as it changes: nothing that was stated is written over."""

from funding.models import Need
from partners.models import LegalEntity
from tests import factories


def withdraw(need: Need, reason: str = "It changed") -> Need:
    """A statement that stands no more."""
    by = factories.make_user()
    Need.objects.filter(pk=need.pk).update(withdrawn_at="2026-11-20T12:00Z", withdrawn_by=by, withdrawn_reason=reason)
    need.refresh_from_db()
    return need


def only_for_staff(entity: LegalEntity) -> None:
    """The organization takes its consent back: the same figures stand, for staff alone."""
    for need in entity.needs.standing():
        withdraw(need)
        factories.make_need(entity, int(need.budget_usd), int(need.raised_usd), cycle=need.cycle, consent="staff")
