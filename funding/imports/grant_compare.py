"""What an import of grants would do: for each row, whether it is new, changes something, or says what is known.

A grant is known by the identifier that its source gives it; without one, by all that its line says.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from accounts.visibility import Viewer, Visibility
from funding.models import Grant
from mvp_coord.lib.rough_dates import RoughDate
from mvp_coord.lib.wording import DASH, day
from mvp_coord.lib.written import NotUnderstoodError
from mvp_coord.sheets.fields import FactRow
from mvp_coord.sheets.outcome import CREATED, UNCHANGED, UPDATED, Change, Comparison, Decision, Said
from mvp_coord.sheets.pace import Progress, counted, untold
from partners.ids import ein_of
from partners.imports.directory import NEW, Organization
from partners.models import LegalEntity

from .grant_columns import GRANT_FIELDS
from .grant_corrections import Corrections, doubt_of, waits_for
from .grant_partners import Sides

HEADINGS: Final = ("Who gave, to whom", "How much and when", "What for")
_LABELS: Final = {each.name: each.label for each in GRANT_FIELDS}
# Columns of a grant that a row fills when the list has them; what it leaves blank stays as it is kept.
_OPTIONAL: Final = (
    *("title", "description", "program_name", "location", "states", "regrant_type", "source_url", "license"),
    *("visibility", "starts_on", "ends_on"),
)
_DAYS: Final = ("awarded_on", "awarded_until", "award_precision")


@dataclass(frozen=True, slots=True)
class GrantMeant:
    """The grant that a row means (None: a new one), both sides, the recipient's entity, and the facts that change."""

    grant_id: int | None
    funder: Organization
    recipient: Organization
    entity_id: int | None
    facts: Mapping[str, Any] = field(default_factory=dict)


class GrantComparing:
    """Compares the rows of one import, all at once or portion by portion: what it met before, it remembers."""

    def __init__(
        self, viewer: Viewer, choices: Mapping[str, str], *, holds: bool = False, portioned: bool = False
    ) -> None:
        self.viewer, self.holds, self.choices = viewer, holds, choices
        self.sides = Sides(viewer, choices)
        self.entities = dict(LegalEntity.objects.exclude(ein=None).values_list("ein", "pk"))
        self.met: dict[str, tuple[str, int, int]] = {}
        self.corrections = Corrections(viewer, self.met, holds=holds)
        # In portions, what may be a correction waits until all lines have been met.
        self.waiting: list[FactRow] | None = [] if portioned else None

    def compare(self, rows: Sequence[FactRow], progress: Progress = untold) -> Comparison:
        """What becomes of these rows. Reads only; four queries at most."""
        result = Comparison()
        self._decide([row for row in rows if self._is_fresh(row, result)], result, progress)
        return result

    def compare_rest(self) -> Comparison:
        """What becomes of the rows that have waited, now that every line is known."""
        result, rest = Comparison(), self.waiting or []
        self.waiting = None
        self._decide(rest, result, untold)
        return result

    def _decide(self, rows: list[FactRow], result: Comparison, progress: Progress) -> None:
        grants = Grant.objects.select_for_update() if self.holds else Grant.objects.all()
        known = {each.identifier: each for each in grants.filter(identifier__in=[row.facts["key"] for row in rows])}
        pks = [each.pk for each in known.values()]
        seen = set(Grant.objects.visible_to(self.viewer).filter(pk__in=pks).values_list("pk", flat=True))
        open_rows = [row for row in rows if row.facts["key"] not in known and self.corrections.may_be(row)]
        if self.waiting is not None:
            self.waiting += open_rows
            late = {id(row) for row in open_rows}
            rows = [row for row in rows if id(row) not in late]
        else:
            self.corrections.look_for(self._recipients(open_rows))
        for row in counted(rows, progress):
            for decision in self._decided(row, known.get(row.facts["key"]), seen, result):
                result.decisions.append(decision)

    def _recipients(self, rows: Iterable[FactRow]) -> list[int]:
        """Keys of those that these rows name and the directory knows."""
        found = set()
        for row in rows:
            with suppress(NotUnderstoodError):  # it is refused when it is decided
                found.add(self.sides.find(row.facts["recipient"], row.facts["recipient_id"]).partner_id)
        return [key for key in found if key]

    def finish(self, result: Comparison) -> None:
        """With the organizations that all rows together would add, and whom they may be."""
        new = self.sides.new.values()
        result.new_names = sorted({each.name for each in new})
        result.likely, result.remarks[:0] = self.sides.likely()
        result.about |= self.sides.directory.named

    def _is_fresh(self, row: FactRow, result: Comparison) -> bool:
        """Whether no row before it says the same; one identifier that says two things is refused."""
        key, content = row.facts["key"], hash(_content(row))
        file, line, before = self.met.setdefault(key, (row.file, row.line, content))
        if (file, line) == (row.file, row.line):
            return True
        where = f"line {line}" if file == row.file else f"line {line} of {file}"
        if before == content or not row.facts.get("identifier"):
            repeat = row.refusal("", "", f"Repeats {where}.", repeats=line)
            result.skipped.append(repeat)
        else:
            reason = f"The identifier “{key}” is that of {where} too, which says otherwise: keep one of the two."
            result.refused.append(row.refusal("identifier", key, reason))
        return False

    def _decided(self, row: FactRow, grant: Grant | None, seen: set[int], result: Comparison) -> Iterator[Decision]:
        facts = row.facts
        try:
            funder = self.sides.find(facts["funder"], facts["funder_id"])
            recipient = self.sides.find(facts["recipient"], facts["recipient_id"])
        except NotUnderstoodError as refusal:
            result.refused.append(row.refusal("recipient", facts["recipient"], f"The name {refusal}."))
            return
        if grant and grant.pk not in seen:
            reason = f"The identifier “{facts['key']}” is that of another grant."
            result.refused.append(row.refusal("identifier", facts["key"], reason))
            return
        wanted = _wanted(facts)
        entity_id = self.entities.get(ein_of(facts["recipient_id"]))
        again: dict[str, str] = {}
        if grant is None:
            grant, waits = self._corrected(row, funder, recipient, result)
            if waits:
                return
            again = {"identifier": facts["key"], "source": row.file[:300]} if grant else {}
        if grant is None:
            meant = GrantMeant(None, funder, recipient, entity_id, wanted)
            yield Decision(row, CREATED, _said(facts, funder, recipient, ""), meant)
            return
        changed = {name: value for name, value in wanted.items() if getattr(grant, name) != value}
        changes = [*_changes(grant, changed), *_moved(grant, funder, recipient)]
        meant = GrantMeant(grant.pk, funder, recipient, entity_id, changed | again)
        said = _said(facts, funder, recipient, grant.get_absolute_url())
        yield Decision(row, UPDATED if changes or again else UNCHANGED, said, meant, tuple(changes))

    def _corrected(
        self, row: FactRow, funder: Organization, recipient: Organization, result: Comparison
    ) -> tuple[Grant | None, bool]:
        """The grant that a new line corrects, as somebody has said, and whether the line waits for an answer."""
        earlier = self.corrections.earlier(row, funder.partner_id, recipient.partner_id)
        if not earlier:
            return None, False
        result.doubts.append(doubt_of(row, earlier))
        answer = self.choices.get(row.facts["key"], "")
        if answer == NEW:
            return None, False
        chosen = next((each for each in earlier if each.public_id == answer), None)
        before = self.corrections.taken.setdefault(chosen.pk, row.line) if chosen else row.line
        if chosen and before == row.line:
            return chosen, False
        reason = f"Line {before} corrects that grant already." if chosen else waits_for(earlier)
        result.refused.append(row.refusal("", "", reason))
        return None, True


def _content(row: FactRow) -> str:
    return repr(sorted((name, str(fact)) for name, fact in row.facts.items()))


def _wanted(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The row as columns of a grant, without the two sides."""
    awarded: RoughDate = facts["awarded"]
    wanted = {"currency": facts["currency"], "amount": facts["amount"]}
    wanted |= {name: facts[name] for name in _OPTIONAL if facts.get(name)}
    if awarded.first is not None:
        wanted |= zip(_DAYS, (awarded.first, awarded.last, awarded.precision.value), strict=True)
    return wanted


def _changes(grant: Grant, changed: Mapping[str, Any]) -> Iterator[Change]:
    for name, value in changed.items():
        label = _LABELS.get(name) or str(getattr(Grant._meta.get_field(name), "verbose_name", name)).capitalize()
        yield Change(name, label, _words(getattr(grant, name)), _words(value))


def _moved(grant: Grant, funder: Organization, recipient: Organization) -> Iterator[Change]:
    for name, organization in (("funder", funder), ("recipient", recipient)):
        if getattr(grant, f"{name}_id") != organization.partner_id:
            yield Change(name, _LABELS[name], str(getattr(grant, name)), organization.name)


def _words(value: Any) -> str:
    if value in (None, "", []):
        return DASH
    if isinstance(value, list):
        return ", ".join(value)
    return day(value) if hasattr(value, "isoformat") else str(value)


def _said(facts: Mapping[str, Any], funder: Organization, recipient: Organization, address: str) -> Said:
    awarded = str(facts["awarded"]) or "no date"
    what = facts.get("title") or facts.get("description") or facts.get("program_name") or ""
    level = Visibility(facts["visibility"]).label if facts.get("visibility") else ""
    amount = f"{facts['amount']:,.2f}".removesuffix(".00")
    return Said(
        ((recipient.name, f"from {funder.name}"), (f"{facts['currency']} {amount}", awarded), (what[:200], level)),
        address,
    )
