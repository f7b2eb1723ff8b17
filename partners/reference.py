"""The fifteen organizations that the mission names, as directory entries: kind and state, and nothing else.

They are real. No figure, plan, person or summary is attached to them here: only they or staff may do that.
"""

from django.utils.text import slugify

from accounts.history import change
from accounts.models import User
from accounts.visibility import Visibility
from partners.models import Partner, PartnerState

_Kind = Partner.Kind
SOURCE = "The mission's own list of partners"

NAMED_PARTNERS: tuple[tuple[str, str, str | None], ...] = (
    ("Way to Win", _Kind.PEER_FUNDER, None),
    ("Democracy Alliance", _Kind.PEER_FUNDER, None),
    ("Committee on States", _Kind.PEER_FUNDER, None),
    ("Solidaire Action", _Kind.PEER_FUNDER, None),
    ("Women Donors Network Action", _Kind.PEER_FUNDER, None),
    ("Working Families Party", _Kind.NATIONAL, None),
    ("MoveOn", _Kind.NATIONAL, None),
    ("Community Change Action", _Kind.NATIONAL, None),
    ("Alliance for Youth Action", _Kind.NATIONAL, None),
    ("People's Action", _Kind.NATIONAL, None),
    ("America Votes", _Kind.STATE_TABLE, None),
    ("Instituto", _Kind.PIPELINE_HUB, "AZ"),
    ("A Better Wisconsin Together", _Kind.RESEARCH_HUB, "WI"),
    ("BOOM", _Kind.INFRASTRUCTURE_HUB, "MI"),
    ("Put NC First", _Kind.DONOR_TABLE, "NC"),
)


def load_named_partners(*, by: User | None) -> int:
    """Add those that never were in the directory; returns how many. Renamed, merged or deleted ones stay so."""
    history = Partner.pgh_event_model.objects  # type: ignore[attr-defined]  # made by the tracking decorator
    known = {
        *Partner.objects.values_list("slug", flat=True),
        *history.values_list("slug", flat=True),
        *(slugify(name) for name in Partner.objects.values_list("name", flat=True)),
    }
    new = [entry for entry in NAMED_PARTNERS if slugify(entry[0]) not in known]
    with change(by=by, verb="loaded", reason=SOURCE):
        partners = Partner.objects.bulk_create(
            Partner(
                name=name,
                slug=slugify(name),
                kind=kind,
                status=Partner.Status.ACTIVE,
                visibility=Visibility.PARTNERS,
                source=SOURCE,
            )
            for name, kind, _ in new
        )
        PartnerState.objects.bulk_create(
            PartnerState(partner=partner, state_id=state)
            for partner, (_, _, state) in zip(partners, new, strict=True)
            if state
        )
    return len(partners)
