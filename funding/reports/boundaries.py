"""Which organizations a boundary holds: us, us and our peers, a state's ecosystem, a table with its members, a fiscal
sponsor with its projects, or a chosen list. Only those that the viewer may know of."""

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from accounts.visibility import Viewer
from funding.models import Fund
from funding.models.allocation import Inside
from partners.models import Affiliation, Partner, PartnerState, Sponsorship
from partners.models.in_force import in_force
from states.models import State

# A funder that works in a state is where money comes from, not one of those that it comes to.
GIVERS: Final = (Partner.Kind.PEER_FUNDER,)
_GATHER: Final = (Affiliation.Kind.MEMBER, Affiliation.Kind.COLLABORATIVE)


@dataclass(frozen=True)
class Boundary:
    """A set of organizations: what it is called, who is in it in words, and their names by key."""

    label: str
    who: str
    inside: dict[int, str]


def boundary_of(viewer: Viewer, within: str, names: Collection[str], *, today: dt.date) -> Boundary | None:
    """The boundary of this kind (`WITHIN`) around these: postal codes or slugs.

    None where there is none such, or none that the viewer may know of. At most three queries.
    """
    found = WITHIN[within][1](viewer, names, today) if within in WITHIN else None
    return found if found and found.inside else None


def _us(viewer: Viewer, names: Collection[str], today: dt.date) -> Boundary:
    return Boundary("Us", "Whoever owns the funds that are managed here.", _known(viewer, _home()))


def _peers(viewer: Viewer, names: Collection[str], today: dt.date) -> Boundary:
    who = "Whoever owns the funds that are managed here, and all peer funders of the directory."
    return Boundary("Us and our peers", who, _known(viewer, _home() | Q(kind=Partner.Kind.PEER_FUNDER)))


def _state(viewer: Viewer, names: Collection[str], today: dt.date) -> Boundary | None:
    state = State.objects.filter(code__in=[name.upper() for name in names]).first()
    if state is None:
        return None
    who = f"All partners that work in {state.name}, but for peer funders: theirs is what comes in."
    return Boundary(f"The ecosystem of {state.name}", who, _known(viewer, in_ecosystem(state.code)("")))


def _table(viewer: Viewer, names: Collection[str], today: dt.date) -> Boundary | None:
    table = Partner.objects.visible_to(viewer).filter(slug__in=names).first()
    if table is None:
        return None
    ties = Affiliation.objects.visible_to(viewer).filter(in_force(today), to=table, kind__in=_GATHER)
    inside = _known(viewer, Q(pk=table.pk) | Q(pk__in=ties.values("partner")))
    return Boundary(f"{table.name} with its members", f"{table.name}, and its members of today.", inside)


def _sponsor(viewer: Viewer, names: Collection[str], today: dt.date) -> Boundary | None:
    sponsor = Partner.objects.visible_to(viewer).filter(slug__in=names).first()
    if sponsor is None:
        return None
    projects = Sponsorship.objects.visible_to(viewer).on(today).filter(sponsor__partner=sponsor)
    inside = _known(viewer, Q(pk=sponsor.pk) | Q(pk__in=projects.values("project__partner")))
    who = f"{sponsor.name}, and the projects whose fiscal sponsor it is today."
    return Boundary(f"{sponsor.name} with its projects", who, inside)


def _list(viewer: Viewer, names: Collection[str], today: dt.date) -> Boundary:
    inside = _known(viewer, Q(slug__in=names))
    label = next(iter(inside.values())) if len(inside) == 1 else f"{len(inside)} chosen organizations"
    return Boundary(label, f"{', '.join(inside.values())}.", inside)


Find = Callable[[Viewer, Collection[str], dt.date], Boundary | None]
WITHIN: Final[dict[str, tuple[str, Find]]] = {
    "us": ("Us", _us),
    "peers": ("Us and our peers", _peers),
    "state": ("A state’s ecosystem", _state),
    "table": ("A table or coalition with its members", _table),
    "sponsor": ("A fiscal sponsor with its projects", _sponsor),
    "list": ("Chosen organizations", _list),
}


def in_ecosystem(*codes: str) -> Inside:
    """The condition under which partners are in the ecosystem of one of these states (postal codes)."""
    there = PartnerState.objects.filter(state__in=codes).values("partner_id")
    return lambda partner: Q(**{f"{partner}pk__in": there}) & ~Q(**{f"{partner}kind__in": GIVERS})


def _home() -> Q:
    return Q(pk__in=Fund.objects.filter(is_managed=True).values("owner"))


def _known(viewer: Viewer, which: Q) -> dict[int, str]:
    rows = Partner.objects.visible_to(viewer).filter(which).exclude(status=Partner.Status.MERGED)
    return dict(rows.order_by("name", "pk").values_list("pk", "name"))
