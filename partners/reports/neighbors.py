"""Who works nearby: other partners' work close to one's own, with the reason, and whom one may call there."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, Value

from accounts.visibility import Viewer
from partners.models import Activity, Contact, Partner
from partners.nearness import Closeness, Ground, Work, nearest
from states.models import Division, DivisionShare

WORKS_SHOWN: Final = 3


@dataclass(frozen=True)
class NearWork:
    """One line of a neighbor's plan, and why it is near."""

    public_id: str
    tactic: str
    place: str
    starts_on: dt.date
    ends_on: dt.date
    whom: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Neighbor:
    """A partner that works nearby: what it does there, the closest first, how many lines that are in all, and its
    contacts whom the viewer may see."""

    name: str
    slug: str
    kind: str
    works: tuple[NearWork, ...]
    total: int
    contacts: tuple[Contact, ...]

    @property
    def reason(self) -> str:
        """Why it is near, by its closest work."""
        return self.works[0].reason


def neighbors_of(
    partner_ids: Collection[int],
    viewer: Viewer,
    *,
    today: dt.date,
    most: int | None = None,
    with_contacts: bool = True,
) -> list[Neighbor]:
    """Partners with visible work that is not over, close to that of these partners; the closest first.

    Three queries, however much work there is; two without contacts.
    """
    rows = {row["key"]: row for row in _rows(partner_ids, viewer, today)}
    own = [row for row in rows.values() if row["partner"] in partner_ids]
    others = [row for row in rows.values() if row["partner"] not in partner_ids]
    if not own or not others:
        return []
    ground = _ground({row["place"] for row in rows.values()}, {row["state"] for row in rows.values()})
    close = nearest([_work(row) for row in own], map(_work, others), ground)
    by_partner: dict[int, list[int]] = {}
    for key in sorted(close, key=lambda key: (close[key], rows[key]["name"], key)):
        by_partner.setdefault(rows[key]["partner"], []).append(key)
    shown = dict(list(by_partner.items())[:most])
    contacts = _contacts(shown, viewer) if with_contacts else {}
    return [
        Neighbor(
            name=rows[keys[0]]["name"],
            slug=rows[keys[0]]["slug"],
            kind=str(Partner.Kind(rows[keys[0]]["kind"]).label),
            works=tuple(_near_work(rows[key], close[key], ground) for key in keys[:WORKS_SHOWN]),
            total=len(keys),
            contacts=tuple(contacts.get(partner, ())),
        )
        for partner, keys in shown.items()
    ]


def _rows(partner_ids: Collection[int], viewer: Viewer, today: dt.date) -> list[dict[str, Any]]:
    """Lines that count and are not over, in the states of these partners' own, and of the whole country."""
    seen = Activity.objects.visible_to(viewer).comparable().filter(ends_on__gte=today)
    own = seen.filter(program__partner__in=partner_ids).order_by()
    there = Q(division__state__in=own.values("division__state")) | Q(division__state=None)
    rows: Any = (
        seen.filter(there)
        .order_by("pk")
        .values(
            key=F("pk"),
            address=F("public_id"),
            partner=F("program__partner_id"),
            name=F("program__partner__name"),
            slug=F("program__partner__slug"),
            kind=F("program__partner__kind"),
            what=F("tactic__label"),
            place=F("division_id"),
            state=F("division__state_id"),
            starts=F("starts_on"),
            ends=F("ends_on"),
            whom=ArrayAgg("constituencies__label", filter=Q(constituencies__isnull=False), default=Value([])),
        )
    )
    return list(rows)


def _work(row: dict[str, Any]) -> Work:
    return Work(row["key"], row["place"], row["starts"], row["ends"], frozenset(row["whom"]))


def _ground(places: set[int], states: set[str | None]) -> Ground:
    """These places, what they lie in, and the districts that they share by a crosswalk. One query."""
    shares: Any = DivisionShare.objects.order_by()
    crossed = Q(pk__in=shares.filter(division_a__in=places).values("division_b"))
    crossed |= Q(pk__in=shares.filter(division_b__in=places).values("division_a"))
    around = Q(kind__in=_AROUND) & (Q(state__in=states - {None}) | Q(state=None))
    found = list(
        Division.objects.order_by()
        .filter(Q(pk__in=places) | crossed | around)
        .annotate(
            after=ArraySubquery(shares.filter(division_a=OuterRef("pk")).values("division_b")),
            before=ArraySubquery(shares.filter(division_b=OuterRef("pk")).values("division_a")),
        )
    )
    return Ground(
        names={each.pk: each.full_name for each in found},
        parents={each.pk: each.parent_id for each in found},
        shared={each.pk: frozenset(each.after) | frozenset(each.before) for each in found},
    )


# What other places lie in. Counties are among them, since towns lie in counties, and senate districts, since
# in some states house districts lie in these.
_AROUND: Final = (
    Division.Kind.COUNTRY,
    Division.Kind.STATE,
    Division.Kind.DISTRICT,
    Division.Kind.TERRITORY,
    Division.Kind.COUNTY,
    Division.Kind.UPPER,
)


def _contacts(partners: Collection[int], viewer: Viewer) -> dict[int, list[Contact]]:
    """Those whom the viewer may see, by partner."""
    found: dict[int, list[Contact]] = {}
    for contact in Contact.objects.visible_to(viewer).filter(partner__in=partners).order_by("name", "pk"):
        found.setdefault(contact.partner_id, []).append(contact)
    return found


def _near_work(row: dict[str, Any], close: Closeness, ground: Ground) -> NearWork:
    place, whom = ground.names[row["place"]], tuple(sorted(row["whom"]))
    return NearWork(row["address"], row["what"], place, row["starts"], row["ends"], whom, close.reason)
