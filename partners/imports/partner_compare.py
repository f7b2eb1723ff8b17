"""What a sheet of partners would do: which partner each row means, and what of it would change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from accounts.visibility import Viewer, Visibility
from mvp_coord.lib.wording import DASH, day, join_words
from mvp_coord.lib.written import NotUnderstoodError
from mvp_coord.sheets.fields import FactRow, contradictions
from mvp_coord.sheets.outcome import CONFLICT, CREATED, UNCHANGED, UPDATED, Change, Comparison, Decision, Said
from mvp_coord.sheets.pace import Progress, counted, untold
from partners.actions.profile import StateFacts
from partners.matching import Record
from partners.models import Partner, PartnerState
from partners.models.family import TABLES

from .directory import Directory, Organization
from .names import name_key
from .partner_base import Base, facts_when_exported
from .partner_columns import BY_NAME, KINDS, STATUSES, DirectoryWords
from .partner_facts import facts_of_partners
from .words import UNSAID

HEADINGS = ("Partner", "What it is", "Where")
_LISTS = ("other_names", "constituencies", "issues")
# What decides who may read what is for staff; so are the states of a table, which decide what its members may read.
FOR_STAFF = ("kind", "status", "visibility", "source")


@dataclass(frozen=True)
class PartnerMeant:
    """The partner that a row means (None: a new one), the facts that it would have, and a new one's EINs."""

    partner_id: int | None
    facts: Mapping[str, Any] = field(default_factory=dict)
    eins: tuple[str, ...] = ()


def compare_partners(
    rows: Sequence[FactRow],
    *,
    words: DirectoryWords,
    viewer: Viewer,
    choices: Mapping[str, str],
    progress: Progress = untold,
) -> Comparison:
    """Decide what becomes of every row. Reads only."""
    comparing = _Comparing(words, viewer, Directory(viewer, choices))
    named = [pair for row in rows for pair in comparing.named(row)]
    meant = {id(row): organization for row, organization in named}
    kept, skipped, refused = contradictions([row for row, _ in named], key=lambda row: meant[id(row)].key)
    comparing.result.skipped += skipped
    comparing.result.refused += refused
    comparing.decide([(row, meant[id(row)]) for row in kept], progress)
    comparing.list_new()
    return comparing.result


class _Comparing:
    """The steps of one comparison, gathering its result."""

    def __init__(self, words: DirectoryWords, viewer: Viewer, directory: Directory) -> None:
        self.words, self.viewer, self.directory = words, viewer, directory
        self.result = Comparison(may_add=directory.adds)

    def named(self, row: FactRow) -> Iterator[tuple[FactRow, Organization]]:
        """The row with its organization; none (and a refusal) where that cannot be told."""
        name, slug = row.facts["name"], row.facts.get("slug", "")
        try:
            yield row, self.directory.find_by(slug=slug, eins=row.facts.get("eins", ()), name=name)
        except NotUnderstoodError as refusal:
            self.result.refused.append(row.refusal("slug" if slug else "name", name, f"“{name}” {refusal}."))

    def decide(self, rows: Sequence[tuple[FactRow, Organization]], progress: Progress) -> None:
        """All rows, with the facts that are kept of their partners read at once."""
        partners = [self.directory.partners[each.partner_id] for _, each in rows if each.partner_id]
        known = facts_of_partners(partners)
        bases = facts_when_exported((each.partner_id, row.facts.get("as_of")) for row, each in rows)
        for row, organization in counted(rows, progress):
            if organization.partner_id is None:
                self._decide_new(row)
            else:
                partner = self.directory.partners[organization.partner_id]
                self._decide_known(row, partner, known[partner.pk], bases.get(partner.pk))

    def list_new(self) -> None:
        """The names that would come into the directory, with the partners that they may be."""
        new = [each.row for each in self.result.decisions if each.outcome == CREATED]
        self.result.new_names = sorted(row.facts["name"] for row in new)
        self.result.likely = self.directory.likely(_record(row) for row in new)
        self.result.about |= self.directory.named

    def _decide_new(self, row: FactRow) -> None:
        facts = {name: fact for name, fact in row.facts.items() if not BY_NAME[name].is_key}
        if "kind" not in facts:
            reason = f"“{facts['name']}” is not in the directory yet, and a new partner needs a kind."
            self.result.refused.append(row.refusal("kind", "", reason))
            return
        if "states" in facts:
            facts["states"] = _merged(facts["states"], ())
        if self._is_possible(row, facts) and self._may_be_seen(row, facts, None):
            meant = PartnerMeant(None, facts, row.facts.get("eins", ()))
            self.result.decisions.append(Decision(row, CREATED, self._said(facts, ""), meant))

    def _decide_known(self, row: FactRow, partner: Partner, known: Mapping[str, Any], base: Base | None) -> None:
        wanted = {name: fact for name, fact in _wanted(row, known).items() if fact != known[name]}
        wanted, conflicts = base.without_what_is_older(wanted, known) if base else (wanted, ())
        closed = [BY_NAME[name].label for name in wanted if self._is_closed(name, partner)]
        if closed:
            reason = f"{join_words(closed)} can be changed by staff alone: leave blank what you may not change."
            self.result.refused.append(row.refusal("name", partner.name, reason))
            return
        if not (self._is_possible(row, {**known, **wanted}) and self._may_be_seen(row, wanted, partner)):
            return
        changes = tuple(self._change(name, known[name], fact) for name, fact in wanted.items())
        outcome, reason = (UPDATED if changes else UNCHANGED), ""
        if conflicts:
            labels = join_words([BY_NAME[name].label.lower() for name in conflicts])
            outcome = CONFLICT
            reason = f"Somebody else changed {labels} since this sheet was exported: look at the partner first."
        meant = PartnerMeant(partner.pk, wanted)
        said = self._said({**known, "name": partner.name}, partner.get_absolute_url())
        self.result.decisions.append(Decision(row, outcome, said, meant, changes, reason))

    def _is_closed(self, name: str, partner: Partner) -> bool:
        if self.viewer.is_insider:
            return False
        return name in FOR_STAFF or (name == "states" and partner.kind in TABLES)

    def _is_possible(self, row: FactRow, facts: Mapping[str, Any]) -> bool:
        first, last = facts.get("starts_on"), facts.get("ends_on")
        if first and last and last < first:
            reason = f"The last day, {last}, is before the first, {first}."
            self.result.refused.append(row.refusal("ends_on", str(last), reason))
            return False
        return True

    def _may_be_seen(self, row: FactRow, facts: Mapping[str, Any], partner: Partner | None) -> bool:
        """ "Private" hides a partner from everybody but its own people, so only they may choose it."""
        own = partner is not None and partner.pk in self.viewer.partner_ids
        if facts.get("visibility") != Visibility.PRIVATE or own:
            return True
        reason = "Only people of the organization itself may make it private."
        self.result.refused.append(row.refusal("visibility", "private", reason))
        return False

    def _change(self, name: str, was: Any, now: Any) -> Change:
        return Change(name, BY_NAME[name].label, self._words(name, was), self._words(name, now))

    def _words(self, name: str, fact: Any) -> str:
        if fact in (None, "", ()):
            return DASH
        if name in ("starts_on", "ends_on"):
            return day(fact)
        return str(BY_NAME[name].write(fact, self.words))

    def _said(self, facts: Mapping[str, Any], address: str) -> Said:
        states = ", ".join(each.state for each in facts.get("states", ()))
        status = STATUSES.write(facts.get("status", Partner.Status.UNCONFIRMED))
        return Said(
            ((facts["name"], facts.get("slug", "")), (KINDS.write(facts["kind"]), status), (states, "")), address
        )


def _wanted(row: FactRow, known: Mapping[str, Any]) -> dict[str, Any]:
    """What the row says of a known partner. Without its id, it does not rename it, and only adds to lists."""
    facts = {name: fact for name, fact in row.facts.items() if not BY_NAME[name].is_key}
    by_id = "slug" in row.facts
    if not by_id:
        del facts["name"]
    for name in _LISTS:
        if facts.get(name) and not by_id:
            facts[name] = tuple(dict.fromkeys([*known[name], *facts[name]]))
    for name in ("constituencies", "issues"):
        if name in facts:
            facts[name] = tuple(sorted(facts[name]))
    if "states" in facts:
        facts["states"] = _merged(facts["states"], known["states"], keeps=not by_id and bool(facts["states"]))
    if "other_names" in facts and {*map(name_key, facts["other_names"])} == {*map(name_key, known["other_names"])}:
        del facts["other_names"]
    return facts


def _merged(
    said: Sequence[StateFacts], known: Sequence[StateFacts], *, keeps: bool = False
) -> tuple[StateFacts, ...]:
    """The states as they would be; reach and role that nobody speaks of stay."""
    there = {each.state: each for each in known}
    merged = dict(there) if keeps else {}
    for each in said:
        old = there.get(each.state, StateFacts(each.state, PartnerState.Scope.STATEWIDE, ""))
        merged[each.state] = replace(
            each,
            scope=old.scope if each.scope == UNSAID else each.scope,
            role=old.role if each.role == UNSAID else each.role,
        )
    return tuple(sorted(merged.values()))


def _record(row: FactRow) -> Record:
    facts = row.facts
    return Record(
        name=facts["name"],
        other_names=tuple(facts.get("other_names", ())),
        states=frozenset(each.state for each in facts.get("states", ())),
        eins=frozenset(facts.get("eins", ())),
        websites=(facts["website"],) if facts.get("website") else (),
    )
