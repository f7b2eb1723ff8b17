"""In whose name somebody may state what an entity needs: the organization's own, that of staff, of who heard it."""

from dataclasses import dataclass

from accounts.visibility import Viewer
from funding.models import Need
from partners.models import LegalEntity, Partner


@dataclass(frozen=True)
class Voice:
    """In whose name somebody may state a need: one of `Need.Voice`, and for whom (None: for staff)."""

    stated_as: str
    partner: Partner | None

    @property
    def code(self) -> str:
        """Names it in a form."""
        return f"{self.stated_as}-{self.partner.slug}" if self.partner else self.stated_as

    @property
    def label(self) -> str:
        """As a choice says it."""
        if self.partner is None:
            return "Staff, who wrote it down"
        heard = self.stated_as == Need.Voice.FUNDER
        return f"{self.partner.name}, who heard it" if heard else f"{self.partner.name} itself"


def voices_of(viewer: Viewer, entity: LegalEntity) -> list[Voice]:
    """In whose name this viewer may state what an entity needs: its own organization, staff, a peer funder.

    Empty for everybody else. One query, none for who speaks for no organization.
    """
    mine = viewer.editable_partner_ids & (viewer.funder_ids | {entity.partner_id})
    own = {each.pk: each for each in Partner.objects.filter(pk__in=mine).order_by("name")} if mine else {}
    voices = [Voice(Need.Voice.OWN, own.pop(entity.partner_id))] if entity.partner_id in own else []
    if viewer.is_insider:
        voices.append(Voice(Need.Voice.STAFF, None))
    return voices + [Voice(Need.Voice.FUNDER, each) for each in own.values()]
