"""Keeping the grants of a list: organizations that only it knows, then the grants, many at a time."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from accounts.many import create_many
from accounts.models import User
from funding.models import Grant
from partners.actions.sheet_partners import SheetPartner, Slugs, keep_sheet_partners
from partners.models import LegalEntity, Partner, PartnerIdentifier

IMPORTED: Final = "Imported from a list of grants: "


@dataclass(frozen=True)
class NewSide:
    """An organization that only the list knows. `gives`: it is a funder there. `ids` are its identifiers."""

    key: str
    name: str
    gives: bool
    visibility: str
    source: str
    ids: tuple[str, ...] = ()
    eins: tuple[str, ...] = ()


@dataclass(frozen=True)
class SheetGrant:
    """One grant to be kept: `pk` None for a new one; `funder` and `recipient` are keys of partners, or of new sides.

    `facts` are columns of its row; a new one has its `identifier` and `source` among them.
    """

    pk: int | None
    funder: int | str
    recipient: int | str
    entity_id: int | None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass
class GrantKeeper:
    """Keeps the grants of one import, portion by portion; `made` are the keys of new partners by those in the list,
    `giving` those of funders among them: no more, since a list may bring a hundred thousand."""

    by: User
    made: dict[str, int] = field(default_factory=dict)
    giving: set[int] = field(default_factory=set)
    slugs: Slugs = field(default_factory=Slugs)

    def keep_sides(self, sides: Sequence[NewSide]) -> list[Partner]:
        """Add those that are not yet made, unconfirmed; one that turns out to give is a peer funder."""
        new = [each for each in sides if each.key not in self.made]
        kept = keep_sheet_partners([_partner(each) for each in new], by=self.by, slugs=self.slugs)
        self.made |= {side.key: partner.pk for side, partner in zip(new, kept.partners, strict=True)}
        self.giving |= {self.made[each.key] for each in new if each.gives}
        late = {self.made[each.key] for each in sides if each.gives} - self.giving
        for partner in Partner.objects.filter(pk__in=late).order_by("pk"):
            partner.kind = Partner.Kind.PEER_FUNDER
            partner.save(update_fields=["kind", "updated_at"])
        self.giving |= late
        return kept.partners

    def keep_ids(self, ids: Mapping[int | str, Sequence[str]], *, source: str) -> None:
        """Remember these identifiers of partners."""
        rows = [
            PartnerIdentifier(partner_id=self._partner(key), value=value, source=source)
            for key, values in ids.items()
            for value in values
        ]
        PartnerIdentifier.objects.bulk_create(rows, ignore_conflicts=True)

    def keep(self, grants: Sequence[SheetGrant], *, progress: Callable[[int], None] = lambda _: None) -> list[Grant]:
        """Write these; the new ones, in their order."""
        new = [each for each in grants if each.pk is None]
        entities = self._entities({each.recipient for each in new})
        rows = [
            Grant(
                funder_id=self._partner(each.funder),
                recipient_id=self._partner(each.recipient),
                entity_id=each.entity_id or entities.get(self._partner(each.recipient)),
                **each.facts,
            )
            for each in new
        ]
        create_many(rows)
        progress(len(rows))
        changed = {each.pk: each for each in grants if each.pk is not None}
        for grant in Grant.objects.select_for_update().filter(pk__in=changed).order_by("pk"):
            self._change(grant, changed[grant.pk])
        progress(len(grants))
        return rows

    def _change(self, grant: Grant, row: SheetGrant) -> None:
        grant.funder_id, grant.recipient_id = self._partner(row.funder), self._partner(row.recipient)
        for name, value in row.facts.items():
            setattr(grant, name, value)
        if grant.entity_id != row.entity_id and row.entity_id:
            grant.entity_id = row.entity_id
        grant.save()

    def _partner(self, key: int | str) -> int:
        return key if isinstance(key, int) else self.made[key]

    def _entities(self, recipients: Iterable[int | str]) -> dict[int, int]:
        """The one entity of each of these that is a new partner, where the list gave its EIN."""
        keys = [self.made[key] for key in recipients if isinstance(key, str)]
        return dict(LegalEntity.objects.filter(partner__in=keys).values_list("partner_id", "pk")) if keys else {}


def _partner(side: NewSide) -> SheetPartner:
    kind = Partner.Kind.PEER_FUNDER if side.gives else Partner.Kind.YEAR_ROUND
    facts = {
        "name": side.name,
        "kind": kind,
        "status": Partner.Status.UNCONFIRMED,
        "visibility": side.visibility,
        "source": f"{IMPORTED}{side.source}"[:300],
    }
    return SheetPartner(None, facts, eins=side.eins)
