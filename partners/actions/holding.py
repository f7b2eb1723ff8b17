"""Holding a partner's row while something is written below it, so that a merge and the change wait for each other."""

from partners.models import Partner

from .refusals import WasMerged


def hold_partner(partner: Partner) -> Partner:
    """The partner as it is saved, locked until the transaction ends. Raises `WasMerged`."""
    held = Partner.objects.select_for_update().get(pk=partner.pk)
    if held.status == Partner.Status.MERGED:
        raise WasMerged
    return held
