"""Which organization of the directory a sheet means: by exact name, by somebody's choice, or none yet."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from accounts.visibility import Viewer
from mvp_coord.lib.wording import join_words
from mvp_coord.lib.written import NotUnderstoodError
from partners.models import LegalEntity, Partner

from .names import alike, name_key

NEW = "new"
_MOST_COMPARED = 5_000_000


@dataclass(frozen=True)
class Organization:
    """An organization that a row names: of the directory (`partner_id`), or a new one by this name."""

    partner_id: int | None
    name: str

    @property
    def key(self) -> int | str:
        """The same for every row of the same organization."""
        return self.partner_id or name_key(self.name)


@dataclass(frozen=True)
class Likely:
    """A partner whose name is much like a new one's, with its likeness (86–100)."""

    partner_id: int | None
    slug: str
    name: str
    likeness: int


class Directory:
    """The partners that the sender may import plans for, by every name that they go by.

    `choices` are a person's answers to "is it one of these?": a name's key → a partner's slug, or `NEW`.
    """

    def __init__(self, viewer: Viewer, choices: Mapping[str, str] | None = None) -> None:
        self.viewer, self.choices = viewer, dict(choices or {})
        self.is_open = viewer.is_insider
        allowed = Partner.objects.visible_to(viewer)  # a name must not tell of partners that one may not see
        if not self.is_open:
            allowed = allowed.filter(pk__in=viewer.editable_partner_ids - viewer.funder_ids)
        self.partners = {partner.pk: partner for partner in allowed.order_by("pk")}
        self._by_slug = {partner.slug: partner for partner in self.partners.values()}
        self._by_name: dict[str, set[int]] = defaultdict(set)
        self._listed: list[tuple[str, Partner]] = []
        for partner in self.partners.values():
            self._list(partner, [partner.name, *partner.other_names.splitlines()])
        self._entities: dict[tuple[int, str], list[LegalEntity]] = defaultdict(list)
        for entity in LegalEntity.objects.filter(partner__in=self.partners).order_by("pk"):
            self._list(self.partners[entity.partner_id], [entity.legal_name])
            self._entities[entity.partner_id, entity.vehicle].append(entity)
        self._known: dict[str, Organization] = {}

    def find(self, name: str) -> Organization:
        """The organization of this name; raises `NotUnderstoodError` for two of a name, or where none may be new."""
        key = name_key(name)
        if key not in self._known:
            self._known[key] = self._find(key, name)
        return self._known[key]

    def entity_for(self, organization: Organization, vehicle: str, written: str) -> int | None:
        """The entity of this vehicle; None where there is none yet. Among several, the one of the written name."""
        entities = self._entities.get((organization.partner_id or 0, vehicle), []) if vehicle else []
        if len(entities) > 1:
            named = [entity for entity in entities if name_key(entity.legal_name) == name_key(written)]
            if len(named) != 1:
                names = join_words([entity.legal_name for entity in entities], "or")
                raise NotUnderstoodError(f"has several entities of this vehicle: write {names} as the organization")
            return named[0].pk
        return entities[0].pk if entities else None

    def likely(self, names: Iterable[str]) -> dict[str, list[Likely]]:
        """For each new name, the partners and the other new names that it may be a spelling of.

        Nothing for hundreds of new names in a directory of ten thousand: that would take minutes.
        """
        new = list(names)
        if len(new) * (len(self._listed) + len(new)) > _MOST_COMPARED:
            return {}
        keys = dict(enumerate([*(key for key, _ in self._listed), *(name_key(name) for name in new)]))
        found = {}
        for own, name in enumerate(new, start=len(self._listed)):
            near: dict[int | str, Likely] = {}
            for index, likeness in alike(name, keys):
                twin = self._likely(index, likeness, new)
                if index != own:
                    near.setdefault(twin.partner_id or twin.name, twin)
            if near:
                found[name] = list(near.values())
        return found

    def _likely(self, index: int, likeness: int, new: list[str]) -> Likely:
        if index >= len(self._listed):
            return Likely(None, "", new[index - len(self._listed)], likeness)
        partner = self._listed[index][1]
        return Likely(partner.pk, partner.slug, partner.name, likeness)

    def _find(self, key: str, name: str) -> Organization:
        chosen = self.choices.get(key)
        if chosen and chosen in self._by_slug:
            return self._organization(self._by_slug[chosen])
        found = {self._organization(self.partners[pk]) for pk in self._by_name.get(key, set())}
        if len(found) > 1:
            slugs = sorted(self.partners[each.partner_id].slug for each in found if each.partner_id)
            raise NotUnderstoodError(
                f"is the name of several partners ({', '.join(slugs)}): write another name of it"
            )
        if found:
            return found.pop()
        if not self.is_open:
            own = join_words(sorted(partner.name for partner in self.partners.values()), "or") or "nobody"
            raise NotUnderstoodError(f"is not your organization: you may import plans of {own}")
        return Organization(None, name)

    def _organization(self, partner: Partner) -> Organization:
        """The partner itself, or the one that it was merged into."""
        while partner.merged_into_id and partner.merged_into_id in self.partners:
            partner = self.partners[partner.merged_into_id]
        return Organization(partner.pk, partner.name)

    def _list(self, partner: Partner, names: list[str]) -> None:
        for name in names:
            key = name_key(name)
            if key:
                self._by_name[key].add(partner.pk)
                self._listed.append((key, partner))
