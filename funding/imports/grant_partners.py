"""Who gave and who received: the partners that a list of grants means, by identifier, by name, or new ones."""

from collections.abc import Mapping
from typing import Final

from accounts.visibility import Viewer
from mvp_coord.lib.wording import count
from mvp_coord.sheets.outcome import Likely
from partners.ids import ein_of, register_of
from partners.imports.directory import Directory, Organization
from partners.matching import Record
from partners.models import PartnerIdentifier

from .grant_findings import is_of_register

# So many new names are compared by likeness with all others in seconds; of more, only by their words.
MOST_COMPARED: Final = 2_000


class Sides:
    """Finds the organizations of a list, those that it met before included. `ids` are all that new ones go by."""

    def __init__(self, viewer: Viewer, choices: Mapping[str, str]) -> None:
        self.directory = Directory(viewer, choices)
        self.ids: dict[str, set[str]] = {}
        self.new: dict[str, Organization] = {}
        self._by_id: dict[str, Organization] = {}
        self._registers: dict[int, set[tuple[str, str]]] = {}
        for value, key in PartnerIdentifier.objects.values_list("value", "partner_id"):
            if organization := self.directory.partner(key):
                self._by_id[value] = organization
                self._registers.setdefault(organization.partner_id or 0, set()).add((register_of(value), value))
        self.directory.named.clear()  # nobody has spoken of them yet
        self.kept_ids = frozenset(self._by_id)

    def find(self, name: str, org_id: str) -> Organization:
        """By identifier, else by name; raises `NotUnderstoodError` where the name is that of several partners.

        The partner of a name that another number of the same register stands for is another one.
        """
        org_id = org_id if is_of_register(org_id) else ""
        if org_id and org_id in self._by_id:
            found = self._by_id[org_id]
        elif ein_of(org_id):
            found = self.directory.find_by(eins=(ein_of(org_id),), name=name)
        else:
            found = self._by_name(name, org_id)
        if found.partner_id:
            self.directory.named.add(found.partner_id)
        else:
            self.new.setdefault(str(found.key), found)
        if org_id:
            self._by_id.setdefault(org_id, found)
            if org_id not in self.kept_ids:
                self.ids.setdefault(str(found.key), set()).add(org_id)
        return found

    def _by_name(self, name: str, org_id: str) -> Organization:
        found = self.directory.find(name)
        if not org_id:
            return found
        if found.partner_id:
            known = self._registers.get(found.partner_id, set())
        else:
            known = {(register_of(each), each) for each in self.ids.get(str(found.key), ())}
        same_register = {value for register, value in known if register == register_of(org_id)}
        is_another = same_register and org_id not in same_register and not org_id.startswith("360G")
        return Organization(None, name, f" {org_id}") if is_another else found

    def likely(self) -> tuple[dict[str, list[Likely]], list[str]]:
        """The new names with what they may be other names of, and what to say where they are too many to compare."""
        names = sorted({each.name for each in self.new.values()})
        if len(names) <= MOST_COMPARED:
            return self.directory.likely(Record(name) for name in names), []
        return self.directory.of_same_words(names), [
            f"{count(len(names))} organizations are new here: too many to compare each with all others. Only names of"
            " the same words as a partner’s, but for such as “the” and “Inc”, are asked about; no other likeness was"
            " looked for, and the rest stand as unconfirmed partners. The nightly search for duplicates compares all."
        ]
