"""What an import would do: for each row, whether it is new, changes something, or says what is known already.

A row is the same as an earlier one by its label, else by partner, program, tactic, place and start. Within one
import, a row that only repeats another is skipped, and one that contradicts another is refused.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.urls import reverse

from accounts.visibility import Viewer
from mvp_coord.lib.wording import days
from mvp_coord.lib.written import NotUnderstoodError
from mvp_coord.sheets.outcome import CREATED, UNCHANGED, UPDATED, Change, Comparison, Decision, Said
from mvp_coord.sheets.pace import Progress, counted, untold
from mvp_coord.sheets.reading import Refusal
from partners.matching import Record
from partners.models.family import Vehicle
from states.names import word_key

from .differences import differences
from .directory import Directory, Organization
from .earlier import Earlier, Known, NaturalKey, Sender
from .plan_row import PlanRow
from .rows import Books

NO_CHANGES: tuple[Change, ...] = ()
_MOST_TOLD = 5
HEADINGS = ("Organization and program", "What and where", "When")


@dataclass(frozen=True)
class Named:
    """A row with the organization, the program's name (never blank) and, where only one will do, the entity it means.

    `known` is the activity that is kept already.
    """

    row: PlanRow
    organization: Organization
    program: str
    entity_id: int | None
    known: Known | None = None

    @property
    def natural_key(self) -> NaturalKey:
        row = self.row
        return (self.organization.key, word_key(self.program), row.tactic, row.place, row.starts_on)


def compare(
    rows: Iterable[PlanRow],
    *,
    books: Books,
    sender: Sender,
    viewer: Viewer,
    choices: Mapping[str, str] | None = None,
    progress: Progress = untold,
) -> Comparison:
    """Decide what becomes of every row. Reads only. `choices` as in `Directory`."""
    comparing = _Comparing(books, Directory(viewer, choices))
    named = comparing.without_repeats([each for row in rows for each in comparing.named(row)])
    partner_ids = {each.organization.partner_id for each in named if each.organization.partner_id}
    earlier = Earlier(sender, viewer, partner_ids, {each.row.ref for each in named if each.row.ref})
    comparing.decide(named, earlier, progress)
    comparing.list_new_partners()
    return comparing.result


class _Comparing:
    """The steps of one comparison, gathering its result."""

    def __init__(self, books: Books, directory: Directory) -> None:
        self.books, self.directory = books, directory
        self.result = Comparison()
        self.taken: set[int] = set()

    def named(self, row: PlanRow) -> list[Named]:
        """The row with its organization; none (and a refusal) where that cannot be told or is not allowed."""
        try:
            organization = self.directory.find(row.organization)
            entity_id = self.directory.entity_for(organization, row.vehicle, row.organization)
        except NotUnderstoodError as refusal:
            self._refuse(row, "organization", row.organization, f"“{row.organization}” {refusal}.")
            return []
        if not self.directory.may_have(organization, row.vehicle):
            vehicle = Vehicle(row.vehicle)
            reason = (
                f"{organization.name} has no {vehicle.short} on record. Leave the vehicle blank, or add the legal"
                " entity on its page first: staff look at it before it counts."
            )
            self._refuse(row, "vehicle", vehicle.label, reason)
            return []
        usual = f"{self.books.program_types.labels[row.program_type]} {row.starts_on.year}"
        return [Named(row, organization, row.program or usual, entity_id)]

    def without_repeats(self, rows: list[Named]) -> list[Named]:
        """Each plan once: the first row of a label, and of what an unlabeled row says."""
        by_label: dict[str, Named] = {}
        by_nature: dict[NaturalKey, Named] = {}
        kept, alike = [], []
        for each in rows:
            first = by_label.get(each.row.ref) if each.row.ref else None
            twin = by_nature.get(each.natural_key)
            if not first and twin and not (each.row.ref and twin.row.ref):
                first = twin
            if first:
                self._repeat(each.row, first.row)
                continue
            if twin and replace(each.row, ref="").content() == replace(twin.row, ref="").content():
                alike.append((each.row, twin.row))
            kept.append(each)
            by_nature.setdefault(each.natural_key, each)
            if each.row.ref:
                by_label[each.row.ref] = each
        self.result.remarks += _told_of(alike)
        return kept

    def decide(self, rows: list[Named], earlier: Earlier, progress: Progress) -> None:
        """Labels first, for all rows, so that no row takes an activity that is another row's by its label."""
        labeled: dict[str, Known] = {}
        refused: set[str] = set()
        for each in rows:
            known = earlier.by_label.get(each.row.ref)
            self.result.about |= {known.partner_id} if known else set()
            if each.row.ref in earlier.hidden_labels or (known and self._is_another(each, known)):
                refused.add(each.row.ref)
                self._refuse_label(each.row, known)
            elif known:
                labeled[each.row.ref] = known
                self.taken.add(known.activity_id)
        for each in counted(rows, progress):
            if each.row.ref not in refused:
                self._decide(each, labeled.get(each.row.ref), earlier)

    def list_new_partners(self) -> None:
        """The organizations that the kept rows would add, as first written, with what they may be spellings of."""
        new = {
            each.meant.organization.key: each.meant.organization.name
            for each in reversed(self.result.decisions)
            if each.meant.organization.partner_id is None
        }
        self.result.new_names = sorted(new.values())
        here = frozenset([self.books.places.code])
        self.result.likely = self.directory.likely(Record(name, states=here) for name in self.result.new_names)
        self.result.about |= self.directory.named

    def _decide(self, each: Named, known: Known | None, earlier: Earlier) -> None:
        try:
            known = known or self._by_nature(each, earlier)
        except NotUnderstoodError as refusal:
            self._refuse(each.row, "ref", each.row.ref, f"{refusal}.")
            return
        if known is None:
            outcome, changes = CREATED, NO_CHANGES
        else:
            self.taken.add(known.activity_id)
            changes = differences(each.row, each.organization, known, self.books)
            outcome = UPDATED if changes else UNCHANGED
        meant = replace(each, known=known)
        self.result.decisions.append(Decision(each.row, outcome, self._said(meant), meant, changes))

    def _said(self, each: Named) -> Said:
        """The row in words, with the address of its activity once there is one."""
        row, books = each.row, self.books
        label = f"{each.program} · row {row.ref}" if row.ref else each.program
        what = f"{books.tactics.labels[row.tactic]}, {books.program_types.labels[row.program_type]}"
        return Said(
            (
                (each.organization.name, label),
                (what, books.places.find(row.place).name),
                (days(row.starts_on, row.ends_on), ""),
            ),
            reverse("partners:activity", args=[each.known.address]) if each.known else "",
        )

    def _by_nature(self, each: Named, earlier: Earlier) -> Known | None:
        """The earlier activity that is the same by what it is. One with another label of this sender is another."""
        candidates = [
            known
            for known in earlier.by_nature.get(each.natural_key, [])
            if known.activity_id not in self.taken and not (each.row.ref and known.label)
        ]
        if len(candidates) < 2:
            return candidates[0] if candidates else None
        fewest = sorted(
            candidates, key=lambda known: len(differences(each.row, each.organization, known, self.books))
        )
        if differences(each.row, each.organization, fewest[0], self.books) and not each.row.ref:
            raise NotUnderstoodError(
                "Several plans are kept of this organization, program, tactic, place and start:"
                " label the rows as before, so that each can be told from the others"
            )
        return fewest[0]

    def _is_another(self, each: Named, known: Known) -> bool:
        """Whether the label stands for quite another plan: somebody else's sheet with the same numbering."""
        return (
            each.organization.partner_id != known.partner_id
            and word_key(each.program) != word_key(known.program)
            and (each.row.place, each.row.tactic) != (known.place, known.tactic)
        )

    def _refuse_label(self, row: PlanRow, known: Known | None) -> None:
        whose = f", {known.program} of {known.partner}" if known else ""
        reason = (
            f"The label “{row.ref}” belongs to another plan that was sent before{whose}."
            " Say whom this sheet is from, or use labels of its own."
        )
        self._refuse(row, "ref", row.ref, reason)

    def _repeat(self, row: PlanRow, first: PlanRow) -> None:
        if row.content() == first.content():
            reason = f"Repeats {first.at}."
            self.result.skipped.append(self._refusal(row, "ref", row.ref, reason))
        elif row.ref and row.ref == first.ref:
            reason = f"The label “{row.ref}” is that of {first.at} too, which says otherwise."
            self._refuse(row, "ref", row.ref, reason)
        else:
            reason = (
                f"Organization, program, tactic, place and start are those of {first.at}, which says otherwise:"
                " give each of the two a label."
            )
            self._refuse(row, "ref", row.ref, reason)

    def _refuse(self, row: PlanRow, column: str, value: str, reason: str) -> None:
        self.result.refused.append(self._refusal(row, column, value, reason))

    def _refusal(self, row: PlanRow, column: str, value: str, reason: str) -> Refusal:
        return Refusal(row.file, row.sheet, row.line, row.columns.get(column, ""), value, reason)


def _told_of(alike: list[tuple[PlanRow, PlanRow]]) -> list[str]:
    """Rows that say the same under another label, in words: nobody but their sender knows whether they are one."""
    told = [f"{row.at[:1].upper()}{row.at[1:]} says under another label what {first.at} says" for row, first in alike]
    left = len(told) - _MOST_TOLD
    some = [*told[:_MOST_TOLD], *([f"and {left} more rows do so"] if left > 0 else [])]
    return [f"{'; '.join(some)}. All are kept, and their tries add up: take out what is one plan."] if told else []
