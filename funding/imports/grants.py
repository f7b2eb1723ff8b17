"""Lists of grants that funders and others publish, 360Giving's among them: each row is money awarded to a group.

Organizations that nobody knows yet come in as unconfirmed partners that say from which file they are.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils import timezone

from accounts.models import User
from accounts.visibility import Viewer, Visibility
from funding.actions.sheet_grants import GrantKeeper, NewSide, SheetGrant
from funding.models import Grant
from funding.models.grant import OF_LINE
from mvp_coord.sheets.data_rows import DataRow, Refusal
from mvp_coord.sheets.fields import FactRow
from mvp_coord.sheets.kinds import Kind, MayNotImport, Options
from mvp_coord.sheets.outcome import Comparison, Decision, Kept
from mvp_coord.sheets.pace import Progress, untold
from partners.actions.sheet_records import hold_records
from partners.ids import ein_of
from partners.imports.answers import remember_names
from partners.imports.directory import Organization
from partners.imports.senders import possible_senders
from partners.viewers import viewer_of
from states.models import State
from states.names import word_key

from .grant_columns import GRANT
from .grant_compare import HEADINGS, GrantComparing, GrantMeant
from .grant_findings import Findings
from .grant_rows import GrantReader

_ON_TEMPLATE: Final = (
    *("identifier", "title", "description", "funder", "funder_id", "recipient", "recipient_id", "amount", "currency"),
    *("awarded", "starts_on", "ends_on", "program_name", "place", "regrant_type", "source_url", "license"),
    "visibility",
)
_HINTS: Final = (
    "One row is one grant: who gave how much to whom, when, and what for.",
    "Needed: recipient and amount, and a funder in each row or as the sender of the list. The rest may be blank.",
    "Identifier: the source's own. Send the list again with the same ones to change what it said before; without one,"
    " a corrected line is asked about.",
    "Award date: 2016-05-12, or as exactly as it is known: 2016-05, 2016, 2014/2017.",
    "Currency: three letters, such as USD or GBP. Nothing is converted, and different currencies are never added up.",
    "Identifiers of organizations: US-EIN-12-3456789, GB-CHC-1077187 (org-id.guide).",
)


class GrantWork:
    """One import of grants at work, at once or in portions."""

    def __init__(self, options: Options, viewer: Viewer, funder: str = "") -> None:
        self.options, self.viewer = options, viewer
        self.findings = Findings(timezone.localdate())
        states = State.objects.values_list("code", "name")
        names = {word_key(text): code for code, name in states for text in (code, name)}
        self.reader = GrantReader(names, self.findings, funder)
        self.comparing: GrantComparing | None = None
        self.keeper: GrantKeeper | None = None

    def read(self, rows: Sequence[DataRow], progress: Progress = untold) -> tuple[list[FactRow], list[Refusal]]:
        """Grants as facts, and the rows that cannot be any; findings are noted on the way."""
        return self.reader.read(rows, progress)

    def compare(self, rows: Sequence[FactRow], progress: Progress = untold) -> Comparison:
        """What becomes of every row."""
        comparing = GrantComparing(self.viewer, self.options.choices)
        result = comparing.compare(rows, progress)
        comparing.finish(result)
        self.comparing, self.keeper, result.findings = comparing, None, self.findings.listed()
        return result

    def compare_portion(self, rows: Sequence[FactRow], *, holds: bool) -> Comparison:
        """What becomes of a portion, after those that came before; with `holds`, its records are locked."""
        told = {"holds": holds, "portioned": True}
        self.comparing = self.comparing or GrantComparing(self.viewer, self.options.choices, **told)
        return self.comparing.compare(rows)

    def compare_rest(self) -> Comparison:
        """What becomes of the lines that may correct others: known only when all are."""
        return self.comparing.compare_rest() if self.comparing else Comparison()

    def finish(self) -> Comparison:
        """What is to be said of all portions together; what was remembered for the next one is let go."""
        comparing = self.comparing or GrantComparing(self.viewer, self.options.choices)
        self.comparing = self.keeper = None
        result = Comparison(findings=self.findings.listed())
        comparing.finish(result)
        return result

    def hold(self, decisions: Sequence[Decision]) -> None:
        """Lock the grants themselves."""
        hold_records(Grant, [each.meant.grant_id for each in decisions])

    def write(self, decisions: Sequence[Decision], *, by: User, progress: Progress) -> Kept:
        """Keep these grants, with the organizations that only the list knows."""
        self.keeper = self.keeper or GrantKeeper(by)
        sides = self.comparing.sides if self.comparing else None
        ids: Mapping[str, set[str]] = sides.ids if sides else {}
        new = _new_sides(decisions, ids)
        partners = self.keeper.keep_sides(new)
        told: dict[int | str, Sequence[str]] = {each.key: each.ids for each in new if each.ids}
        known = {each.partner_id for row in decisions for each in (row.meant.funder, row.meant.recipient)}
        told |= {key: sorted(ids[str(key)]) for key in known if key and str(key) in ids}
        self.keeper.keep_ids(told, source=f"Imported from {decisions[0].row.file}"[:300])
        made = self.keeper.keep([_grant(each) for each in decisions], progress=progress)
        addresses = [each.get_absolute_url() for each in made]
        return Kept(addresses, {each.name: each.slug for each in partners})

    def remember(self, names: Mapping[str, str], *, by: User) -> int:
        """Other names of partners, as answered; what was said of lines stands in the grants."""
        names = {name: slug for name, slug in names.items() if not name.startswith(OF_LINE)}
        return remember_names(names, viewer=self.viewer, by=by)


def _new_sides(decisions: Sequence[Decision], ids: Mapping[str, set[str]]) -> list[NewSide]:
    """Each organization that is new, once; it may be known by whoever may know of its grants."""
    found: dict[str, NewSide] = {}
    for decision in decisions:
        meant: GrantMeant = decision.meant
        level = meant.facts.get("visibility", Visibility.TABLE)
        for side, gives in ((meant.funder, True), (meant.recipient, False)):
            if side.partner_id is None:
                before = found.get(str(side.key))
                found[str(side.key)] = _side(side, ids, gives or bool(before and before.gives), level, decision)
    return list(found.values())


def _side(side: Organization, ids: Mapping[str, set[str]], gives: bool, level: str, decision: Decision) -> NewSide:
    known = sorted(ids.get(str(side.key), ()))
    eins = tuple(filter(None, map(ein_of, known)))
    others = tuple(each for each in known if not ein_of(each))
    return NewSide(str(side.key), side.name, gives, level, decision.row.file, others, eins)


def _grant(decision: Decision) -> SheetGrant:
    meant: GrantMeant = decision.meant
    facts = dict(meant.facts)
    if meant.grant_id is None:
        facts |= {"identifier": decision.row.facts["key"], "source": decision.row.file[:300]}
    funder, recipient = (each.partner_id or str(each.key) for each in (meant.funder, meant.recipient))
    return SheetGrant(meant.grant_id, funder, recipient, meant.entity_id, facts)


def may_send(viewer: Viewer) -> bool:
    """Lists of grants are entered by staff."""
    return viewer.is_insider


def begin(options: Options, user: User) -> GrantWork:
    """Raises `MayNotImport`. The sender is the funder of rows that name none."""
    viewer = viewer_of(user)
    if not may_send(viewer):
        raise MayNotImport(f"{user.email} may not import grants: that is for staff.")
    sender = possible_senders(viewer).filter(slug=options.sender).first() if options.sender else None
    if options.sender and sender is None:
        raise MayNotImport(f"There is no partner “{options.sender}” that {user.email} may name as the funder.")
    return GrantWork(options, viewer, sender.name if sender else "")


GRANTS = Kind(
    code="grants",
    label="Grants: lists that funders publish",
    layout=GRANT,
    headings=HEADINGS,
    needs=(
        "Each row needs a recipient, an amount and a funder. 360Giving’s spreadsheets and JSON are read as they are,"
        " plain lists by their headings. Blank, zero and negative amounts are refused, exact repeats skipped."
    ),
    may_send=may_send,
    begin=begin,
    hints=_HINTS,
    on_template=_ON_TEMPLATE,
)
