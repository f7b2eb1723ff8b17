"""Sheets of needs: each row states what one legal entity of a partner needs for one cycle. For staff.

Conflicting statements are all kept: a row with another day or another source is a statement of its own, and one with
other figures corrects the one of its day and source, which stays beside it as withdrawn.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from accounts.visibility import Viewer
from funding.actions.needs import withdraw_corrected
from funding.models import Need
from mvp_coord.lib.tabular import Value
from mvp_coord.lib.wording import usd_exact
from mvp_coord.lib.written import NotUnderstoodError, read_dollars, shown
from mvp_coord.sheets.cells import plain_line
from mvp_coord.sheets.fields import Field, layout_of
from mvp_coord.sheets.kinds import Kind, MayNotImport, Options
from mvp_coord.sheets.layout import Column
from mvp_coord.sheets.outcome import Decision, Kept, Said
from mvp_coord.sheets.pace import Progress
from mvp_coord.sheets.records import Meant, once
from partners.actions.sheet_records import SheetRecord
from partners.imports.directory import Directory, Organization
from partners.imports.names import name_key
from partners.imports.partner_columns import read_eins
from partners.imports.record_rows import PARTNER_ID, PARTNER_NAME, Placed
from partners.imports.record_work import RecordWork
from partners.imports.vehicles import read_vehicle
from partners.models import LegalEntity
from partners.viewers import viewer_of
from states.imports.words import Choices, as_it_is, read_day, read_line
from states.models import Cycle
from states.names import word_key

CONSENTS = Choices("consent", {level.value: level.label for level in Need.CONSENTS}, {"everyone": "public"})


@dataclass(frozen=True)
class NeedWords:
    """The cycles that a sheet may name, by code and name."""

    cycles: Mapping[str, int]
    names: Mapping[int, str]


@dataclass(frozen=True)
class _Beside:
    """The entity that a row is about, and its cycle."""

    entity: LegalEntity
    cycle_id: int


def _read_cycle(value: Value, words: NeedWords) -> int:
    found = words.cycles.get(word_key(shown(value)))
    if found is None:
        raise NotUnderstoodError(f"is no cycle that is kept here: write {', '.join(words.names.values())}")
    return found


def _amount(value: Value, _: Any = None) -> Any:
    amount = read_dollars(value)
    if amount is None:
        raise NotUnderstoodError("is no amount")
    return amount


NEED_FIELDS: tuple[Field, ...] = (
    PARTNER_ID,
    PARTNER_NAME,
    Field(
        Column("entity", "legal entity", ("legal entity", "legal name", "entity", "entity name"),
               tags=("#org+legal",)),
        read_line(200), as_it_is, is_key=True,
    ),
    Field(
        Column("vehicle", "vehicle", ("vehicle", "legal vehicle", "entity type", "tax status", "c3/c4"),
               tags=("#org+type",)),
        lambda value, _: read_vehicle(shown(value)), as_it_is, is_key=True,
    ),
    Field(Column("ein", "EIN", ("ein", "tax id"), tags=("#org+ein",)), read_eins, as_it_is, is_key=True),
    Field(
        Column("cycle", "cycle", ("cycle", "election cycle", "for cycle"), maybe=("period", "year"),
               tags=("#date+cycle", "#date")),
        _read_cycle, as_it_is, is_key=True,
    ),
    Field(
        Column("budget_usd", "budget", ("budget", "total budget", "budget usd", "cycle budget"),
               tags=("#value+budget", "#value"), is_required=True, is_figure=True),
        _amount, as_it_is,
    ),
    Field(
        Column("raised_usd", "raised", ("raised", "raised so far", "raised usd", "secured"),
               tags=("#value+raised",), is_figure=True),
        _amount, as_it_is,
    ),
    Field(
        Column("source", "source", ("source", "who said so"), tags=("#meta+source",), is_required=True),
        read_line(300, is_name=True), as_it_is, is_key=True,
    ),
    Field(
        Column("good_as_of", "good as of", ("good as of", "as of", "as of date", "date"), tags=("#date+as_of",),
               is_required=True),
        read_day, as_it_is, is_key=True,
    ),
    Field(
        Column("consent", "consent", ("consent", "shared with", "may be shared with"), tags=("#access",)),
        CONSENTS.read, CONSENTS.write,
    ),
)  # fmt: skip
NEED = layout_of("a need", NEED_FIELDS)


class NeedShelf:
    """Statements of what entities need: one is known by its entity, cycle, day and source."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self.cycles = list(Cycle.objects.order_by("starts_on"))
        self.kept: dict[Hashable, list[Need]] = defaultdict(list)

    def place(self, row: Any, organization: Organization, directory: Directory) -> _Beside:
        """The entity by EIN, legal name or vehicle, else the only one; the cycle, else the one of the day."""
        return _Beside(self._entity(row.facts, organization, directory), self._cycle(row.facts))

    def load(self, placed: Sequence[Placed]) -> None:
        """One query."""
        entities = {each.beside.entity.pk for each in placed}
        for need in Need.objects.visible_to(self.viewer).standing().filter(entity__in=entities).order_by("pk"):
            key = (need.entity_id, need.cycle_id, need.good_as_of, word_key(need.source))
            self.kept[key].append(need)

    def key(self, placed: Placed) -> Hashable:
        facts, beside = placed.row.facts, placed.beside
        return (beside.entity.pk, beside.cycle_id, facts["good_as_of"], word_key(facts["source"]))

    def find(self, placed: Placed) -> Need | None:
        found: Need | None = once(self.kept, self.key(placed), "statements")
        return found

    def facts(self, record: Need) -> dict[str, Any]:
        return {"budget_usd": record.budget_usd, "raised_usd": record.raised_usd, "consent": record.consent}

    def refuse(self, placed: Placed, record: Need | None, facts: Mapping[str, Any]) -> str:
        return ""

    def said(self, facts: Mapping[str, Any], placed: Placed, record: Need | None) -> Said:
        entity = placed.beside.entity
        cycle = next(each.name for each in self.cycles if each.pk == placed.beside.cycle_id)
        raised = f"{usd_exact(facts['raised_usd'])} raised" if "raised_usd" in facts else ""
        what = (f"{usd_exact(facts['budget_usd'])} for {cycle}", raised)
        return Said(((placed.organization.name, str(entity)), what, (plain_line(placed.row.facts["source"]), "")))

    def _entity(self, facts: Mapping[str, Any], organization: Organization, directory: Directory) -> LegalEntity:
        entities = directory.entities_of(organization, facts.get("vehicle", ""))
        if "ein" in facts:
            entities = [each for each in entities if each.ein in facts["ein"]]
        if "entity" in facts:
            entities = [each for each in entities if name_key(each.legal_name) == name_key(facts["entity"])]
        if len(entities) != 1:
            which = "no legal entity that fits" if not entities else "several legal entities that fit"
            raise NotUnderstoodError(f"{organization.name} has {which}: name its vehicle, EIN or legal name")
        return entities[0]

    def _cycle(self, facts: Mapping[str, Any]) -> int:
        if "cycle" in facts:
            found: int = facts["cycle"]
            return found
        on: dt.date = facts["good_as_of"]
        around = [each.pk for each in self.cycles if each.starts_on <= on <= each.ends_on]
        if len(around) != 1:
            raise NotUnderstoodError(f"No cycle that is kept here is the one of {on}: name the cycle")
        return around[0]


class NeedWork(RecordWork):
    """Statements are never written over: what a row says otherwise is kept in the place of what it corrects."""

    def write(self, decisions: Sequence[Decision], *, by: User, progress: Progress) -> Kept:
        """Keep these statements, and withdraw those that they correct."""
        corrected = [each.meant.record.pk for each in decisions if each.meant.record is not None]
        withdraw_corrected(corrected, by=by)
        return super().write(decisions, by=by, progress=progress)


def may_send(viewer: Viewer) -> bool:
    """Needs are entered by staff."""
    return viewer.is_insider


def begin(options: Options, user: User) -> RecordWork:
    """Raises `MayNotImport`."""
    viewer = viewer_of(user)
    if not may_send(viewer):
        raise MayNotImport(f"{user.email} may not import needs: that is for staff.")
    cycles = list(Cycle.objects.order_by("starts_on"))
    by_word = {word_key(text): cycle.pk for cycle in cycles for text in (cycle.code, cycle.name)}
    words = NeedWords(by_word, {cycle.pk: cycle.name for cycle in cycles})
    return NeedWork(options, viewer, NEED_FIELDS, NeedShelf, Need, words, _columns)


NEEDS = Kind(
    code="needs",
    label="Needs: what groups must still raise",
    layout=NEED,
    headings=("Partner and entity", "What it needs", "Who said so"),
    needs=(
        "Each row needs a partner, a budget, a source and the day it is good as of; where a partner has several legal"
        " entities, also which of them. Another day or source is another statement, and both are kept."
    ),
    may_send=may_send,
    begin=begin,
)


def _columns(decision: Decision, facts: dict[str, Any]) -> SheetRecord:
    meant: Meant = decision.meant
    said, was = decision.row.facts, meant.record
    if was is not None:
        kept = {name: getattr(was, name) for name in ("budget_usd", "raised_usd", "consent")}
        facts = {**kept, **facts, "corrects_id": was.pk}
    keys = {"entity_id": meant.placed.beside.entity.pk, "cycle_id": meant.placed.beside.cycle_id}
    return SheetRecord(None, {**keys, "source": said["source"], "good_as_of": said["good_as_of"], **facts})
