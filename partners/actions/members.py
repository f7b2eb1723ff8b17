"""Who speaks for a partner: the people who may sign in as its contacts."""

from accounts.history import change
from accounts.models import User
from partners.models import Membership, Partner


class MembershipRefused(Exception):
    """Nobody was added; the text says why, to the person who asked."""


class PartnerIsMerged(MembershipRefused):
    """The record lives on only as an address that leads to another."""


def add_member(
    *, partner: Partner, user: User, by: User | None, can_edit: bool = True, reason: str = ""
) -> Membership:
    """Let somebody speak for a partner. Twice is the same as once; `can_edit` is set to what is asked last."""
    if partner.status == Partner.Status.MERGED:
        raise PartnerIsMerged(f"{partner} was merged into {partner.merged_into}. Choose that one.")
    with change(by=by, verb="added a contact", reason=reason):
        membership, _ = Membership.objects.select_for_update().get_or_create(partner=partner, user=user)
        if membership.can_edit != can_edit:
            membership.can_edit = can_edit
            membership.save(update_fields=["can_edit"])
        return membership


def remove_member(*, membership: Membership, by: User | None, reason: str = "") -> None:
    """Somebody no longer speaks for a partner: from the next click on he or she sees it as others do."""
    with change(by=by, verb="removed a contact", reason=reason):
        Membership.objects.filter(pk=membership.pk).delete()
