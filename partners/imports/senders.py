"""Who may import, in whose name, who still reads what came of it, and who may take it back."""

import uuid

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.visibility import Viewer
from mvp_coord.lib.arrays import each_of
from mvp_coord.sheets.kinds import MayNotImport
from mvp_coord.sheets.models import ImportBatch
from partners.models import Partner
from partners.reports.of_change import partners_of_change
from partners.viewers import viewer_of

from .earlier import Sender


def may_send(viewer: Viewer) -> bool:
    """Staff for everybody, contacts of organizations for their own. Peer funders' contacts send no plans."""
    return viewer.is_insider or bool(viewer.editable_partner_ids - viewer.funder_ids)


def possible_senders(viewer: Viewer) -> QuerySet[Partner]:
    """The organizations in whose name this viewer may send a sheet."""
    partners = Partner.objects.visible_to(viewer).listed()
    if viewer.is_insider:
        return partners
    return partners.filter(pk__in=viewer.editable_partner_ids - viewer.funder_ids)


def still_read_by(viewer: Viewer, batch: ImportBatch) -> bool:
    """Whether who sent an import may read today what it said then of partners. At most two queries.

    Those that are there are still shared with him or her; and who is not of the staff still speaks for the
    organization in whose name it came.
    """
    about = each_of(ImportBatch.objects.filter(pk=batch.pk), "about")
    hidden = Partner.objects.filter(pk__in=about).exclude(pk__in=Partner.objects.visible_to(viewer).values("pk"))
    if hidden.exists():
        return False
    own, sender = viewer.partner_ids, batch.options.get("from", "")
    speaks = Partner.objects.filter(Q(pk__in=own) | Q(merged_into__in=own), slug=sender)
    return viewer.is_insider or not sender or speaks.exists()


def sender_of(*, state: str, user: User, viewer: Viewer, slug: str = "") -> Sender:
    """The sender of a sheet: the organization of this slug, else the user. Raises `MayNotImport`."""
    if not may_send(viewer):
        raise MayNotImport(
            f"{user.email} may not import plans: that is for staff, and for partners' contacts who may edit."
        )
    partner = None
    if slug:
        partner = possible_senders(viewer).filter(slug=slug).first()
        if partner is None:
            raise MayNotImport(f"There is no partner “{slug}” in whose name {user.email} may import plans.")
    return Sender(state=state, partner_id=partner.pk if partner else None, user_id=user.pk)


def may_undo(change_id: uuid.UUID, user: User) -> bool:
    """Whether all that this change wrote belongs to partners that this person may change today."""
    viewer = viewer_of(user)
    return viewer.is_insider or partners_of_change(change_id) <= viewer.editable_partner_ids
