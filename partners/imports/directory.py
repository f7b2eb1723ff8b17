"""Which organization of the directory a sheet means: by exact name, number or address, by choice, or none yet."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from accounts.visibility import Viewer
from mvp_coord.lib.wording import join_words
from mvp_coord.lib.written import NotUnderstoodError
from mvp_coord.sheets.outcome import Likely
from partners.matching import Known, Record
from partners.matching.record import name_of
from partners.models import LegalEntity, Partner
from partners.reports.duplicates import records_of

from .names import name_key

NEW = "new"


@dataclass(frozen=True, slots=True)
class Organization:
    """An organization that a row names: of the directory (`partner_id`), or a new one by this name.

    `mark` tells a new one from others of its name.
    """

    partner_id: int | None
    name: str
    mark: str = ""

    @property
    def key(self) -> int | str:
        """The same for every row of the same organization."""
        return self.partner_id or f"{name_key(self.name)}{self.mark}"


class Directory:
    """The partners that the sender may import for, by every name that they go by.

    `choices` are a person's answers to "is it one of these?": a name → a partner's slug, or `NEW`. With `adds`, a
    name that nobody knows is a new organization; without, it is refused, and asked about where it is like another.
    `named` are the keys of all partners that it has told of.
    """

    def __init__(self, viewer: Viewer, choices: Mapping[str, str] | None = None, *, adds: bool = True) -> None:
        self.viewer = viewer
        self.choices = {name_key(name): slug for name, slug in (choices or {}).items()}
        self.adds = adds and viewer.is_insider
        self.named: set[int] = set()
        allowed = Partner.objects.visible_to(viewer)  # a name must not tell of partners that one may not see
        if not viewer.is_insider:
            allowed = allowed.filter(pk__in=viewer.editable_partner_ids - viewer.funder_ids)
        self.allowed = allowed
        self.partners = {partner.pk: partner for partner in allowed.defer("search").order_by("pk")}
        self.by_slug = {partner.slug: partner for partner in self.partners.values()}
        self._by_name: dict[str, set[int]] = defaultdict(set)
        self._by_ein: dict[str, int] = {}
        for partner in self.partners.values():
            self._list(partner, [partner.name, *partner.other_names.splitlines()])
        self._entities: dict[tuple[int, str], list[LegalEntity]] = defaultdict(list)
        for entity in LegalEntity.objects.filter(partner__in=allowed.values("pk")).order_by("pk"):
            self._list(self.partners[entity.partner_id], [entity.legal_name])
            self._entities[entity.partner_id, entity.vehicle].append(entity)
            self._entities[entity.partner_id, ""].append(entity)
            if entity.ein:
                self._by_ein[entity.ein] = entity.partner_id
        self._known: dict[str, Organization] = {}

    def find(self, name: str) -> Organization:
        """The organization of this name; raises `NotUnderstoodError` for two of a name, or where none may be new."""
        key = name_key(name)
        if key not in self._known:
            self._known[key] = self._find(key, name)
        return self._known[key]

    def find_by(self, *, slug: str = "", eins: Iterable[str] = (), name: str) -> Organization:
        """By its address, else by an EIN, else by name; as `find`. An address that nobody has is refused."""
        if slug:
            if slug not in self.by_slug:
                raise NotUnderstoodError(f"has the id “{slug}”, which no partner here has: leave the id blank")
            return self._organization(self.by_slug[slug])
        found = {self._organization(self.partners[self._by_ein[ein]]) for ein in eins if ein in self._by_ein}
        if len(found) > 1:
            names = join_words(sorted(each.name for each in found))
            raise NotUnderstoodError(f"has EINs of several partners ({names})")
        return found.pop() if found else self.find(name)

    def partner(self, key: int) -> Organization | None:
        """The organization of this key, if the sender may know of it."""
        return self._organization(self.partners[key]) if key in self.partners else None

    def entities_of(self, organization: Organization, vehicle: str = "") -> list[LegalEntity]:
        """Its entities, of one vehicle where one is named."""
        return self._entities.get((organization.partner_id or 0, vehicle), [])

    def entity_for(self, organization: Organization, vehicle: str, written: str) -> int | None:
        """The entity of this vehicle; None where there is none yet. Among several, the one of the written name."""
        entities = self.entities_of(organization, vehicle) if vehicle else []
        if len(entities) > 1:
            named = [entity for entity in entities if name_key(entity.legal_name) == name_key(written)]
            if len(named) != 1:
                names = join_words([entity.legal_name for entity in entities], "or")
                raise NotUnderstoodError(f"has several entities of this vehicle: write {names} as the organization")
            return named[0].pk
        return entities[0].pk if entities else None

    def may_have(self, organization: Organization, vehicle: str) -> bool:
        """Whether a row may name this vehicle: staff may add an entity by it, others name one that is kept."""
        return not vehicle or self.viewer.is_insider or bool(self.entities_of(organization, vehicle))

    def likely(self, new: Iterable[Record]) -> dict[str, list[Likely]]:
        """For each new name, the partners and the other new names that it may be another name of."""
        new = list(new)
        if not new:
            return {}
        # Those that the import itself has added meanwhile are no answer to whom a new name may stand for.
        records = {pk: each for pk, each in records_of(self.allowed.listed()).items() if pk in self.partners}
        partners = Known(records, asked=len(new))
        among = Known(dict(enumerate(new)), asked=len(new))
        found = {}
        for number, record in enumerate(new):
            near = [
                Likely(partner.slug, partner.name, each.why)
                for each in partners.possible(record)
                for partner in [self.partners[each.key]]
            ]
            near += [
                Likely("", new[each.key].name, each.why) for each in among.possible(record) if each.key != number
            ]
            if near:
                found[record.name] = near
                self.named |= {self.by_slug[each.key].pk for each in near if each.key}
        return found

    def of_same_words(self, new: Iterable[str]) -> dict[str, list[Likely]]:
        """For new names too many to look for likeness: the partners whose names have the same words, but for such as
        "the" and "Inc", and wherever blanks stand."""
        known: dict[str, dict[str, str]] = defaultdict(dict)
        for partner in self.partners.values():
            for name in () if partner.merged_into_id else (partner.name, *partner.other_names.splitlines()):
                known[name_of(name).joined][partner.slug] = partner.name
        found = {name: known[joined] for name in new if (joined := name_of(name).joined) in known and joined}
        self.named |= {self.by_slug[slug].pk for those in found.values() for slug in those}
        return {
            name: [Likely(slug, other, "the same words") for slug, other in those.items()]
            for name, those in found.items()
        }

    def _find(self, key: str, name: str) -> Organization:
        chosen = self.choices.get(key)
        if chosen and chosen in self.by_slug:
            return self._organization(self.by_slug[chosen])
        found = {self._organization(self.partners[pk]) for pk in self._by_name.get(key, set())}
        if len(found) > 1:
            slugs = sorted(self.partners[each.partner_id].slug for each in found if each.partner_id)
            raise NotUnderstoodError(
                f"is the name of several partners ({', '.join(slugs)}): write another name of it"
            )
        if found:
            return found.pop()
        if self.adds:
            return Organization(None, name)
        if self.viewer.is_insider:
            raise NotInDirectory("is no partner in the directory: add it first, or write another name of it")
        own = join_words(sorted(partner.name for partner in self.partners.values()), "or") or "nobody"
        raise NotUnderstoodError(f"is not your organization: you may import rows of {own}")

    def _organization(self, partner: Partner) -> Organization:
        """The partner itself, or the one that it was merged into."""
        while partner.merged_into_id and partner.merged_into_id in self.partners:
            partner = self.partners[partner.merged_into_id]
        self.named.add(partner.pk)
        return Organization(partner.pk, partner.name)

    def _list(self, partner: Partner, names: list[str]) -> None:
        for name in names:
            key = name_key(name)
            if key:
                self._by_name[key].add(partner.pk)


class NotInDirectory(NotUnderstoodError):
    """Nobody goes by this name yet; a person may say who is meant."""
